package live.nigiwai.shop.order;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.checkout.TaxView;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;

/**
 * An order as stored: a full copy of what was agreed.
 *
 * @param sequence grows with every order of the installation
 * @param keep the buyer asked to be remembered
 */
record Order(
    String id,
    long sequence,
    String number,
    ShowId show,
    String checkoutId,
    String holdId,
    ViewerId viewer,
    OrderState state,
    Money subtotal,
    Money shipping,
    Money total,
    Buyer buyer,
    Card card,
    boolean keep,
    LocalText delivery,
    ShowTime placedAt,
    List<LineView> lines,
    List<TaxView> taxes) {
  Order {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
  }

  Order with(List<LineView> theLines, List<TaxView> theTaxes) {
    return new Order(
        id,
        sequence,
        number,
        show,
        checkoutId,
        holdId,
        viewer,
        state,
        subtotal,
        shipping,
        total,
        buyer,
        card,
        keep,
        delivery,
        placedAt,
        theLines,
        theTaxes);
  }
}
