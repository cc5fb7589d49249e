package live.nigiwai.shop.document;

import java.util.ArrayList;
import java.util.List;
import live.nigiwai.shop.document.Paper.Kind;
import live.nigiwai.shop.order.OrderState;
import live.nigiwai.show.Money;

/** Which papers there are for an order. Pure. */
final class PaperRules {
  /** Below this much, tax included, no return invoice is due (消費税法施行令 第70条の9 第3項). */
  static final Money RETURN_INVOICE_FROM = Money.yen(10_000);

  private PaperRules() {}

  /**
   * @param wasShipped the goods were handed over: the sale that an invoice is about took place
   * @param captured taken from the buyer
   * @param staff whoever packs needs the slip before the buyer does
   */
  static List<Kind> available(
      OrderState state, boolean wasShipped, Money captured, boolean registered, boolean staff) {
    var kinds = new ArrayList<Kind>();
    boolean toPack = state == OrderState.PAID || state == OrderState.ACCEPTED;
    if (wasShipped || (staff && toPack)) {
      kinds.add(Kind.PACKING_SLIP);
    }
    boolean isPaid = captured.yen() > 0 && (wasShipped || toPack);
    if (registered && wasShipped && captured.yen() > 0) {
      kinds.add(Kind.INVOICE);
    } else if (!registered && isPaid) {
      kinds.add(Kind.RECEIPT);
    }
    return kinds;
  }

  /** Whether a refund of a sale that took place calls for a return invoice. */
  static boolean returnInvoice(boolean wasShipped, boolean registered, Money refunded) {
    return wasShipped && registered && refunded.compareTo(RETURN_INVOICE_FROM) >= 0;
  }
}
