package live.nigiwai.shop.catalog;

import java.util.List;

/**
 * A product's picture.
 *
 * @param key the hash of its bytes, and its address
 * @param renditions the same picture as WebP, narrowest first; empty where there are none
 */
public record Picture(
    String key, LocalText alt, int width, int height, List<Rendition> renditions) {
  public Picture {
    renditions = List.copyOf(renditions);
  }

  public String url() {
    return "/images/" + key;
  }

  /** One width of a picture. */
  public record Rendition(String key, int width, int height) {
    public String url() {
      return "/images/" + key;
    }
  }
}
