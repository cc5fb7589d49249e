package live.nigiwai.shop.order;

import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * A refund as stored.
 *
 * @param words what the provider said
 */
record RefundRow(
    String id,
    String orderId,
    String attemptId,
    Money amount,
    String reason,
    State state,
    @Nullable String words,
    ShowTime at) {
  enum State {
    CREATED,
    /** Asked for, and no answer. */
    UNKNOWN,
    /** The buyer has to say where the money should go. */
    NEEDS_DETAILS,
    DONE,
    REFUSED;

    boolean isOpen() {
      return this == CREATED || this == UNKNOWN || this == NEEDS_DETAILS;
    }
  }
}
