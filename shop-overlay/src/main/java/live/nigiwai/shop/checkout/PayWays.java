package live.nigiwai.shop.checkout;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import live.nigiwai.shop.payment.MethodOffer;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Payments;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** How one may pay here. */
public final class PayWays {
  private final Payments payments;

  public PayWays(Payments payments) {
    this.payments = payments;
  }

  public PaymentProvider provider() {
    return payments.provider();
  }

  /** Whether a card is given before the order is placed, and not to the provider after it. */
  boolean cardComesFirst() {
    return payments.cardComesFirst();
  }

  /** When a slip made now ends. */
  public ShowTime slipEnd(ShowTime now) {
    return payments.slipEnd(now);
  }

  /**
   * A method on the wire.
   *
   * @param fee yen, tax included
   * @param later the card is typed into the provider's own form, after the order is placed
   * @param why it is not available
   */
  public record MethodView(
      String method,
      boolean available,
      long fee,
      boolean later,
      @Nullable String why,
      @Nullable String whyEn) {
    static MethodView of(MethodOffer offer, boolean cardComesFirst) {
      var why = offer.why();
      return new MethodView(
          name(offer.method()),
          offer.available(),
          offer.fee().yen(),
          offer.method() == PaymentMethod.CARD && !cardComesFirst,
          why == null ? null : why.ja(),
          why == null ? null : why.en());
    }
  }

  private Optional<MethodOffer> offer(PaymentMethod method, Money total, boolean scarce) {
    return payments.offers(total, scarce).stream()
        .filter(offer -> offer.method() == method)
        .findFirst();
  }

  /**
   * @param total without the fee of the method
   */
  Money feeOf(PaymentMethod method, Money total) {
    return offer(method, total, false).map(MethodOffer::fee).orElse(Money.ZERO);
  }

  /**
   * @param total without the fee of the method
   * @param scarce others wait for the units
   */
  List<MethodView> views(Money total, boolean scarce) {
    return payments.offers(total, scarce).stream()
        .map(offer -> MethodView.of(offer, cardComesFirst()))
        .toList();
  }

  /**
   * Whether so much can be paid that way; nothing at all is paid with whatever comes first.
   *
   * @param total without the fee of the method
   * @param scarce others wait for the units
   */
  public boolean isAvailable(PaymentMethod method, Money total, boolean scarce) {
    return (total.yen() == 0 && method == PaymentMethod.CARD)
        || offer(method, total, scarce).filter(MethodOffer::available).isPresent();
  }

  /** As it goes over the wire. */
  public static String name(PaymentMethod method) {
    return method.name().toLowerCase(Locale.ROOT);
  }
}
