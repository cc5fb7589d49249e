package live.nigiwai.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SceneTest {
  private static final long ROUND_START = 8L * RunningOrder.MILLIS_PER_PRODUCT * 10_000;
  private static Scene scene;

  @BeforeAll
  static void load() throws IOException {
    scene = Scene.load(ProgrammeFormat.DEFAULT, () -> false);
  }

  @Test
  void movesAllTheTime() {
    for (int second = 0; second < 160; second += 7) {
      byte[] before = scene.draw(ROUND_START + second * 1000L).luma.clone();
      byte[] after = scene.draw(ROUND_START + second * 1000L + 400).luma;
      assertThat(differing(before, after)).as("second %d", second).isGreaterThan(5_000);
    }
  }

  @Test
  void showsTheTimeInItsPixels() {
    for (long at : new long[] {0, 40, 1_960, 15_200, 21_000, 159_960}) {
      long millis = ROUND_START + at;
      assertThat(read(scene, scene.draw(millis))).hasValue((int) (millis % 86_400_000));
    }
  }

  @Test
  void changesTheDigitsOfTheClock() {
    Canvas canvas = scene.draw(ROUND_START + 5_000);
    byte[] before = clockOf(canvas);
    byte[] after = clockOf(scene.draw(ROUND_START + 5_040));
    assertThat(differing(before, after)).isGreaterThan(50);
  }

  @Test
  void drawsTheSameMomentAlike() {
    byte[] once = scene.draw(ROUND_START + 33_000).luma.clone();
    scene.draw(ROUND_START + 90_000);
    assertThat(scene.draw(ROUND_START + 33_000).luma).isEqualTo(once);
  }

  @Test
  void givesEveryProductItsOwnPicture() throws IOException {
    int products = RunningOrder.load().products().size();
    Set<Integer> means = new HashSet<>();
    for (int i = 0; i < products; i++) {
      Canvas canvas = scene.draw(ROUND_START + i * 20_000L + 15_000);
      long sum = 0;
      for (byte value : canvas.luma) {
        sum += value & 255;
      }
      means.add((int) (sum / 1_000));
    }
    assertThat(means).hasSize(products);
  }

  /** What a program would do that only sees the picture. */
  static OptionalInt read(Scene scene, Canvas canvas) {
    int cells = 0;
    for (int i = 0; i < TimeMarks.COLUMNS * TimeMarks.ROWS; i++) {
      Scene.Cell cell = scene.cell(i);
      int middle = (cell.y() + cell.height() / 2) * canvas.width + cell.x() + cell.width() / 2;
      cells = cells << 1 | ((canvas.luma[middle] & 255) > 120 ? 1 : 0);
    }
    return TimeMarks.decode(cells);
  }

  private static byte[] clockOf(Canvas canvas) {
    Scene.Cell first = scene.cell(0);
    int above = 27;
    byte[] out = new byte[150 * above];
    for (int r = 0; r < above; r++) {
      int from = (first.y() - above + r) * canvas.width + first.x();
      System.arraycopy(canvas.luma, from, out, r * 150, 150);
    }
    return out;
  }

  private static int differing(byte[] a, byte[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      if (Math.abs((a[i] & 255) - (b[i] & 255)) > 2) {
        count++;
      }
    }
    return count;
  }
}
