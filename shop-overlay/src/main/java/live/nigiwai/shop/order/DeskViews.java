package live.nigiwai.shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.checkout.Choices;
import live.nigiwai.shop.checkout.DiscountView;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.checkout.TaxView;
import live.nigiwai.shop.customer.Buyer;
import org.jspecify.annotations.Nullable;

/** Orders on the wire, as the staff see them. */
final class DeskViews {
  private DeskViews() {}

  record Listed(
      String id,
      String number,
      String show,
      String state,
      String refundState,
      String method,
      long placedAt,
      String buyer,
      long total,
      @Nullable String carrier,
      @Nullable String tracking,
      List<LineView> lines) {
    static Listed of(Order order) {
      return new Listed(
          order.id(),
          order.number(),
          order.show().value(),
          order.state().forStaff(),
          order.sums().refundState().name().toLowerCase(Locale.ROOT),
          order.method().name().toLowerCase(Locale.ROOT),
          order.placedAt().millis(),
          order.buyer().name(),
          order.sums().total().yen(),
          order.parcel().carrier(),
          order.parcel().tracking(),
          order.lines());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HistoryView(
      @Nullable String from, String to, String what, String actor, String note, long at) {
    static HistoryView of(HistoryEntry entry) {
      var from = entry.from();
      return new HistoryView(
          from == null ? null : from.forStaff(),
          entry.to().forStaff(),
          entry.what().toLowerCase(Locale.ROOT),
          entry.actor(),
          entry.note(),
          entry.at().millis());
    }
  }

  record RefundView(
      String id, long yen, String reason, String state, @Nullable String words, long at) {
    static RefundView of(RefundRow refund) {
      return new RefundView(
          refund.id(),
          refund.amount().yen(),
          refund.reason(),
          refund.state().name().toLowerCase(Locale.ROOT),
          refund.words(),
          refund.at().millis());
    }
  }

  record DeskView(
      Listed order,
      Buyer buyer,
      Choices choices,
      LocalText delivery,
      long subtotal,
      List<DiscountView> discounts,
      long shipping,
      long fee,
      long captured,
      long refunded,
      long refundable,
      List<TaxView> taxes,
      List<HistoryView> history,
      List<RefundView> refunds,
      List<ReturnView> returns) {}

  /**
   * @param momentMs what was said in the show then, on the show clock
   */
  record ReturnView(
      String key,
      String show,
      int quantity,
      String reason,
      @Nullable Long momentMs,
      boolean restocked,
      long at) {
    static ReturnView of(Returns.Booked booked) {
      var moment = booked.moment();
      return new ReturnView(
          booked.line(),
          booked.show(),
          booked.quantity(),
          booked.reason(),
          moment == null ? null : moment.millis(),
          booked.restocked(),
          booked.at().millis());
    }
  }

  static DeskView of(
      Order order,
      List<HistoryEntry> history,
      List<RefundRow> refunds,
      List<Returns.Booked> returns) {
    var sums = order.sums();
    return new DeskView(
        Listed.of(order),
        order.buyer(),
        order.choices(),
        order.delivery(),
        sums.subtotal().yen(),
        sums.discounts(),
        sums.shipping().yen(),
        sums.fee().yen(),
        sums.captured().yen(),
        sums.refunded().yen(),
        sums.refundable().yen(),
        order.taxes(),
        history.stream().map(HistoryView::of).toList(),
        refunds.stream().map(RefundView::of).toList(),
        returns.stream().map(ReturnView::of).toList());
  }
}
