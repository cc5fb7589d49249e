package live.nigiwai.shop.pricing;

import java.util.List;
import live.nigiwai.show.Money;

/**
 * What sending costs.
 *
 * @param rates one price each: grams up to which it holds, optionally a region, yen with tax;
 *     {@code "2000 600", "2000 OKINAWA 1500"}. A weight without a price for a region takes the one
 *     without region. What weighs more than all of them goes in several parcels
 * @param freeFrom goods for this much, before discounts, ship free; so a coupon never brings a fee
 *     back
 * @param neverFree regions that pay all the same
 * @param islands 離島: postcodes or their beginnings, digits only
 */
public record ShippingConfig(
    List<String> rates, Money freeFrom, List<Region> neverFree, List<String> islands) {
  private static final int RATES_MAX = 500;
  private static final int ISLANDS_MAX = 2_000;

  public ShippingConfig {
    rates = List.copyOf(rates);
    neverFree = List.copyOf(neverFree);
    islands = List.copyOf(islands);
    if (rates.isEmpty() || rates.size() > RATES_MAX) {
      throw new IllegalArgumentException("shipping.rates must be 1 to " + RATES_MAX + " prices");
    }
    if (freeFrom.yen() < 0) {
      throw new IllegalArgumentException("shipping.freeFrom must not be negative");
    }
    if (islands.size() > ISLANDS_MAX
        || islands.stream().anyMatch(code -> !code.matches("[0-9]{3,7}"))) {
      throw new IllegalArgumentException(
          "shipping.islands must be up to " + ISLANDS_MAX + " postcodes of 3 to 7 digits");
    }
  }

  /** 600 yen for up to 2 kg, more for heavier goods and far places, free from 11,000 yen. */
  public static ShippingConfig defaults() {
    return new ShippingConfig(
        List.of(
            "2000 600",
            "2000 HOKKAIDO 900",
            "2000 OKINAWA 1500",
            "2000 ISLANDS 1500",
            "10000 1100",
            "10000 HOKKAIDO 1500",
            "10000 OKINAWA 2800",
            "10000 ISLANDS 2800",
            "20000 1700",
            "20000 HOKKAIDO 2200",
            "20000 OKINAWA 4500",
            "20000 ISLANDS 4500"),
        Money.yen(11_000),
        List.of(Region.ISLANDS),
        // 伊豆・小笠原, 利尻・礼文, 隠岐, 壱岐, 対馬, 五島, 甑島, 種子島・屋久島・トカラ・奄美.
        List.of(
            "10001", "10002", "10003", "10004", "10005", "10006", "10011", "10012", "10013",
            "10014", "10015", "10016", "10017", "10021", "10022", "09701", "09702", "09703",
            "09704", "09710", "09711", "09712", "68401", "68402", "68403", "68404", "685", "8115",
            "817", "853", "8574", "8961", "8913", "8914", "8915", "8916", "8917", "8918", "8919",
            "894"));
  }

  /** One price everywhere, whatever it weighs. */
  public static ShippingConfig flat(Money fee, Money freeFrom) {
    return new ShippingConfig(List.of("1000000000 " + fee.yen()), freeFrom, List.of(), List.of());
  }

  public ShippingTable table() {
    return ShippingTable.of(this);
  }
}
