package live.nigiwai.shop.checkout;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import org.jspecify.annotations.Nullable;

/** A checkout on the wire. */
record CheckoutView(
    String id,
    String show,
    String state,
    long expiresAt,
    long now,
    List<LineView> lines,
    long subtotal,
    List<DiscountView> discounts,
    long shipping,
    long fee,
    long total,
    List<TaxView> taxes,
    @Nullable CouponView coupon,
    @Nullable Buyer buyer,
    @Nullable PaymentView payment,
    String method,
    List<PayWays.MethodView> methods,
    List<SlotView> slots,
    String earliestDelivery,
    String latestDelivery,
    Choices choices,
    boolean kept,
    boolean keep,
    @Nullable Confirmation confirmation,
    String termsHash,
    List<String> changed,
    boolean needsAge,
    @Nullable OrderMark order,
    @Nullable NextView next,
    boolean declined) {

  /** The card without its token. */
  record PaymentView(String brand, String last4) {
    static @Nullable PaymentView of(@Nullable Card card) {
      return card == null ? null : new PaymentView(card.brand(), card.last4());
    }
  }

  /**
   * @param applied false where it takes nothing off any more
   */
  record CouponView(String code, boolean applied) {
    static @Nullable CouponView of(Checkout checkout) {
      String code = checkout.row().choices().coupon();
      return code == null ? null : new CouponView(code, !checkout.quote().isCouponRefused());
    }
  }

  /** A time of day in which the parcel may come. */
  record SlotView(String slot, String name, String nameEn) {
    private static final List<SlotView> ALL =
        Arrays.stream(DeliverySlot.values())
            .map(it -> new SlotView(it.wire(), it.words().ja(), it.words().en()))
            .toList();
  }

  static CheckoutView of(Checkout checkout, PayWays ways, Progress progress) {
    var row = checkout.row();
    var totals = checkout.totals();
    var earliest = checkout.earliest();
    return new CheckoutView(
        row.id(),
        row.show().value(),
        checkout.state().name().toLowerCase(Locale.ROOT),
        row.expiresAt().millis(),
        row.now().millis(),
        checkout.lines().stream().map(LineView::of).toList(),
        totals.subtotal().yen(),
        DiscountView.of(totals),
        totals.shipping().yen(),
        totals.paymentFee().yen(),
        totals.total().yen(),
        TaxView.of(totals),
        CouponView.of(checkout),
        row.buyer(),
        PaymentView.of(row.card()),
        PayWays.name(row.method()),
        ways.views(totals.total().minus(totals.paymentFee()), row.isScarce()),
        SlotView.ALL,
        earliest.toString(),
        earliest.plusDays(ChoicesForm.DAYS_AHEAD_MAX).toString(),
        row.choices(),
        row.kept(),
        row.keep(),
        checkout.confirmation(),
        checkout.termsHash(),
        checkout.changed(),
        checkout.needsAge(),
        progress.order(),
        progress.next(),
        progress.declined());
  }
}
