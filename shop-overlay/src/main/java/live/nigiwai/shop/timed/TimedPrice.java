package live.nigiwai.shop.timed;

import java.util.List;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.ShowState.SkuPrice;
import live.nigiwai.show.timeline.TimelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * What some of a product's SKUs cost in a show for a time.
 *
 * @param until the last moment, by server time
 * @param corrected why nobody has it any more; null while it holds
 */
public record TimedPrice(
    String id,
    ShowId show,
    ProductId product,
    List<SkuPrice> prices,
    ShowTime from,
    ShowTime until,
    @Nullable String corrected) {
  public TimedPrice {
    prices = List.copyOf(prices);
  }

  TimelineEvent fact() {
    return new TimelineEvent.PriceTimed(id, product, prices, from, until);
  }

  ShowState state() {
    return new ShowState.TimedPrice(
        id, product, corrected == null ? prices : List.of(), from, until);
  }
}
