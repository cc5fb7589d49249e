package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import live.nigiwai.runtime.config.Settings;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is borne only so long, or so often. */
class RtmpLimitsTest {
  private static final RtmpConfig CONFIG = RtmpConfig.defaults().withAddress("127.0.0.1", 0);
  private static final Duration BRIEF = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final ShowId DEMO = new ShowId("demo");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingDoor door = new RecordingDoor();
  private @Nullable RtmpServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whoGuessesKeysMustWait() {
    int port = open(CONFIG);
    for (int i = 0; i < 10; i++) {
      try (RtmpClient client = new RtmpClient(port).greet().connect("live")) {
        client.publish("guess" + i);
        client.expectStatus("NetStream.Publish.BadName");
      }
    }
    try (RtmpClient client = new RtmpClient(port).greet().connect("live")) {
      client.publish("good");
      assertThat(client.expectStatus("NetStream.Publish.BadName")).contains("wait a minute");
    }
    assertThat(refused("wrongKeysPerMinuteMax")).isEqualTo(1);
  }

  @Test
  void whoNeverConnectsIsClosed() {
    int port = open(withPatience(BRIEF, LONG, LONG));
    try (RtmpClient silent = new RtmpClient(port)) {
      assertThat(silent.closedByServer()).isTrue();
      assertThat(refused("connect")).isEqualTo(1);
    }
  }

  @Test
  void publishersThatFallSilentAreSentAway() {
    int port = open(withPatience(LONG, LONG, BRIEF));
    try (RtmpClient stopped = RtmpClient.publishing(port, "good")) {
      stopped.video(0, 0x17);
      stopped.expectStatus("NetStream.Publish.Failed");
      assertThat(refused("idle")).isEqualTo(1);
      assertThat(door.next().end()).contains("too long");
    }
  }

