package live.nigiwai.shop.catalog;

/**
 * The shop that sells.
 *
 * @param id stands in every row it owns
 */
public record Store(String id, LocalText name) {
  public Store {
    if (id.isBlank() || name.ja().isBlank()) {
      throw new IllegalArgumentException("a store needs an id and a name");
    }
  }
}
