package live.nigiwai.shop.checkout;

import java.util.List;
import java.util.Objects;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldState;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as stored, with its holds.
 *
 * @param holds at least one, the newest of each SKU, in the order of the lines
 * @param card null unless one was given
 * @param keep the buyer asked to be remembered
 * @param kept filled in from an earlier order
 * @param isScarce units of a drop: others wait for them, so none is kept for days for a slip
 * @param shippingTaxRate percent, as of now
 * @param now the database's clock
 */
public record CheckoutRow(
    String id,
    ShowId show,
    ViewerId viewer,
    CheckoutState state,
    List<Hold> holds,
    @Nullable Buyer buyer,
    @Nullable Card card,
    PaymentMethod method,
    Choices choices,
    Opened opened,
    boolean fromCart,
    boolean keep,
    boolean kept,
    boolean isScarce,
    int shippingTaxRate,
    ShowTime now) {
  public CheckoutRow {
    holds = List.copyOf(holds);
    if (holds.isEmpty()) {
      throw new IllegalArgumentException("checkout " + id + " holds nothing");
    }
  }

  /** When the first of the holds ends. */
  public ShowTime expiresAt() {
    return holds.stream().map(Hold::expiresAt).min(ShowTime::compareTo).orElseThrow();
  }

  /** Time may be up before the sweeper has written it down. */
  CheckoutState stateNow() {
    if (state != CheckoutState.OPEN) {
      return state;
    }
    return holds.stream().allMatch(this::isLive) ? CheckoutState.OPEN : CheckoutState.EXPIRED;
  }

  private boolean isLive(Hold hold) {
    return hold.state() == HoldState.PAYING
        || (hold.state() == HoldState.HELD && hold.expiresAt().compareTo(now) > 0);
  }

  /** Whether the same goods, buyer, payment and choices are in both, whatever the time. */
  public boolean isAsSeen(CheckoutRow seen) {
    return choices.equals(seen.choices)
        && method == seen.method
        && units().equals(seen.units())
        && Objects.equals(buyer, seen.buyer)
        && Objects.equals(card, seen.card);
  }

  private List<String> units() {
    return holds.stream()
        .map(hold -> hold.id() + " " + hold.quantity() + " " + hold.unitPrice().yen())
        .sorted()
        .toList();
  }
}
