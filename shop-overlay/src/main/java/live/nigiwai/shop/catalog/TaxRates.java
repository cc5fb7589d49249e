package live.nigiwai.shop.catalog;

/** The percentages of one day in Japan. */
public record TaxRates(int standard, int reduced) {
  public int of(TaxCategory category) {
    return category == TaxCategory.REDUCED ? reduced : standard;
  }
}
