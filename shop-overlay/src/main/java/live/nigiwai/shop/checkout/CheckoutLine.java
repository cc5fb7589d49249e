package live.nigiwai.shop.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import live.nigiwai.shop.catalog.Composition;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Picture;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.catalog.Variant;
import live.nigiwai.shop.pricing.BasketLine;
import live.nigiwai.shop.pricing.TaxShare;
import live.nigiwai.shop.pricing.Taxing;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * What is bought, with the words and the price the buyer sees.
 *
 * @param show where it was chosen
 * @param unitWas the price it had when the checkout began, where that was another
 * @param shares the rates in it, see {@link BasketLine}
 * @param grams of one, packaging included; 0 where nobody said
 * @param needsAge only for those of 20 and over
 */
public record CheckoutLine(
    ShowId show,
    ProductId product,
    SkuId sku,
    LocalText name,
    LocalText variant,
    @Nullable Picture picture,
    Money unitPrice,
    @Nullable Money unitWas,
    int quantity,
    int taxRate,
    List<TaxShare> shares,
    Taxing taxing,
    int grams,
    boolean needsAge) {
  public CheckoutLine {
    shares = List.copyOf(shares);
  }

  static CheckoutLine of(Hold hold, Product product, Opened opened) {
    var variant = product.variant(hold.sku());
    var was = opened.price(hold.sku()).filter(price -> !price.equals(hold.unitPrice()));
    return new CheckoutLine(
        hold.show(),
        product.id(),
        hold.sku(),
        product.name(),
        variant.map(it -> it.name()).orElse(LocalText.EMPTY),
        product.pictures().isEmpty() ? null : product.pictures().getFirst(),
        hold.unitPrice(),
        was.orElse(null),
        hold.quantity(),
        product.taxRate(),
        shares(product),
        taxing(product),
        grams(variant),
        product.needsAge());
  }

  private static int grams(Optional<Variant> variant) {
    Integer grams = variant.isPresent() ? variant.get().weightGrams() : null;
    return grams == null ? 0 : grams;
  }

  private static List<TaxShare> shares(Product product) {
    var composition = product.detail().composition();
    if (composition == null) {
      return List.of(new TaxShare(product.taxRate(), 1));
    }
    var perRate = new TreeMap<Integer, Long>();
    composition
        .values()
        .forEach(
            (category, value) -> perRate.merge(product.rates().of(category), value, Long::sum));
    var shares = new ArrayList<TaxShare>();
    perRate.forEach((rate, value) -> shares.add(new TaxShare(rate, value)));
    return shares;
  }

  private static Taxing taxing(Product product) {
    var composition = product.detail().composition();
    return composition != null && composition.kind() == Composition.Kind.SINGLE_ASSET
        ? Taxing.AS_ONE
        : Taxing.BY_PART;
  }

  /** Names the line in its checkout. */
  public String key() {
    return sku.value();
  }

  public Money total() {
    return unitPrice.times(quantity);
  }

  BasketLine priced() {
    return new BasketLine(key(), unitPrice, quantity, shares, taxing);
  }
}
