package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.rtmp.RecordingDoor.Event;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpServerTest {
  private static final RtmpConfig CONFIG = RtmpConfig.defaults().withAddress("127.0.0.1", 0);
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
  void mediaArrivesAtTheDoorAsItWasSent() {
    int port = open(CONFIG);
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      RecordingDoor.Recording show = door.next();
      assertThat(show.show).isEqualTo(DEMO);
      assertThat(show.publisher.remote()).isEqualTo("127.0.0.1");
      assertThat(show.publisher.encoder()).isEqualTo("TestEncoder/1.0");

      sendMetadata(client);
      client.video(0, 0x17, 0);
      client.send(new RtmpMessage.Audio(0xffff_fff0L, new byte[] {(byte) 0xaf, 1}));
      client.send(new RtmpMessage.Command(0, "deleteStream", 0, List.of()));

      assertThat(show.all())
          .containsExactly(
              new Event.Metadata(Map.of("width", 640.0, "encoder", "obs-output")),
              new Event.Media(true, 0, new byte[] {0x17, 0}),
              new Event.Media(false, 0xffff_fff0L, new byte[] {(byte) 0xaf, 1}),
              new Event.Ended("the publisher stopped"));
      assertThat(show.publisher.encoder()).isEqualTo("obs-output");
      client.expectStatus("NetStream.Unpublish.Success");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffmpeg-publish.bin", "gstreamer-publish.bin"})
  void whatEncodersSentOnceIsStillUnderstood(String captured) {
    int port = open(CONFIG);
    try (RtmpClient client = new RtmpClient(port)) {
      client.write(Captured.bytes(captured));

      RecordingDoor.Recording show = door.next();
      List<Event> events = show.all();
      assertThat(events.getFirst()).isInstanceOf(Event.Metadata.class);
      assertThat(show.received.get()).isEqualTo(captured.startsWith("ff") ? 141 : 83);
      assertThat(events.getLast()).isEqualTo(new Event.Ended("the publisher stopped"));
    }
  }

  @Test
  void wrongKeyIsToldBadNameInWordsAndNeverReachesTheDoor() {
    int port = open(CONFIG);
    try (RtmpClient client = new RtmpClient(port).greet().connect("live")) {
      client.publish("bad");

      assertThat(client.expectStatus("NetStream.Publish.BadName")).contains("stream key");
      assertThat(client.closedByServer()).isTrue();
    }
    assertThat(door.quiet()).isTrue();
    assertThat(refused("wrongKey")).isEqualTo(1);
  }

  @Test
  void wrongAppIsRejectedInWords() {
    int port = open(CONFIG);
    try (RtmpClient client = new RtmpClient(port).greet().connect("other")) {
      AmfValue.Table status = (AmfValue.Table) client.await("_error").argument(1);
      assertThat(status.text("code")).contains("NetConnection.Connect.Rejected");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void newestPublisherWinsAndTwoAreNeverOpenAtOnce() {
    int port = open(CONFIG);
    RtmpClient first = RtmpClient.publishing(port, "good");
    RecordingDoor.Recording before = door.next();
    try (first;
        RtmpClient second = RtmpClient.publishing(port, "good")) {
      assertThat(first.expectStatus("NetStream.Publish.BadName")).contains("Another encoder");
      assertThat(before.end()).contains("Another encoder");
      assertThat(first.closedByServer()).isTrue();
      door.next();
      second.video(1, 0x17);
      assertThat(door.openMost.get()).isEqualTo(1);
      assertThat(before.endings.get()).isEqualTo(1);
    }
  }

  @Test
  void encodersThatDisplaceEachOtherForEverAreStopped() {
    int port = open(CONFIG);
    for (int i = 0; i < 4; i++) {
      RtmpClient.publishing(port, "good");
    }
    try (RtmpClient fifth = new RtmpClient(port).greet().connect("live")) {
      fifth.publish("good");
      assertThat(fifth.expectStatus("NetStream.Publish.BadName")).contains("127.0.0.1 stays");
    }
    assertThat(door.openMost.get()).isEqualTo(1);
    assertThat(meters.counter("nigiwai.ingest.rtmp.takeovers").count()).isEqualTo(3);
  }

  @Test
  void mediaSideMaySendThePublisherAwayFromAnyThread() {
    int port = open(CONFIG);
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      RecordingDoor.Recording show = door.next();
      client.video(0, 0x1c);
      show.next();

      show.publisher.close(CloseReason.rejected("Choose H.264 in Settings > Output."));

      assertThat(client.expectStatus("NetStream.Publish.Rejected")).contains("H.264");
      assertThat(client.closedByServer()).isTrue();
      assertThat(show.end()).contains("H.264");
      assertThat(show.endings.get()).isEqualTo(1);
    }
  }

  @Test
  void doorMayRefuseWhileItOpens() throws Exception {
    CloseReason full = CloseReason.rejected("There are too many shows.");
    var opened = new CompletableFuture<RecordingDoor.Recording>();
    server =
        RtmpServer.open(
            CONFIG,
            key -> Optional.of(StreamGrant.main(DEMO)),
            (show, publisher) -> {
              publisher.close(full);
              var recording = (RecordingDoor.Recording) door.open(show, publisher);
              opened.complete(recording);
              return recording;
            },
            meters);
    try (RtmpClient client = new RtmpClient(server.port()).greet().connect("live")) {
      client.publish("good");
      assertThat(client.expectStatus("NetStream.Publish.Rejected")).contains("too many");
      assertThat(client.closedByServer()).isTrue();
      // The client may hear of it before the door has returned.
      var recording = opened.get(10, TimeUnit.SECONDS);
      Await.until("the end", () -> recording.endings.get() == 1);
    }
    Await.until("off air", () -> meters.get("nigiwai.ingest.rtmp.onair").gauge().value() == 0);
  }

  @Test
  void doorThatFailsCostsOnlyItsOwnPublish() {
    server =
        RtmpServer.open(
            CONFIG,
            key -> Optional.of(StreamGrant.main(DEMO)),
            (show, publisher) -> {
              throw new IllegalStateException("broken on purpose");
            },
            meters);
    try (RtmpClient client = new RtmpClient(server.port()).greet().connect("live")) {
      client.publish("good");
      client.expectStatus("NetStream.Publish.Failed");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void lastWordsArriveEvenWhileTheEncoderIsStillSending() {
    int port = open(CONFIG);
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      RecordingDoor.Recording show = door.next();
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 20_000; i++) {
                        client.send(new RtmpMessage.Video(i, new byte[2_000]));
                      }
                    } catch (RuntimeException closed) {
                      // as expected
                    }
                  });
      show.next();
      show.publisher.close(CloseReason.rejected("enough"));
      assertThat(client.expectStatus("NetStream.Publish.Rejected")).isEqualTo("enough");
      sender.interrupt();
    }
  }

  @Test
  void overloadedSinkStopsTheSocketUntilItIsNot() {
    int port = open(CONFIG);
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      RecordingDoor.Recording show = door.next();
      client.video(0, 0x17);
      show.next();
      show.overloaded.set(true);
      client.video(1, 0x17);
      Await.until(
          "reading stopped", () -> meters.counter("nigiwai.ingest.rtmp.pauses").count() > 0);
      int before = show.received.get();
      for (int i = 2; i <= 50; i++) {
        client.video(i, 0x27);
      }
      assertThat(show.received.get()).isEqualTo(before);
      show.overloaded.set(false);
      Await.until("the rest came", () -> show.received.get() == 51);
    }
  }

  @Test
  void mediaSentBehindThePublishCommandWaitsForTheKeyAndIsNotLost() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    int port =
        open(
            CONFIG,
            key -> {
              try {
                answer.await();
                return Optional.of(StreamGrant.main(DEMO));
              } catch (InterruptedException e) {
                return Optional.empty();
              }
            });
    try (RtmpClient client = new RtmpClient(port).greet().connect("live")) {
      client.publish("good");
      client.video(5, 0x17);
      assertThat(door.quiet()).isTrue();
      answer.countDown();
      assertThat(door.next().next()).isEqualTo(new Event.Media(true, 5, new byte[] {0x17}));
    }
  }

  @Test
  void pingsAreAnsweredAndBytesAcknowledged() {
    int port = open(CONFIG);
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      client.send(new RtmpMessage.UserControl(6, 4711));
      assertThat(client.read()).contains(new RtmpMessage.UserControl(7, 4711));
      client.send(new RtmpMessage.WindowSize(20_000));
      client.send(new RtmpMessage.Video(0, new byte[30_000]));
      assertThat(client.read().orElseThrow()).isInstanceOf(RtmpMessage.Acknowledgement.class);
    }
  }

  @Test
  void lostConnectionEndsThePublish() {
    int port = open(CONFIG);
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      client.video(0, 0x17);
    }
    RecordingDoor.Recording show = door.next();
    assertThat(show.end()).isEqualTo("the connection was lost");
    Await.until("off air", () -> meters.get("nigiwai.ingest.rtmp.onair").gauge().value() == 0);
  }

  @Test
  void closingTellsThePublishersAndEndsEverySink() {
    int port = open(CONFIG);
    try (RtmpClient client = RtmpClient.publishing(port, "good")) {
      RecordingDoor.Recording show = door.next();
      client.video(0, 0x17);
      show.next();
      long start = System.nanoTime();
      close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(show.endings.get()).isEqualTo(1);
      assertThat(client.expectStatus("NetStream.Publish.Failed")).contains("stopping");
    }
    assertThatThrownBy(() -> new RtmpClient(port)).hasMessageContaining("refused");
  }

  @Test
  void takenPortIsOneSentenceWithTheFix() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> open(CONFIG.withAddress("127.0.0.1", port)))
          .isInstanceOfSatisfying(
              StartupProblem.class,
              problem -> {
                assertThat(problem.sentence())
                    .isEqualTo("RTMP port %d on 127.0.0.1 is already taken.".formatted(port));
                assertThat(problem.fix()).contains("--rtmp-port");
              });
    }
    assertThatThrownBy(() -> open(CONFIG.withAddress("203.0.113.9", 0)))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("not an address of this machine");
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

  private static void sendMetadata(RtmpClient client) {
    client.send(
        new RtmpMessage.Data(
            List.of(
                new AmfValue.Text("@setDataFrame"),
                new AmfValue.Text("onMetaData"),
                AmfValue.table("width", 640, "encoder", "obs-output"))));
  }
}
