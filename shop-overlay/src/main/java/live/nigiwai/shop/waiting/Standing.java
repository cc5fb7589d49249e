package live.nigiwai.shop.waiting;

import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * How somebody stands in a line.
 *
 * @param ahead how many wait before them
 * @param checkout where what they are offered is ordered
 * @param expiresAt until when it is held for them
 */
public record Standing(
    SkuId sku, State state, int ahead, @Nullable String checkout, @Nullable ShowTime expiresAt) {
  /** How far they got. */
  public enum State {
    WAITING,
    /** Units are held for them. */
    OFFERED,
    /** They ordered what they were offered. */
    TAKEN,
    /** They did not order in time. */
    MISSED,
    LEFT,
    /** When their turn came they had as many as one may have. */
    PASSED
  }
}
