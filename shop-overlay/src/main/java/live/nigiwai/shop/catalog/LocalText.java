package live.nigiwai.shop.catalog;

/** The same words in both languages; Japanese is the source. */
public record LocalText(String ja, String en) {
  public static final LocalText EMPTY = new LocalText("", "");
}
