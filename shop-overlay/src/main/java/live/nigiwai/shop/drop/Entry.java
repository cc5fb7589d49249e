package live.nigiwai.shop.drop;

import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's entry in a fair drop.
 *
 * @param place from 1, once drawn
 * @param ahead how many before it still wait for their turn; null before the draw
 * @param checkout where the units they were drawn for are ordered
 * @param expiresAt until when; null where nothing is held
 * @param ordered they ordered in time
 */
public record Entry(
    String id,
    int quantity,
    ShowTime enteredAt,
    State state,
    @Nullable Integer place,
    @Nullable Integer ahead,
    @Nullable String checkout,
    @Nullable ShowTime expiresAt,
    boolean ordered) {
  /** How it stands. */
  public enum State {
    /** The order is not drawn yet. */
    ENTERED,
    /** Units are, or were, held for them. */
    WON,
    /** Drawn behind those who have units; has its turn if one of them does not order. */
    WAITING,
    /** They had as many as one may have already. */
    PASSED,
    /** The drop is over. */
    LOST
  }
}
