package live.nigiwai.shop.payment;

import live.nigiwai.show.Money;

/**
 * One attempt to take money.
 *
 * @param attemptId ours, and the key under which the provider does it at most once
 */
public record Charge(String attemptId, String cardToken, Money amount) {}
