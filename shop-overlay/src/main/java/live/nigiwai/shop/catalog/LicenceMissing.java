package live.nigiwai.shop.catalog;

/** Goods that need a licence cannot be listed where the shop has stated none. */
public final class LicenceMissing extends RuntimeException {
  private final ProductKind kind;

  LicenceMissing(ProductKind kind) {
    super("the shop has stated no licence for " + kind, null, false, false);
    this.kind = kind;
  }

  public ProductKind kind() {
    return kind;
  }
}
