package live.nigiwai.shop.payment;

import live.nigiwai.show.Money;

/** What a provider says about one attempt. A reference is the provider's own name for it. */
public sealed interface Payment {
  /** The money is taken. Final, but for refunds, which do not change this answer. */
  record Captured(String reference, Money amount) implements Payment {}

  /** Nothing was taken and nothing will be. Final. */
  record Declined(String reason) implements Payment {}

  /** The buyer has to do something first. The money may still come. */
  record ActionRequired(String reference, NextStep next) implements Payment {}

  /** The slip is out; the money comes within days, or not at all. */
  record AwaitingCash(String reference, Slip slip) implements Payment {}

  /** The carrier will take the cash at the door: as good as money for sending the goods. */
  record OnDelivery(String reference) implements Payment {}

  /** Ended without money, by us or by time; nothing will be taken. Final. */
  record Cancelled(String reference) implements Payment {}

  /** No answer, or not decided yet. The money may or may not be taken. */
  record Unknown() implements Payment {}

  /** The provider never heard of the attempt. */
  record Unheard() implements Payment {}
}
