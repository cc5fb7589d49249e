package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;
import org.junit.jupiter.api.Test;

/** Sound is one unbroken line, whatever arrives. */
final class SoundLineTest {
  private static final byte[] HEARD = {1, 2, 3};
  private static final long START = 1_000_000;

  private final List<AudioFrame> out = new ArrayList<>();
  private final SoundLine line =
      new SoundLine(MediaConfig.defaults(), new IngestMeters(new SimpleMeterRegistry()), out::add);

  private void frames(long from, int count) {
    for (int i = 0; i < count; i++) {
      line.frame(HEARD, from + i * 1024L);
    }
  }

  private long silent() {
    return out.stream().filter(frame -> frame.data() != HEARD).count();
  }

  private void assertUnbroken() {
    for (int i = 1; i < out.size(); i++) {
      assertThat(out.get(i).position()).isEqualTo(out.get(i - 1).end());
    }
  }

  @Test
  void jitterOfTimestampsIsCountedAway() {
    line.format(AacConfig.HOUSE);
    line.start(START, 0);
    for (int i = 0; i < 100; i++) {
      line.frame(HEARD, START + i * 1024L + (i % 5 - 2) * 480L);
    }
    assertThat(out).hasSizeBetween(99, 100);
    assertThat(silent()).isZero();
    assertUnbroken();
  }

  @Test
  void soundBeforeTheFirstPictureIsLeftOut() {
    line.format(AacConfig.HOUSE);
    frames(0, 20);
    line.start(START, START - 10 * 1024);
    assertThat(out).hasSize(10);
    assertThat(out.getFirst().position()).isEqualTo(START);
  }

  @Test
  void missingSoundIsSilence() {
    line.start(START, 0);
    line.pictureAt(START + 48_000);
    assertThat(silent()).isEqualTo(out.size()).isGreaterThan(35);
    assertThat(line.horizon()).isGreaterThanOrEqualTo(START + 48_000 - 150 * 48);
    assertUnbroken();
  }

  @Test
  void holeIsFilledAndSoundReturnsInItsPlace() {
    line.format(AacConfig.HOUSE);
    line.start(START, 0);
    frames(START, 10);
    frames(START + 60 * 1024, 10);
    assertUnbroken();
    assertThat(silent()).isBetween(49L, 51L);
    AudioFrame last = out.getLast();
    assertThat(last.position()).isBetween(START + 69 * 1024 - 512, START + 69 * 1024 + 512);
  }

  @Test
  void lateSoundIsDroppedOnceThenWaitedFor() {
    line.format(AacConfig.HOUSE);
    line.start(START, 0);
    int lateness = 20;
    for (int i = 0; i < 400; i++) {
      line.pictureAt(START + i * 1024L);
      if (i >= lateness) {
        line.frame(HEARD, START + (i - lateness) * 1024L);
      }
    }
    assertUnbroken();
    assertThat(silent()).isLessThan(2L * lateness);
    assertThat(out.getLast().data()).isSameAs(HEARD);
  }
}
