package live.nigiwai.shop.order;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.checkout.Choices;
import live.nigiwai.shop.checkout.DiscountView;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.checkout.TaxView;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.pricing.LineTotal;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * An order as stored: a full copy of what was agreed.
 *
 * @param sequence grows with every order of the installation
 * @param sums what it comes to
 * @param card null where it was paid otherwise
 * @param keep the buyer asked to be remembered
 * @param delivery the promise that was shown
 * @param lines as they were shown, and how many of each came back
 * @param taxes highest rate first, rounded once per rate
 * @param totals of the lines, per rate and after discounts; in the order of the lines
 */
public record Order(
    String id,
    long sequence,
    String number,
    ShowId show,
    String checkoutId,
    ViewerId viewer,
    OrderState state,
    Sums sums,
    Buyer buyer,
    PaymentMethod method,
    @Nullable Card card,
    Choices choices,
    boolean keep,
    LocalText delivery,
    Parcel parcel,
    ShowTime placedAt,
    List<LineView> lines,
    List<TaxView> taxes,
    List<LineTotal> totals) {
  public Order {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    totals = List.copyOf(totals);
  }

  /**
   * {@code total = subtotal - discount + shipping + fee}, all tax included.
   *
   * @param fee for the way of paying
   * @param captured taken from the buyer so far
   * @param refunded given back, or on its way
   */
  public record Sums(
      Money subtotal,
      Money discount,
      List<DiscountView> discounts,
      Money shipping,
      Money fee,
      Money total,
      Money captured,
      Money refunded) {
    public Sums {
      discounts = List.copyOf(discounts);
    }

    public RefundState refundState() {
      return RefundState.of(captured, refunded);
    }

    /** What could still be given back. */
    public Money refundable() {
      return captured.minus(refunded);
    }
  }

  /**
   * Who brings it, once it was sent.
   *
   * @param tracking the carrier's number, empty where there is none
   */
  public record Parcel(@Nullable String carrier, @Nullable String tracking) {
    public static final Parcel NONE = new Parcel(null, null);
  }

  Order with(List<LineView> theLines, List<TaxView> theTaxes, List<LineTotal> theTotals) {
    return new Order(
        id,
        sequence,
        number,
        show,
        checkoutId,
        viewer,
        state,
        sums,
        buyer,
        method,
        card,
        choices,
        keep,
        delivery,
        parcel,
        placedAt,
        theLines,
        theTaxes,
        theTotals);
  }

  /** Without the buyer, so that no log says who bought. */
  @Override
  public String toString() {
    return "Order " + number + " " + state;
  }
}
