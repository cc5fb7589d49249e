package live.nigiwai.show;

/**
 * One product as the viewer knows it; what is stocked is its variant, a {@link SkuId}.
 *
 * @param value 1–40 lower-case letters, digits and inner hyphens
 */
public record ProductId(String value) {
  public ProductId {
    Ids.slug("product id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