  @Test
  void publishersWithoutMediaAreSentAway() {
    int port = open(withPatience(LONG, Duration.ofSeconds(1), LONG));
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      assertThat(client.expectStatus("NetStream.Publish.Failed")).contains("came");
      assertThat(door.next().end()).contains("came");
    }
  }

  @Test
  void slowKeyCheckDoesNotHoldTheDoor() {
    CountDownLatch never = new CountDownLatch(1);
    int port =
        open(
            CONFIG.withTimeouts(
                RtmpTimeouts.defaults().withKeyCheck(BRIEF, LONG).withClosing(BRIEF, BRIEF)),
            key -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            });
    try (RtmpClient client = new RtmpClient(port).greet().connect("live")) {
      client.publish("good");
      assertThat(client.expectStatus("NetStream.Publish.Failed")).contains("try again");
    }
  }

  @Test
  void tooManyConnectionsFromOneAddressAreClosedAtOnce() {
    int port = open(CONFIG);
    List<RtmpClient> many =
        java.util.stream.IntStream.range(0, 16)
            .mapToObj(i -> new RtmpClient(port).greet())
            .toList();
    try (RtmpClient oneMore = new RtmpClient(port)) {
      assertThat(oneMore.closedByServer()).isTrue();
    }
    assertThat(refused("connectionsPerAddressMax")).isEqualTo(1);
    many.forEach(RtmpClient::close);
    Await.until(
        "all gone", () -> meters.get("nigiwai.ingest.rtmp.connections").gauge().value() == 0);
  }

  @Test
  void tooManyConnectionsInTotalAreClosedAtOnce() {
    int port = open(with("connections-max=2", "connections-per-address-max=2"));
    try (RtmpClient _ = new RtmpClient(port).greet();
        RtmpClient _ = new RtmpClient(port).greet();
        RtmpClient oneMore = new RtmpClient(port)) {
      assertThat(oneMore.closedByServer()).isTrue();
    }
    assertThat(refused("connectionsMax")).isEqualTo(1);
  }

  @Test
  void whoSendsMuchBeforeThePublishIsClosed() {
    int port = open(with("bytes-before-publish-max=8KB"));
    try (RtmpClient client = new RtmpClient(port).greet().connect("live")) {
      client.send(new RtmpMessage.Video(0, new byte[9_000]));
      assertThat(client.expectStatus("NetStream.Publish.Failed")).contains("before the publish");
    }
    assertThat(refused("bytesBeforePublishMax")).isEqualTo(1);
  }

  @Test
  void tooLongAMessageEndsThePublish() {
    int port = open(with("message-bytes-max=64KB", "command-bytes-max=2KB"));
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      client.send(new RtmpMessage.Video(0, new byte[70_000]));
      client.expectStatus("NetStream.Publish.Failed");
    }
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      AmfValue long3 = new AmfValue.Text("x".repeat(3_000));
      client.send(new RtmpMessage.Command(0, "chatter", 9, List.of(long3)));
      client.expectStatus("NetStream.Publish.Failed");
    }
    assertThat(refused("messageBytesMax")).isEqualTo(1);
    assertThat(refused("commandBytesMax")).isEqualTo(1);
  }

  @Test
  void whoDoesNotReadAnswersIsClosed() {
    int port = open(with("reply-bytes-max=8KB"));
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int i = 0; i < 4_000_000; i++) {
                    client.send(new RtmpMessage.UserControl(6, i));
                  }
                } catch (RuntimeException closed) {
                  // as expected
                }
              });
      Await.until("closed", () -> counted("replyBytesMax") == 1);
    }
  }

  @Test
  void messageTypesThatDoNotExistAreBorneOnlySoOften() {
    int port = open(with("strange-messages-max=2"));
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      strange(client);
      client.video(0, 0x17); // and counted anew
      strange(client);
      client.video(1, 0x17);
      strange(client);
      strange(client);
      client.expectStatus("NetStream.Publish.Failed");
    }
    assertThat(refused("strangeMessagesMax")).isEqualTo(1);
  }

  /** A chunk of its own making: one byte of a message type nobody has. */
  private static void strange(RtmpClient client) {
    client.write(new byte[] {4, 0, 0, 0, 0, 0, 1, 99, 1, 0, 0, 0, 7});
  }

  @Test
  void longKeysAreNotLookedUp() {
    int port =
        open(
            with("key-characters-max=16"),
            key -> {
              throw new AssertionError("asked for " + key);
            });
    try (RtmpClient client = new RtmpClient(port).greet().connect("live")) {
      client.publish("k".repeat(17));
      client.expectStatus("NetStream.Publish.BadName");
    }
    assertThat(refused("keyCharactersMax")).isEqualTo(1);
  }

  @Test
  void onlySoManyKeysAreLookedUpAtTheSameTime() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    int port =
        open(
            with("key-checks-max=1"),
            key -> {
              asked.countDown();
              try {
                answer.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.of(StreamGrant.main(DEMO));
            });
    try (RtmpClient first = new RtmpClient(port).greet().connect("live");
        RtmpClient second = new RtmpClient(port).greet().connect("live")) {
      first.publish("good");
      Await.until("the first is looked up", () -> asked.getCount() == 0);
      second.publish("good");
      assertThat(second.expectStatus("NetStream.Publish.Failed")).contains("try again");
      answer.countDown();
      first.expectStatus("NetStream.Publish.Start");
    }
    assertThat(refused("keyChecksMax")).isEqualTo(1);
  }

  @Test
  void everyLimitHasAConfigKey() {
    for (var limit : RtmpLimits.class.getRecordComponents()) {
      assertThat(Settings.over(RtmpConfig.defaults()).print())
          .contains(limit.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT));
    }
  }

  private static RtmpConfig with(String... limits) {
    var settings = Settings.over(RtmpLimits.defaults());
    for (String limit : limits) {
      settings.set(limit);
    }
    return CONFIG.withLimits(settings.bind());
  }

  private double counted(String limit) {
    var counter = meters.find("nigiwai.ingest.rtmp.refused").tag("limit", limit).counter();
    return counter == null ? 0 : counter.count();
  }

  private static RtmpConfig withPatience(Duration connect, Duration firstMedia, Duration idle) {
    return CONFIG.withTimeouts(
        RtmpTimeouts.defaults().withPatience(connect, firstMedia, idle).withClosing(BRIEF, BRIEF));
  }

  private int open(RtmpConfig config) {
    return open(
        config, key -> key.equals("good") ? Optional.of(StreamGrant.main(DEMO)) : Optional.empty());
  }

  private int open(RtmpConfig config, Function<String, Optional<StreamGrant>> keys) {
    server = RtmpServer.open(config, keys, door, meters);
    return server.port();
  }

  private double refused(String limit) {
    return meters.get("nigiwai.ingest.rtmp.refused").tag("limit", limit).counter().count();
  }
}
