package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
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
