package live.nigiwai.show.timeline;

import java.util.List;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;

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

  record Unrecognised(String key, String json) implements ShowState {}
}
