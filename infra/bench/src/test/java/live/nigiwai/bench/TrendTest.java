package live.nigiwai.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class TrendTest {
  @Test
  void seesGrowthUnderTheCollectorsSaw() {
    var trend = Trend.of(samples(n -> 100 + n * 0.5 + (n % 6) * 20), 6, Vitals::heap);

    assertThat(trend.growth()).isCloseTo(0.5 * 54, within(0.01));
  }

  @Test
  void callsTheSawAloneFlat() {
    var trend = Trend.of(samples(n -> 100 + (n % 6) * 20), 6, Vitals::heap);

    assertThat(trend.growth()).isCloseTo(0, within(0.01));
    assertThat(trend.start()).isCloseTo(100, within(0.01));
  }

  private static List<Vitals> samples(IntToDoubleFunction heap) {
    var samples = new ArrayList<Vitals>();
    for (int n = 0; n < 60; n++) {
      samples.add(new Vitals(n, 0, heap.applyAsDouble(n), 0, 0, 0, 0));
    }
    return samples;
  }
}
