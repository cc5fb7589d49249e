package live.nigiwai.shop.catalog;

/**
 * A product's picture.
 *
 * @param key the hash of its bytes, and its address
 */
public record Picture(String key, LocalText alt, int width, int height) {
  public String url() {
    return "/images/" + key;
  }
}
