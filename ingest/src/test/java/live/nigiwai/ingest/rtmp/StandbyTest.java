package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.ingest.rtmp.RecordingDoor.Event;
import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.Test;

class StandbyTest {
  private static final Publisher NOBODY =
      new Publisher() {
        @Override
        public String remote() {
          return "";
        }

        @Override
        public String encoder() {
          return "";
        }

        @Override
        public void close(CloseReason reason) {}
      };

  private final AtomicInteger overflows = new AtomicInteger();
  private final Standby standby = new Standby(1_000, overflows::incrementAndGet);
  private final RecordingDoor.Recording sink =
      (RecordingDoor.Recording) new RecordingDoor().open(Publish.live(new ShowId("demo")), NOBODY);

  @Test
  void nothingIsKeptButTheConfigurationWhileOnAir() {
    standby.metadata(Map.of("width", 640.0));
    standby.hear(video(0, 0x17, 0, 1));
    standby.hear(video(1, 0x17, 1, 2));
    standby.replay(sink);
    sink.ended("");

    assertThat(sink.all())
        .containsExactly(
            new Event.Metadata(Map.of("width", 640.0)),
            new Event.Media(true, 0, new byte[] {0x17, 0, 1}),
            new Event.Ended(""));
  }

  @Test
  void picturesByFourCcAreUnderstoodToo() {
    standby.begin();
    standby.hear(video(0, 0x90, 'a', 'v', 'c', '1', 1));
    assertThat(standby.ready()).isFalse();
    assertThat(standby.hear(video(5, 0x91, 'a', 'v', 'c', '1', 0, 0, 0, 1))).isTrue();
    assertThat(standby.ready()).isTrue();
  }

  @Test
  void newConfigurationMakesWhatCameBeforeWorthless() {
    standby.begin();
    standby.hear(video(0, 0x17, 0, 1));
    standby.hear(video(1, 0x17, 1, 2));
    standby.hear(video(2, 0x17, 0, 2));
    assertThat(standby.ready()).isFalse();
  }

  @Test
  void tooLongGroupOfPicturesIsGivenUpUntilTheNextKeyFrame() {
    standby.begin();
    standby.hear(video(0, 0x17, 1, 2));
    standby.hear(new RtmpMessage.Video(1, new byte[999]));
    assertThat(overflows.get()).isEqualTo(1);
    assertThat(standby.ready()).isFalse();
    assertThat(standby.hear(video(2, 0x17, 1, 2))).isTrue();
  }

  @Test
  void soundAloneIsReadyAfterAWhile() {
    standby.begin();
    for (int i = 0; i < 100; i++) {
      assertThat(standby.hear(new RtmpMessage.Audio(i, new byte[] {(byte) 0xaf, 1, 1}))).isFalse();
    }
    assertThat(standby.ready()).isTrue();
    assertThat(standby.hear(new RtmpMessage.Audio(100, new byte[] {(byte) 0xaf, 1, 1}))).isTrue();
  }

  private static RtmpMessage.Video video(long at, int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    return new RtmpMessage.Video(at, bytes);
  }
}
