package live.nigiwai.show.timeline;

import java.util.List;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * An ordered fact of a show. The set is closed here and open on the wire: a fact this version does
 * not know decodes to {@link Unrecognised} and is skipped.
 */
public sealed interface TimelineEvent {

  /**
   * Whether viewers see it when their picture reaches its {@code showAt}. Everything else takes
   * effect on arrival (in a replay comments follow their {@code showAt} too).
   */
  default boolean inStep() {
    return false;
  }

  /**
   * A viewer or the staff said something in the public room.
   *
   * @param commentId names the comment for deletion and for its author's own optimistic copy
   * @param words null once deleted or erased
   */
  record CommentPosted(String commentId, Badge badge, @Nullable Words words)
      implements TimelineEvent {}

  /** A comment was taken down; its words are gone from the log's side table too. */
  record CommentDeleted(String commentId) implements TimelineEvent {}

  /** A card was laid over the picture. Says nothing about what can be bought. */
  record ProductPinned(ProductId product) implements TimelineEvent {
    @Override
    public boolean inStep() {
      return true;
    }
  }

  record ProductUnpinned(ProductId product) implements TimelineEvent {
    @Override
    public boolean inStep() {
      return true;
    }
  }

  record SaleStateChanged(ProductId product, SaleState state) implements TimelineEvent {}

  /** The publisher's first picture of a publish arrived. */
  record StreamStarted() implements TimelineEvent {}

  /** The publisher is gone; the show goes on and waits for it. */
  record StreamBroken(String reason) implements TimelineEvent {}

  record ShowOpened(ShowId show) implements TimelineEvent {}

  record ShowEnded(ShowId show) implements TimelineEvent {}

  /**
   * Backstage: a viewer placed an order. The buyer's name is read from the order, never from here.
   */
  record OrderPlaced(String orderId, String orderNumber, List<OrderedLine> lines, Money total)
      implements TimelineEvent {
    public OrderPlaced {
      lines = List.copyOf(lines);
    }
  }

  record OrderedLine(ProductId product, SkuId sku, int quantity) {}

  /**
   * Backstage: the order reached a new state, for example {@code accepted} or {@code cancelled}.
   */
  record OrderChanged(String orderId, String state) implements TimelineEvent {}

  /** Backstage: the audit trail of who did what. */
  record StaffActed(String action, String subject) implements TimelineEvent {}

  /** A fact written by a newer version. */
  record Unrecognised(String type, String json) implements TimelineEvent {}
}
