package live.nigiwai.shop.checkout;

import org.jspecify.annotations.Nullable;

/**
 * How far a checkout's order has come.
 *
 * @param order null before one was placed, or while only the machinery knows of it
 * @param next what the buyer has to do for the payment; null for nothing
 * @param declined the last attempt to pay came to nothing, and another may be made
 */
public record Progress(@Nullable OrderMark order, @Nullable NextView next, boolean declined) {
  public static final Progress NONE = new Progress(null, null, false);

  /** Finds it; answered by whoever keeps the orders. */
  public interface Finder {
    Progress of(String checkoutId);
  }
}
