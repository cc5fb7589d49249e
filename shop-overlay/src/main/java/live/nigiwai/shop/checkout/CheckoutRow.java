package live.nigiwai.shop.checkout;

import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as stored, with its hold.
 *
 * @param keep the buyer asked to be remembered
 * @param kept filled in from an earlier order
 * @param shippingTaxRate percent, as of now
 * @param now the database's clock
 */
public record CheckoutRow(
    String id,
    ShowId show,
    ViewerId viewer,
    CheckoutState state,
    Hold hold,
    @Nullable Buyer buyer,
    @Nullable Card card,
    boolean keep,
    boolean kept,
    int shippingTaxRate,
    ShowTime now) {}
