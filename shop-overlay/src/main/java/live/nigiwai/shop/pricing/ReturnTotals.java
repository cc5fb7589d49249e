package live.nigiwai.shop.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import live.nigiwai.show.Money;

/**
 * What goods that come back were paid with, per rate: the figures of a refund and of a return
 * invoice 適格返還請求書 (消費税法 第57条の4 第3項). Every unit carries its share of the discounts; over several
 * returns the shares add up to exactly what was paid for the line, so all returns together never
 * exceed the order, in money or in tax.
 *
 * @param total to give back, tax included
 * @param taxes highest rate first, rounded down once per rate
 * @param lines what each line's units come to
 */
public record ReturnTotals(Money total, List<Totals.Tax> taxes, List<ReturnedLine> lines) {
  public ReturnTotals {
    taxes = List.copyOf(taxes);
    lines = List.copyOf(lines);
  }

  /**
   * @param key the ordered line's
   * @param amount for all its returned units
   */
  public record ReturnedLine(String key, int quantity, Money amount) {}

  /**
   * @param ordered the order's lines, as {@link Totals} gave them
   * @param before units per line key that came back earlier
   * @param now units per line key that come back now, each at least 1
   * @param fees shipping or other fees given back as well
   * @throws IllegalArgumentException for a line that was not ordered, or more units of one than are
   *     left to return
   */
  public static ReturnTotals of(
      List<LineTotal> ordered,
      Map<String, Integer> before,
      Map<String, Integer> now,
      List<Totals.AtRate> fees) {
    var perRate = new TreeMap<Integer, Long>();
    var lines = new ArrayList<ReturnedLine>();
    int known = 0;
    for (var line : ordered) {
      Integer units = now.get(line.key());
      if (units == null) {
        continue;
      }
      known++;
      int earlier = before.getOrDefault(line.key(), 0);
      if (units < 1 || earlier < 0 || units > line.quantity() - earlier) {
        throw new IllegalArgumentException(
            "%d of line %s cannot come back; %d of %d did before"
                .formatted(units, line.key(), earlier, line.quantity()));
      }
      long amount = 0;
      for (var part : line.parts()) {
        long yen = upTo(part, earlier + units, line) - upTo(part, earlier, line);
        perRate.merge(part.rate(), yen, Long::sum);
        amount += yen;
      }
      lines.add(new ReturnedLine(line.key(), units, Money.yen(amount)));
    }
    if (known != now.size()) {
      throw new IllegalArgumentException("a line comes back that was not ordered");
    }
    fees.forEach(fee -> perRate.merge(fee.rate(), fee.amount().yen(), Long::sum));
    var taxes = new ArrayList<Totals.Tax>();
    perRate
        .descendingMap()
        .forEach(
            (rate, yen) -> {
              if (yen > 0) {
                taxes.add(Totals.Tax.in(rate, Money.yen(yen)));
              }
            });
    long total = perRate.values().stream().mapToLong(Long::longValue).sum();
    return new ReturnTotals(Money.yen(total), taxes, lines);
  }

  /**
   * Money given back for an order as a whole: split over what was paid at each rate in proportion,
   * by largest remainder, and taxed once per rate.
   *
   * @param paid highest rate first
   */
  public static List<Totals.Tax> inProportion(Money amount, List<Totals.AtRate> paid) {
    if (paid.isEmpty()) {
      return List.of();
    }
    var parts =
        LargestRemainder.split(
            amount.yen(), paid.stream().map(rate -> rate.amount().yen()).toList());
    var taxes = new ArrayList<Totals.Tax>();
    for (int i = 0; i < paid.size(); i++) {
      if (parts.get(i) > 0) {
        taxes.add(Totals.Tax.in(paid.get(i).rate(), Money.yen(parts.get(i))));
      }
    }
    return taxes;
  }

  /** What the first so many units of a line were paid with, rounded down. */
  private static long upTo(LineTotal.Part part, int units, LineTotal line) {
    return Math.multiplyExact(part.net().yen(), (long) units) / line.quantity();
  }
}
