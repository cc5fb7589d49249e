package live.nigiwai.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MusicTest {
  private final Music music = new Music();

  @Test
  void isAsLoudAsAProgrammeAndNeverClips() {
    float[] left = new float[ProgrammeFormat.SAMPLES_PER_SECOND * 2];
    float[] right = new float[left.length];
    double all = 0;
    for (int second = 0; second < 40; second += 2) {
      music.read(second * (long) ProgrammeFormat.SAMPLES_PER_SECOND, left, right);
      double sum = 0;
      double peak = 0;
      for (int i = 0; i < left.length; i++) {
        sum += left[i] * left[i] + right[i] * right[i];
        peak = Math.max(peak, Math.max(Math.abs(left[i]), Math.abs(right[i])));
      }
      all += sum / left.length / 2 / 20;
      assertThat(Math.sqrt(sum / left.length / 2)).as("second %d", second).isGreaterThan(0.02);
      assertThat(peak).isLessThan(0.76);
    }
    // For these strings about -17 LUFS, which counts both sides and weighs the pitch.
    assertThat(20 * Math.log10(Math.sqrt(all))).isBetween(-21.0, -18.0);
  }

  @Test
  void goesRoundWithoutASeam() {
    float[] left = new float[200];
    float[] right = new float[200];
    long loop = 40L * ProgrammeFormat.SAMPLES_PER_SECOND;
    music.read(loop - 100, left, right);
    for (int i = 1; i < left.length; i++) {
      assertThat(Math.abs(left[i] - left[i - 1])).isLessThan(0.05f);
    }
  }
}
