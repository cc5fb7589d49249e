package live.nigiwai.shop.checkout;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/**
 * How one may pay here.
 *
 * @param cashOnDeliveryFee 代引手数料, tax included
 */
public record PayWays(PaymentProvider provider, Money cashOnDeliveryFee) {
  /** What the stores' tills take at most, and carriers at the door. */
  private static final Money CASH_MAX = Money.yen(300_000);

  /**
   * A method on the wire.
   *
   * @param fee yen, tax included
   * @param why it is not available
   */
  public record MethodView(
      String method, boolean available, long fee, @Nullable String why, @Nullable String whyEn) {}

  Money feeOf(PaymentMethod method) {
    return method == PaymentMethod.CASH_ON_DELIVERY ? cashOnDeliveryFee : Money.ZERO;
  }

  /**
   * @param total without the fee of the method
   */
  List<MethodView> views(Money total) {
    return Arrays.stream(PaymentMethod.values())
        .filter(provider.methods()::contains)
        .map(method -> view(method, total))
        .toList();
  }

  private MethodView view(PaymentMethod method, Money total) {
    boolean cash = method == PaymentMethod.KONBINI || method == PaymentMethod.CASH_ON_DELIVERY;
    long fee = feeOf(method).yen();
    var why =
        cash && total.plus(feeOf(method)).compareTo(CASH_MAX) > 0
            ? new LocalText("30万円を超えるご注文ではご利用いただけません。", "Not for orders above ¥300,000.")
            : cash && total.yen() == 0
                ? new LocalText("お支払いの必要がありません。", "There is nothing to pay.")
                : null;
    return new MethodView(
        name(method),
        why == null,
        fee,
        why == null ? null : why.ja(),
        why == null ? null : why.en());
  }

  public boolean isAvailable(PaymentMethod method, Money total) {
    return provider.methods().contains(method) && view(method, total).available;
  }

  /** As it goes over the wire. */
  public static String name(PaymentMethod method) {
    return method.name().toLowerCase(Locale.ROOT);
  }
}
