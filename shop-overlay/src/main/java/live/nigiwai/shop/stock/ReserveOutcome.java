package live.nigiwai.shop.stock;

/** What became of a {@link Press}. */
public sealed interface ReserveOutcome {
  /** Units are held for the buyer from now on. */
  record Reserved(Hold hold) implements ReserveOutcome {}

  /** The buyer holds some already, or sent this very press before; nothing more was taken. */
  record AlreadyHeld(Hold hold) implements ReserveOutcome {}

  /** There are fewer left than asked for. Not final: a hold may return. */
  record SoldOut(int left) implements ReserveOutcome {}

  record NotOnSale() implements ReserveOutcome {}

  /** The buyer would take more of the product in this show than one may. */
  record OverBuyerLimit(int limit) implements ReserveOutcome {}

  /** The key was used for a different press before. */
  record KeyReused() implements ReserveOutcome {}

  record UnknownSku() implements ReserveOutcome {}

  /**
   * Too many presses wait; nothing was looked at. Whoever comes back in time with the same key
   * keeps their place.
   *
   * @param retryAfterMillis with a jitter of its own for each
   * @param ahead how many are before this one at most
   */
  record Busy(int retryAfterMillis, int ahead) implements ReserveOutcome {}
}
