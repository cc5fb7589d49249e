package live.nigiwai.shop.payment;

import live.nigiwai.shop.catalog.LocalText;

/** What became of a {@link Refund}. */
public sealed interface Refunded {
  /** The money is on its way back, and no more is asked of anyone. */
  record Done(String reference) implements Refunded {}

  /** Cash has no way back of its own; it is not done before someone gave a bank account. */
  record NeedsDetails(LocalText words) implements Refunded {}

  /** Not refunded and it will not be: more than was taken, or the provider says no. */
  record Refused(String reason) implements Refunded {}

  /** No answer, or under way. Ask again with the same refund. */
  record Unknown() implements Refunded {}
}
