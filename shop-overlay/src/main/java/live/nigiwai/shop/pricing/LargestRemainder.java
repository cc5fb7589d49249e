package live.nigiwai.shop.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Splits whole yen in proportion to weights so that the parts add up exactly: everyone gets the
 * rounded-down share, and the yen left over go to the largest remainders, ties to whoever comes
 * first. A part never exceeds its weight where the amount does not exceed all of them.
 */
final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * @param weights none negative; where all are zero the first takes everything
   */
  static List<Long> split(long amount, List<Long> weights) {
    var all = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("nobody to give it to");
    }
    var parts = new ArrayList<Long>(Collections.nCopies(weights.size(), 0L));
    if (all.signum() == 0) {
      parts.set(0, amount);
      return parts;
    }
    var remainders = new ArrayList<BigInteger>();
    long given = 0;
    for (int i = 0; i < weights.size(); i++) {
      var exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weights.get(i)));
      var divided = exact.divideAndRemainder(all);
      long part = divided[0].longValueExact();
      parts.set(i, part);
      remainders.add(divided[1]);
      given += part;
    }
    var order = new ArrayList<Integer>();
    for (int i = 0; i < weights.size(); i++) {
      order.add(i);
    }
    // The sort is stable: among equal remainders the earlier one stays in front.
    order.sort(Comparator.comparing((Integer i) -> remainders.get(i)).reversed());
    for (int i = 0; i < amount - given; i++) {
      int lucky = order.get(i);
      parts.set(lucky, parts.get(lucky) + 1);
    }
    return parts;
  }
}
