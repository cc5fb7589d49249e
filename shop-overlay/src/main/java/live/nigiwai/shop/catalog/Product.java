package live.nigiwai.shop.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;

/**
 * A product as the shop describes it, whatever the show.
 *
 * @param taxRate percent, as of today in Japan; of a set the standard rate, see its composition
 * @param rates of today in Japan, for the parts of a set
 * @param perBuyer units of it that one buyer may take in one show
 * @param shipsWithinDays counted from the order
 * @param licence the shop's licence text for goods of this kind; empty where there is none
 */
public record Product(
    ProductId id,
    LocalText name,
    LocalText description,
    int taxRate,
    TaxRates rates,
    int perBuyer,
    int shipsWithinDays,
    List<Picture> pictures,
    List<Variant> variants,
    ProductDetail detail,
    LocalText licence) {
  public Product {
    pictures = List.copyOf(pictures);
    variants = List.copyOf(variants);
  }

  public Optional<Variant> variant(SkuId sku) {
    return variants.stream().filter(variant -> variant.sku().equals(sku)).findFirst();
  }

  /** Whether a buyer has to say that they are 20 or older. */
  public boolean needsAge() {
    return detail.kind().needsAge();
  }

  /** The last day on which it is sent when ordered on this day, both in Japan. */
  public LocalDate shipsBy(LocalDate orderedOn) {
    var inTime = orderedOn.plusDays(shipsWithinDays);
    var from = detail.shipsFrom();
    return from != null && from.isAfter(inTime) ? from : inTime;
  }
}
