package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import live.nigiwai.ingest.rtmp.RecordingDoor.Event;
import live.nigiwai.runtime.tls.TlsConfig;
import live.nigiwai.runtime.tls.TlsKeys;
import live.nigiwai.show.ShowId;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.RtmpPublisher.Programme;
import live.nigiwai.testkit.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTMPS is the same server behind TLS; the real ffmpeg is the judge. */
class SecureRtmpTest {
  private static final Programme SMALL =
      Programme.defaults().withSize(160, 90).withFrames(25, 2).withAudioRate(44_100);

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingDoor door = new RecordingDoor();
  private TlsKeys keys;
  private RtmpServer server;

  @BeforeEach
  void open(@TempDir Path folder) {
    var pair = SelfSigned.in(folder);
    keys = TlsKeys.open(vertx, TlsConfig.of(pair.cert(), pair.key(), Duration.ofMinutes(1)));
    server =
        RtmpServer.open(
            RtmpConfig.defaults().withAddress("127.0.0.1", 0).withTlsPort(0),
            key ->
                key.equals("good")
                    ? Optional.of(StreamGrant.main(new ShowId("demo")))
                    : Optional.empty(),
            door,
            meters,
            keys.forNetty());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    keys.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void encoderPublishesAndSaysFarewell() {
    try (RtmpPublisher ffmpeg = RtmpPublisher.start(url("good"), SMALL)) {
      RecordingDoor.Recording show = door.next();
      Await.until("about two seconds of media", () -> show.received.get() > 130);
      ffmpeg.stop();

      assertThat(show.all().getLast()).isEqualTo(new Event.Ended("the publisher stopped"));
    }
  }

  @Test
  void lastWordsArriveThroughTls() {
    try (RtmpPublisher ffmpeg = RtmpPublisher.start(url("bad"), SMALL)) {
      assertThat(ffmpeg.awaitExit(Duration.ofSeconds(15))).isNotZero();
      assertThat(ffmpeg.output()).contains("This stream key is not valid; copy it again.");
    }
  }

  @Test
  void whatIsNotTlsIsClosedAndCounted() throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), tlsPort())) {
      plain.setSoTimeout(10_000);
      plain.getOutputStream().write(Captured.bytes("ffmpeg-publish.bin"), 0, 1_537);
      plain.getInputStream().readAllBytes();
    } catch (IOException reset) {
      // a clean refusal too
    }
    Await.until(
        "counted",
        () -> meters.find("nigiwai.ingest.rtmp.refused").tag("limit", "tls").counter() != null);
    Await.until("gone", () -> meters.get("nigiwai.ingest.rtmp.connections").gauge().value() == 0);
  }

  private int tlsPort() {
    return server.tlsPort().orElseThrow();
  }

  private String url(String key) {
    return "rtmps://127.0.0.1:" + tlsPort() + "/live/" + key;
  }
}
