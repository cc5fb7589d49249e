package live.nigiwai.shop.payment;

/** The ways to pay. */
public enum PaymentMethod {
  /** Through the provider's own form; nearly always with 3-D Secure. */
  CARD,
  /** In the wallet's own page or app, then back. */
  PAYPAY,
  /** コンビニ払い: a slip now, cash in a store within days. */
  KONBINI,
  /** 代金引換: cash to the carrier at the door, for a fee. */
  CASH_ON_DELIVERY
}
