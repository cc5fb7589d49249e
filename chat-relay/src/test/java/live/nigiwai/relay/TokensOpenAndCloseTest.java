package live.nigiwai.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import live.nigiwai.runtime.http.Pass;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.testkit.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A customer of the merchant's shop joins by a token, stays while it holds, and no longer. */
class TokensOpenAndCloseTest {
  private final RelayHouse house = new RelayHouse();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Plain> sockets = new ArrayList<>();

  @AfterEach
  void close() {
    sockets.forEach(Plain::abort);
    http.close();
    house.close();
  }

  @Test
  void aTokenInTheJoinSaysWhoJoins() {
    var socket = join("hana");

    var welcome = socket.await("welcome");
    assertThat(welcome).contains("\"id\":\"m_hana\"").contains("\"name\":\"hana\"");
  }

  @Test
  void whatIsSaidBeforeTheTokenWasLookedAtIsNotLost() {
    var socket = open();
    socket.send("{\"c\":\"join\",\"id\":1,\"tok\":\"hana\"}");
    socket.send("{\"c\":\"say\",\"id\":2,\"k\":\"k\",\"x\":\"はやい\"}");

    assertThat(socket.await("ack")).contains("\"id\":2");
  }

  @Test
  void aTokenThatIsBadOrForAnotherShowOpensNothing() {
    assertThat(join("bad").closed()).isEqualTo(4001);
    assertThat(join("hana@winter").closed()).isEqualTo(4001);
    assertThat(join("hana@demo").await("welcome")).contains("m_hana");
  }

  @Test
  void anOpenSocketEndsWithItsToken() {
    var over = join("over");
    var revoked = join("revoked");
    var staying = join("staying");
    List.of(over, revoked, staying).forEach(each -> each.await("welcome"));

    house.visitors.let("over", Pass.Standing.OVER);
    house.visitors.let("revoked", Pass.Standing.REVOKED);

    assertThat(over.closed()).isEqualTo(4204);
    assertThat(revoked.closed()).isEqualTo(4001);
    staying.send("{\"c\":\"say\",\"id\":2,\"k\":\"k\",\"x\":\"まだいます\"}");
    assertThat(staying.await("ack")).contains("\"id\":2");
  }

  @Test
  void aFreshTokenIsTakenFromTheSamePersonOnly() {
    var socket = join("hana");
    socket.await("welcome");

    socket.send("{\"c\":\"tok\",\"id\":5,\"tok\":\"hana\"}");
    assertThat(socket.await("ack")).contains("\"id\":5");
    socket.send("{\"c\":\"tok\",\"id\":6,\"tok\":\"taro\"}");
    assertThat(socket.await("err")).contains("\"id\":6").contains("bad_token");
  }

  @Test
  void eventsAndCommandsTakeItAsABearerToken() throws Exception {
    try (var reader =
        new EventReader(
            house.base.resolve("/api/shows/demo/events"), "Authorization", "Bearer hana")) {
      var welcome = reader.await(event -> event.data().path("f").asText().equals("welcome"));
      assertThat(welcome.data().path("you").path("id").asText()).isEqualTo("m_hana");
    }
    assertThat(say("Bearer hana").statusCode()).isEqualTo(200);
    var refused = say("Bearer bad");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Json.tree(refused.body()).path("code").asText()).isEqualTo("bad_token");
    assertThat(say("Bearer hana@winter").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> say(String authorization) throws Exception {
    return http.send(
        HttpRequest.newBuilder(house.base.resolve("/api/shows/demo/events"))
            .header("Authorization", authorization)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"c\":\"say\",\"id\":1,\"k\":\"k9\",\"x\":\"やあ\"}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Plain join(String token) {
    var socket = open();
    socket.send("{\"c\":\"join\",\"id\":1,\"tok\":\"" + token + "\"}");
    return socket;
  }

  private Plain open() {
    var plain = new Plain();
    var address = house.base.resolve("/api/shows/demo/live").toString().replace("http", "ws");
    plain.socket =
        http.newWebSocketBuilder()
            .subprotocols("nigiwai.v1")
            .buildAsync(URI.create(address), plain)
            .join();
    sockets.add(plain);
    return plain;
  }

  /** A socket of the JDK that does nothing by itself. */
  private static final class Plain implements WebSocket.Listener {
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile int code;
    private @Nullable WebSocket socket;

    void send(String text) {
      Objects.requireNonNull(socket).sendText(text, true).join();
    }

    String await(String kind) {
      String begin = "{\"f\":\"" + kind + "\"";
      return Eventually.present(
          () -> frames.reversed().stream().filter(text -> text.startsWith(begin)).findFirst());
    }

    int closed() {
      return Eventually.get(() -> code, value -> value != 0);
    }

    void abort() {
      Objects.requireNonNull(socket).abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        frames.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int closeCode, String reason) {
      code = closeCode;
      return null;
    }
  }
}
