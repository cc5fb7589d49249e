package live.nigiwai.show.timeline;

import java.util.List;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state of a show: for each {@link #key} only the value with the highest version counts.
 * Intermediate values may be skipped, the last one always arrives.
 */
public sealed interface ShowState {
  String key();

  /** The cards over the picture, oldest first, at most three. */
  record Pins(List<Pin> pins) implements ShowState {
    public Pins {
      pins = List.copyOf(pins);
    }

    @Override
    public String key() {
      return "pins";
    }
  }

  record Pin(ProductId product, ShowTime showAt) {}

  record ProductSale(ProductId product, SaleState state) implements ShowState {
    @Override
    public String key() {
      return "sale:" + product;
    }
  }

  /**
   * @param left units a buyer in this show could have
   * @param of units put on sale, for the meter; never below {@code left}
   * @param own whether they are this show's alone この番組分
   */
  record StockLeft(SkuId sku, ProductId product, int left, int of, boolean own)
      implements ShowState {
    public StockLeft(SkuId sku, ProductId product, int left, int of) {
      this(sku, product, left, of, false);
    }

    @Override
    public String key() {
      return "stock:" + sku;
    }
  }

  /**
   * What some of a product's SKUs cost for a time; none once it was corrected.
   *
   * @param until the last moment at which a tap earns them, by server time
   */
  record TimedPrice(
      String timedId, ProductId product, List<SkuPrice> prices, ShowTime from, ShowTime until)
      implements ShowState {
    public TimedPrice {
      prices = List.copyOf(prices);
    }

    @Override
    public String key() {
      return "timed:" + product;
    }
  }

  record SkuPrice(SkuId sku, Money price) {}

  /**
   * A limited sale at one moment.
   *
   * @param kind {@code first_come} or {@code fair}
   * @param phase {@code planned}, {@code open}, {@code drawn}, {@code ended} or {@code cancelled}
   * @param opensAt when it sells, or takes entries; server time
   * @param commitment hex SHA-256 of the seed that draws
   */
  record Drop(
      String dropId,
      ProductId product,
      SkuId sku,
      String kind,
      String phase,
      int units,
      ShowTime opensAt,
      ShowTime closesAt,
      String commitment)
      implements ShowState {
    @Override
    public String key() {
      return "drop:" + dropId;
    }
  }

  record Stream(StreamStatus status) implements ShowState {
    @Override
    public String key() {
      return "stream";
    }
  }

  enum StreamStatus {
    /** No publisher yet. */
    WAITING,
    LIVE,
    /** The publisher is gone and expected back. */
    BREAK,
    ENDED
  }

  /**
   * How people may speak.
   *
   * @param slowSeconds between two comments of one viewer; 0 for no limit of its own
   * @param hold whether every comment waits for a moderator
   * @param links whether links may be said
   * @param raid whether the raid button is pressed
   */
  record Chat(int slowSeconds, Speakers who, boolean hold, boolean links, boolean raid)
      implements ShowState {
    @Override
    public String key() {
      return "chat";
    }
  }

  enum Speakers {
    EVERYONE,
    MEMBERS,
    BUYERS
  }

  /** The comment above the others, if there is one. */
  record CommentPin(@Nullable String commentId, @Nullable Words words, Badge badge)
      implements ShowState {
    @Override
    public String key() {
      return "comment_pin";
    }
  }

  /** How many questions are open, and those most people want answered. */
  record Questions(int open, List<OpenQuestion> top) implements ShowState {
    public Questions {
      top = List.copyOf(top);
    }

    @Override
    public String key() {
      return "questions";
    }
  }

  record OpenQuestion(String commentId, Words words, int votes) {}

  record Unrecognised(String key, String json) implements ShowState {}
}
