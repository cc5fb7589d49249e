package live.nigiwai.shop.catalog;

import java.net.URI;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/**
 * A price shown beside the price, so that one sees what is saved (二重価格表示, 景品表示法 第5条第2号). There is
 * no comparison with a future price.
 *
 * @param price tax included
 * @param source the public page where the maker says its price; null for the shop's own
 */
public record CompareAt(Kind kind, Money price, @Nullable String source) {
  private static final int SOURCE_LENGTH_MAX = 500;

  /** What it is. */
  public enum Kind {
    /** 当店通常価格: what the shop itself charged; see {@link UsualPriceRule}. */
    USUAL,
    /** メーカー希望小売価格, which the maker has published. */
    MAKER
  }

  public CompareAt {
    if (price.yen() < 1) {
      throw new IllegalArgumentException("a compare-at price is at least 1 yen");
    }
    if ((kind == Kind.MAKER) != (source != null)) {
      throw new IllegalArgumentException("a maker's price, and only that, names its source");
    }
    if (source != null && !isPublicPage(source)) {
      throw new IllegalArgumentException("the source must be the address of a public web page");
    }
  }

  public static boolean isPublicPage(String address) {
    if (address.length() > SOURCE_LENGTH_MAX) {
      return false;
    }
    try {
      var page = URI.create(address);
      return ("https".equals(page.getScheme()) || "http".equals(page.getScheme()))
          && page.getHost() != null
          && page.getHost().contains(".")
          && page.getUserInfo() == null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
