package live.nigiwai.shop.payment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/** Which ways to pay a total may be paid by, and why not by the others. Pure. */
final class MethodRules {
  /** Stripe, konbini: 120 to 300,000 yen; other providers are near that. */
  private static final Money SLIP_MIN = Money.yen(120);

  private static final Money SLIP_MAX = Money.yen(300_000);

  /** Stripe takes no charge below 50 yen. */
  private static final Money MIN = Money.yen(50);

  private static final Money WALLET_MAX = Money.yen(1_000_000);
  private static final Money CARD_MAX = Money.yen(9_999_999);

  private final Set<PaymentMethod> methods;
  private final DeliveryFees fees;

  /**
   * @param methods what the shop offers and its provider can take
   */
  MethodRules(Set<PaymentMethod> methods, DeliveryFees fees) {
    this.methods = methods.isEmpty() ? Set.of() : EnumSet.copyOf(methods);
    this.fees = fees;
  }

  /**
   * Every way the shop offers, in the order they are shown.
   *
   * @param total goods and shipping, before any fee for the way to pay
   * @param scarce units that others wait for: none is kept for days for a slip
   */
  List<MethodOffer> offers(Money total, boolean scarce) {
    var offers = new ArrayList<MethodOffer>();
    for (PaymentMethod method : methods) {
      var fee =
          method == PaymentMethod.CASH_ON_DELIVERY
              ? fees.feeFor(total).orElse(Money.ZERO)
              : Money.ZERO;
      offers.add(new MethodOffer(method, fee, whyNot(method, total, scarce)));
    }
    return offers;
  }

  private @Nullable LocalText whyNot(PaymentMethod method, Money total, boolean scarce) {
    if (total.yen() == 0) {
      return method == PaymentMethod.CARD
          ? null // an order without money goes the way that asks for the least
          : new LocalText("お支払いの必要がありません。", "There is nothing to pay.");
    }
    return switch (method) {
      case CARD -> between(MIN, total, CARD_MAX);
      case PAYPAY -> between(MIN, total, WALLET_MAX);
      case KONBINI ->
          scarce
              ? new LocalText(
                  "数量限定の商品ではコンビニ払いをお選びいただけません。",
                  "Limited items cannot be paid for at a convenience store.")
              : between(SLIP_MIN, total, SLIP_MAX);
      case CASH_ON_DELIVERY ->
          fees.feeFor(total).isPresent()
              ? null
              : new LocalText(
                  "代金引換をご利用いただける金額を超えています。",
                  "This total is above what a carrier collects in cash.");
    };
  }

  private static @Nullable LocalText between(Money least, Money total, Money most) {
    if (total.compareTo(least) < 0) {
      return new LocalText(
          least.yen() + "円以上でご利用いただけます。", "Available from " + least.yen() + " yen.");
    }
    if (total.compareTo(most) > 0) {
      return new LocalText(
          String.format(java.util.Locale.ROOT, "%,d円までご利用いただけます。", most.yen()),
          String.format(java.util.Locale.ROOT, "Available up to %,d yen.", most.yen()));
    }
    return null;
  }
}
