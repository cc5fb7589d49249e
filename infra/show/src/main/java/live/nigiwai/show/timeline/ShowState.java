package live.nigiwai.show.timeline;

import java.util.List;
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
   * @param left units nobody holds or has bought
   * @param of units put on sale in this show, for the meter; never below {@code left}
   */
  record StockLeft(SkuId sku, ProductId product, int left, int of) implements ShowState {
    @Override
    public String key() {
      return "stock:" + sku;
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
