package live.nigiwai.show;

/**
 * One variant of a product: what is priced, stocked and sold.
 *
 * @param value 1–40 lower-case letters, digits and inner hyphens
 */
public record SkuId(String value) {
  public SkuId {
    Ids.slug("sku id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
