package live.nigiwai.shop.payment;

import java.util.regex.Pattern;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to take money.
 *
 * @param attemptId ours, and the key under which the provider does it at most once
 * @param cardToken what the provider's own form gave; null unless paid by card, and null there too
 *     where the buyer types the card only after the press ({@link NextStep.Element})
 * @param returnPath where the buyer's browser comes back to after a redirect: an absolute path of
 *     this platform, without a host
 * @param giveUpAt the units are kept until then; a slip ends by this moment
 */
public record Charge(
    String attemptId,
    PaymentMethod method,
    @Nullable String cardToken,
    Money amount,
    Contact contact,
    String returnPath,
    ShowTime giveUpAt) {
  private static final Pattern RETURN_PATH =
      Pattern.compile("/(?:[A-Za-z0-9_.~?=&-][A-Za-z0-9_.~?=&/-]{0,254})?");

  public Charge {
    if (!RETURN_PATH.matcher(returnPath).matches()) {
      throw new IllegalArgumentException("not a path of this platform");
    }
    if (amount.yen() <= 0) {
      throw new IllegalArgumentException("nothing to charge");
    }
  }

  /** Without token and person, so that neither reaches a log. */
  @Override
  public String toString() {
    return "Charge " + attemptId + " " + method + " " + amount.yen();
  }
}
