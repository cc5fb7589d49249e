package live.nigiwai.relay;

import static live.nigiwai.relay.TalkHouse.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import live.nigiwai.show.Actor;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.TestViewer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each frame of the golden file, and worse, against a real server with a neighbour beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedFramesCloseOnlyTheirSocketTest {
  private final TalkHouse house = new TalkHouse();
  private final TestViewer neighbour = house.viewer("v_neighbour");

  /** Held on to: a client nobody refers to is closed by the collector, with all its sockets. */
  private final WebSocketClient client =
      house.vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(1_000));

  private int checks;

  @BeforeAll
  void neighbourIsIn() {
    assertThat(neighbour.look(ClientView::live)).isTrue();
  }

  @AfterEach
  void neighbourIsUnaffected() {
    String text = "元気です" + checks++;
    house
        .timelines
        .stage(TalkHouse.DEMO)
        .append(
            new Draft(
                null,
                Actor.system("test"),
                null,
                new CommentPosted("c_" + checks, Badge.NONE, new Words("", text))))
        .toCompletableFuture()
        .join();
    assertThat(
            neighbour.await(
                view -> !view.comments().isEmpty() && text.equals(view.comments().getLast().text()),
                SOON))
        .isTrue();
    assertThat(neighbour.closeCodes()).isEmpty();
  }

  @AfterAll
  void close() {
    house.close();
  }

  /** A client without manners. */
  private final class Rude {
    final WebSocket socket;
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    Rude() throws Exception {
      var address =
          new WebSocketConnectOptions()
              .setHost("127.0.0.1")
              .setPort(house.base.getPort())
              .setURI("/api/shows/demo/live")
              .addSubProtocol("nigiwai.v1");
      socket =
          client
              .connect(address)
              .onSuccess(
                  opened -> {
                    opened.textMessageHandler(heard::add);
                    opened.exceptionHandler(ignored -> {});
                    opened.closeHandler(
                        ignored -> {
                          Short code = opened.closeStatusCode();
                          closed.complete(code == null ? 1006 : (int) code);
                        });
                  })
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
    }

    void join() throws Exception {
      socket.writeTextMessage("{\"c\":\"join\",\"id\":1}");
      answer("welcome");
    }

    JsonNode answer(String kind) throws Exception {
      while (true) {
        String text = heard.poll(10, TimeUnit.SECONDS);
        if (text == null) {
          throw new AssertionError("no " + kind);
        }
        JsonNode frame = Golden.JSON.readTree(text);
        if (frame.path("f").asText().equals(kind)) {
          return frame;
        }
      }
    }

    int closeCode() throws Exception {
      return closed.get(10, TimeUnit.SECONDS);
    }
  }

  @TestFactory
  Stream<DynamicTest> goldenFrames() {
    return Golden.read("client-frames.json").stream()
        .map(row -> DynamicTest.dynamicTest(row.get("name").asText(), () -> play(row)));
  }

  private void play(JsonNode row) throws Exception {
    var client = new Rude();
    if (row.get("after").asText().equals("join")) {
      client.join();
    }
    client.socket.writeTextMessage(
        row.has("raw") ? row.get("raw").asText() : row.get("frame").toString());
    String outcome = row.get("outcome").asText();
    if (outcome.startsWith("close ")) {
      assertThat(client.closeCode()).isEqualTo(Integer.parseInt(outcome.substring(6)));
      return;
    }
    if (outcome.startsWith("err ")) {
      assertThat(client.answer("err").get("code").asText()).isEqualTo(outcome.substring(4));
    } else if (row.has("answer")) {
      var answer = client.answer(row.get("answer").asText());
      assertThat(answer.get("id").asInt()).isEqualTo(row.get("frame").get("id").asInt());
    } else {
      // Nothing is answered; the next request is, so the socket is alive.
      client.socket.writeTextMessage("{\"c\":\"say\",\"id\":77,\"k\":\"z1\",\"x\":\"はい\"}");
      assertThat(client.answer("ack").get("id").asInt()).isEqualTo(77);
    }
    client.socket.close();
  }

  private void closes(Consumer<WebSocket> rudeness, Integer... codes) throws Exception {
    var client = new Rude();
    client.join();
    rudeness.accept(client.socket);
    assertThat(client.closeCode()).isIn(List.of(codes));
  }

  @Test
  void framesThatAreTooLarge() throws Exception {
    closes(socket -> socket.writeTextMessage("{\"c\":\"" + "x".repeat(5_000) + "\"}"), 4009);
    closes(socket -> socket.writeTextMessage("い".repeat(1_400)), 4009);
    closes(socket -> socket.writeTextMessage("x".repeat(60_000)), 4009, 1009, 1006, 1002);
  }

  @Test
  void messagesInEndlessFragments() throws Exception {
    closes(
        socket -> {
          socket.writeFrame(WebSocketFrame.textFrame("{\"c\":\"", false));
          for (int i = 0; i < 20; i++) {
            socket.writeFrame(
                WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(1_000)), false));
          }
        },
        4009,
        1009,
        1006,
        1002);
  }

  @Test
  void binaryFrames() throws Exception {
    closes(socket -> socket.writeBinaryMessage(Buffer.buffer(new byte[] {1, 2, 3})), 4009);
  }

  @Test
  void aFloodOfFrames() throws Exception {
    closes(
        socket -> {
          for (int i = 0; i < 200; i++) {
            socket.writeTextMessage("{\"c\":\"pong\",\"off\":1}");
          }
        },
        4009,
        1006);
  }

  @Test
  void randomText() throws Exception {
    var random = new Random(7);
    var clients = new ArrayList<Rude>();
    for (int i = 0; i < 100; i++) {
      var client = new Rude();
      var text = new StringBuilder();
      int length = 1 + random.nextInt(200);
      for (int c = 0; c < length; c++) {
        text.append((char) ("{}[]\":,\\u0cjoinsay1-e.".charAt(random.nextInt(22))));
      }
      client.socket.writeTextMessage(text.toString());
      clients.add(client);
    }
    for (var client : clients) {
      assertThat(client.closeCode()).isEqualTo(4009);
    }
    Eventually.holds(() -> assertThat(house.relay.viewers(TalkHouse.DEMO)).isLessThan(20));
  }

  @Test
  void anotherVersionIsToldSo() throws Exception {
    var address =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(house.base.getPort())
            .setURI("/api/shows/demo/live");
    var closed = new CompletableFuture<Integer>();
    client
        .connect(address)
        .onSuccess(
            socket ->
                socket.closeHandler(ignored -> closed.complete((int) socket.closeStatusCode())));
    assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(4010);
  }
}
