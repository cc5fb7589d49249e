package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.nigiwai.ingest.rtmp.RecordingDoor.Event;
import live.nigiwai.show.ShowId;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.RtmpPublisher.Programme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real ffmpeg, which checks our digests and shows our words. */
class FfmpegPublishTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Programme SMALL =
      Programme.defaults().withSize(160, 90).withFrames(25, 2).withAudioRate(44_100);

  private final RecordingDoor door = new RecordingDoor();
  private final RtmpServer server =
      RtmpServer.open(
          RtmpConfig.defaults().withAddress("127.0.0.1", 0),
          key ->
              switch (key) {
                case "good" -> Optional.of(StreamGrant.main(new ShowId("demo")));
                case "backup" -> Optional.of(StreamGrant.main(new ShowId("demo")).backup());
                default -> Optional.empty();
              },
          door,
          new SimpleMeterRegistry());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void publishesPictureAndSoundAndSaysFarewell() {
    try (RtmpPublisher ffmpeg = RtmpPublisher.start(url("good"), SMALL)) {
      RecordingDoor.Recording show = door.next();
      Await.until("about two seconds of media", () -> show.received.get() > 130);
      ffmpeg.stop();

      List<Event> events = show.all();
      assertThat(events.getLast()).isEqualTo(new Event.Ended("the publisher stopped"));
      assertThat(ffmpeg.output()).doesNotContain("igest mismatch", "ignature");
      assertThat(show.publisher.encoder()).startsWith("Lavf");
      assertThat(((Event.Metadata) events.getFirst()).values())
          .containsEntry("width", 160.0)
          .containsEntry("videocodecid", 7.0);

      List<Event.Media> video = media(events, true);
      List<Event.Media> audio = media(events, false);
      assertThat(video.getFirst().payload()).startsWith((byte) 0x17, (byte) 0);
      assertThat(video.get(1).payload()).startsWith((byte) 0x17, (byte) 1);
      assertThat(audio.getFirst().payload()).startsWith((byte) 0xaf, (byte) 0);
      assertThat(video.stream().map(Event.Media::timestamp)).isSorted();
      assertThat(audio.stream().map(Event.Media::timestamp)).isSorted();
      // 25 frames a second: 40 ms each; two header tags at 0 and one end tag do not count
      assertThat(video.get(40).timestamp() - video.get(1).timestamp()).isEqualTo(39 * 40);
    }
  }

  @Test
  void wrongKeyIsShownInWords() {
    try (RtmpPublisher ffmpeg = RtmpPublisher.start(url("bad"), SMALL)) {
      assertThat(ffmpeg.awaitExit(PATIENCE)).isNotZero();
      assertThat(ffmpeg.output()).contains("This stream key is not valid; copy it again.");
    }
    assertThat(door.quiet()).isTrue();
  }

  @Test
  void powerCutEndsThePublishAndTheNextOneGoesOn() {
    try (RtmpPublisher ffmpeg = RtmpPublisher.start(url("good"), SMALL)) {
      RecordingDoor.Recording show = door.next();
      Await.until("media", () -> show.received.get() > 10);
      ffmpeg.close();
      assertThat(show.end()).isEqualTo("the connection was lost");
    }
    try (RtmpPublisher again = RtmpPublisher.start(url("good"), SMALL)) {
      RecordingDoor.Recording show = door.next();
      Await.until("media again", () -> show.received.get() > 10);
      assertThat(again.running()).isTrue();
    }
  }

  @Test
  void secondEncoderTakesOverWithinTwoSecondsAndTheFirstTakesTheShowBack() {
    Programme often = SMALL.withKeyFrameSeconds(1);
    try (RtmpPublisher main = RtmpPublisher.start(url("good"), often);
        RtmpPublisher backup = RtmpPublisher.start(url("backup"), often)) {
      RecordingDoor.Recording first = door.next();
      if (first.publish.backup()) { // it was quicker; the main one displaces it
        first = door.next();
      }
      RecordingDoor.Recording before = first;
      Await.until("three seconds of media", () -> before.received.get() > 200);
      assertThat(door.quiet()).isTrue();

      main.close();
      long lost = System.nanoTime();
      RecordingDoor.Recording standIn = door.next();
      assertThat(Duration.ofNanos(System.nanoTime() - lost)).isLessThan(Duration.ofSeconds(2));
      assertThat(standIn.publish.backup()).isTrue();
      assertThat(standIn.next()).isInstanceOf(Event.Metadata.class);
      assertThat(payloadOf(standIn.next())).startsWith((byte) 0x17, (byte) 0);
      assertThat(payloadOf(standIn.next())).startsWith((byte) 0xaf, (byte) 0);
      assertThat(payloadOf(standIn.next())).startsWith((byte) 0x17, (byte) 1);
      Await.until("it goes on", () -> standIn.received.get() > 150);

      try (RtmpPublisher _ = RtmpPublisher.start(url("good"), often)) {
        assertThat(standIn.end()).isEqualTo("the main encoder is back");
        RecordingDoor.Recording back = door.next();
        assertThat(back.publish.backup()).isFalse();
        Await.until("the main one goes on", () -> back.received.get() > 60);
        assertThat(backup.running()).isTrue();
        assertThat(door.openMost.get()).isEqualTo(1);
      }
    }
  }

  private static List<Byte> payloadOf(Event event) {
    return ((Event.Media) event).payload();
  }

  private String url(String key) {
    return "rtmp://127.0.0.1:" + server.port() + "/live/" + key;
  }

  private static List<Event.Media> media(List<Event> events, boolean video) {
    List<Event.Media> media = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Media one && one.video() == video) {
        media.add(one);
      }
    }
    return media;
  }
}
