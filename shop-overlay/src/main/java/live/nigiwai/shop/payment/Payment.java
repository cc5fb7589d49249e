package live.nigiwai.shop.payment;

import live.nigiwai.show.Money;

/** What a provider says about one attempt. */
public sealed interface Payment {
  /** The money is taken. */
  record Captured(String reference, Money amount) implements Payment {}

  /** The card said no; nothing was taken and nothing will be. */
  record Declined(String reason) implements Payment {}

  /** No answer, or not decided yet. The money may or may not be taken. */
  record Unknown() implements Payment {}

  /** The provider never heard of the attempt. */
  record Unheard() implements Payment {}
}
