package live.nigiwai.shop.drop;

import java.util.Locale;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.ShowState;
import org.jspecify.annotations.Nullable;

/**
 * A limited sale at one moment.
 *
 * @param perBuyer units one buyer may have of it
 * @param opensAt when it sells (first come) or takes entries (fair); the database's clock
 * @param closesAt when the sale is over, or the entries are
 * @param payWithinSeconds how long somebody who was drawn may think about it
 * @param commitment hex SHA-256 of the seed
 * @param seed hex; null until it was drawn
 * @param entriesHash of all entry ids; null until it was drawn
 * @param entries how many people entered
 */
public record Drop(
    String id,
    ShowId show,
    ProductId product,
    SkuId sku,
    Kind kind,
    Phase phase,
    int units,
    int perBuyer,
    ShowTime opensAt,
    ShowTime closesAt,
    int payWithinSeconds,
    String commitment,
    @Nullable String seed,
    @Nullable String entriesHash,
    int entries) {
  public enum Kind {
    FIRST_COME,
    FAIR
  }

  public enum Phase {
    /** Announced. */
    PLANNED,
    /** It sells, or takes entries. */
    OPEN,
    /** The order is known; those whose turn it is are offered units. */
    DRAWN,
    ENDED,
    CANCELLED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ShowState state() {
    return new ShowState.Drop(
        id,
        product,
        sku,
        kind.name().toLowerCase(Locale.ROOT),
        phase.word(),
        units,
        opensAt,
        closesAt,
        commitment);
  }
}
