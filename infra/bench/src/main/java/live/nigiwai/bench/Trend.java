package live.nigiwai.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Where a measured quantity goes: the straight line of least squares through the lowest values of
 * each window, so that waves (a collector's, a reconnect's) do not look like growth. Pure.
 *
 * @param start of the line
 * @param end of the line
 */
record Trend(double start, double end) {
  /** Over the samples given, with so many to a window. */
  static Trend of(List<Vitals> samples, int window, ToDoubleFunction<Vitals> quantity) {
    var at = new ArrayList<Double>();
    var low = new ArrayList<Double>();
    for (int from = 0; from + window <= samples.size(); from += window) {
      var part = samples.subList(from, from + window);
      at.add(part.get(window / 2).second());
      low.add(part.stream().mapToDouble(quantity).min().orElseThrow());
    }
    if (at.size() < 3) {
      throw new IllegalStateException("too few samples for a trend: the run was too short");
    }
    double meanAt = at.stream().mapToDouble(x -> x).average().orElseThrow();
    double meanLow = low.stream().mapToDouble(x -> x).average().orElseThrow();
    double over = 0;
    double under = 0;
    for (int n = 0; n < at.size(); n++) {
      over += (at.get(n) - meanAt) * (low.get(n) - meanLow);
      under += (at.get(n) - meanAt) * (at.get(n) - meanAt);
    }
    double slope = over / under;
    return new Trend(
        meanLow + slope * (at.getFirst() - meanAt), meanLow + slope * (at.getLast() - meanAt));
  }

  double growth() {
    return end - start;
  }
}
