package live.nigiwai.shop.pricing;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import live.nigiwai.show.Money;

/**
 * What it costs to send so many grams to a place in Japan, tax included. Pure; made from {@link
 * ShippingConfig}.
 */
public final class ShippingTable {
  private static final long GRAMS_MAX = 1_000_000_000L;
  private static final long FEE_MAX = 1_000_000L;

  private final TreeMap<Long, Map<Region, Money>> bands;
  private final Money freeFrom;
  private final Set<Region> neverFree;
  private final List<String> islands;

  private ShippingTable(
      TreeMap<Long, Map<Region, Money>> bands,
      Money freeFrom,
      Set<Region> neverFree,
      List<String> islands) {
    this.bands = bands;
    this.freeFrom = freeFrom;
    this.neverFree = neverFree;
    this.islands = islands;
  }

  static ShippingTable of(ShippingConfig config) {
    var bands = new TreeMap<Long, Map<Region, Money>>();
    var everywhere = new TreeMap<Long, Money>();
    for (String rate : config.rates()) {
      String[] words = rate.strip().split("\\s+", -1);
      if (words.length < 2 || words.length > 3) {
        throw bad(rate);
      }
      long grams = number(words[0], GRAMS_MAX, rate);
      var fee = Money.yen(number(words[words.length - 1], FEE_MAX, rate));
      var band = bands.computeIfAbsent(grams, unused -> new EnumMap<>(Region.class));
      var before =
          words.length == 2 ? everywhere.put(grams, fee) : band.put(named(words[1], rate), fee);
      if (before != null) {
        throw new IllegalArgumentException("shipping.rates has two prices like " + rate);
      }
    }
    bands.forEach(
        (grams, band) -> {
          var usual = everywhere.get(grams);
          for (var region : Region.values()) {
            if (usual != null) {
              band.putIfAbsent(region, usual);
            }
            if (!band.containsKey(region)) {
              throw new IllegalArgumentException(
                  "shipping.rates has no price for %d g to %s".formatted(grams, region));
            }
          }
        });
    return new ShippingTable(
        bands, config.freeFrom(), Set.copyOf(config.neverFree()), config.islands());
  }

  private static IllegalArgumentException bad(String rate) {
    return new IllegalArgumentException(
        "shipping.rates: '" + rate + "' is not like '2000 600' or '2000 OKINAWA 1500'");
  }

  private static long number(String text, long max, String rate) {
    try {
      long number = Long.parseLong(text);
      if (number < 0 || number > max) {
        throw bad(rate);
      }
      return number;
    } catch (NumberFormatException malformed) {
      throw bad(rate);
    }
  }

  private static Region named(String name, String rate) {
    try {
      return Region.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw bad(rate);
    }
  }

  /**
   * @param prefecture one of the 47, {@code 東京都}
   * @param postal seven digits, with or without hyphen
   */
  public Region region(String prefecture, String postal) {
    String digits = postal.replace("-", "");
    return islands.stream().anyMatch(digits::startsWith) ? Region.ISLANDS : Region.of(prefecture);
  }

  /**
   * @param grams of everything together, packaging included; what is too heavy for one parcel goes
   *     in several
   * @param goods before discounts
   */
  public Money fee(Region region, long grams, Money goods) {
    if (goods.compareTo(freeFrom) >= 0 && !neverFree.contains(region)) {
      return Money.ZERO;
    }
    var band = bands.ceilingEntry(grams);
    if (band != null) {
      return at(band.getValue(), region);
    }
    var heaviest = bands.lastEntry();
    long most = Math.max(1, heaviest.getKey());
    long parcels = Math.floorDiv(grams, most);
    long rest = grams - parcels * most;
    var fees = at(heaviest.getValue(), region).times(parcels);
    return rest == 0 ? fees : fees.plus(at(bands.ceilingEntry(rest).getValue(), region));
  }

  private static Money at(Map<Region, Money> band, Region region) {
    return Objects.requireNonNull(band.get(region), "every band has every region");
  }

  /** The lowest fee there is for it: what can be said while nobody knows where it goes. */
  public Money feeFrom(long grams, Money goods) {
    var lowest = fee(Region.KANTO, grams, goods);
    for (var region : Region.values()) {
      var fee = fee(region, grams, goods);
      if (fee.compareTo(lowest) < 0) {
        lowest = fee;
      }
    }
    return lowest;
  }
}
