package live.nigiwai.shop.payment.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.payment.NextStep;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.shop.payment.Slip;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** What Stripe's objects mean to us. Pure. */
final class StripeReading {
  private static final String SLIP_OVER = "payment_intent_payment_attempt_expired";

  private static final LocalText NEEDS_ACCOUNT =
      new LocalText(
          "コンビニ払いのため、返金先の銀行口座を伺うメールをStripeからお客様に送りました。",
          "Paid at a convenience store: Stripe has asked the buyer for a bank account by e-mail.");

  private final String publishableKey;

  StripeReading(String publishableKey) {
    this.publishableKey = publishableKey;
  }

  /** What a PaymentIntent means. */
  sealed interface Meaning {
    record Is(Payment payment) implements Meaning {}

    /**
     * The attempt failed, but Stripe would take another try with the same intent: end that first,
     * and only then it is this.
     */
    record EndFirst(Payment then) implements Meaning {}
  }

  /**
   * @param inPage the buyer may try again in the page
   */
  Meaning meaning(PaymentIntent intent, boolean inPage) {
    String id = intent.getId();
    return switch (intent.getStatus()) {
      case "succeeded" ->
          new Meaning.Is(new Payment.Captured(id, Money.yen(intent.getAmountReceived())));
      case "canceled" -> new Meaning.Is(new Payment.Cancelled(id));
      case "requires_action" -> new Meaning.Is(action(intent));
      case "requires_payment_method", "requires_confirmation" -> {
        if (inPage) {
          yield new Meaning.Is(element(intent));
        }
        String reason = reason(intent.getLastPaymentError());
        yield new Meaning.EndFirst(
            reason.equals(SLIP_OVER) ? new Payment.Cancelled(id) : new Payment.Declined(reason));
      }
      default -> new Meaning.Is(new Payment.Unknown()); // processing, and what is not known yet
    };
  }

  /** A reason as a code; never Stripe's sentence, which may quote what was typed. */
  static String reason(@Nullable StripeError error) {
    if (error == null) {
      return "card_declined";
    }
    String decline = error.getDeclineCode();
    String code = error.getCode();
    return decline != null ? decline : code != null ? code : "card_declined";
  }

  private Payment action(PaymentIntent intent) {
    var next = intent.getNextAction();
    if (next == null) {
      return new Payment.Unknown();
    }
    if (next.getKonbiniDisplayDetails() != null) {
      return slip(intent.getId(), next.getKonbiniDisplayDetails());
    }
    if (next.getRedirectToUrl() != null) {
      String url = next.getRedirectToUrl().getUrl();
      return new Payment.ActionRequired(intent.getId(), new NextStep.Challenge(url));
    }
    return element(intent);
  }

  private Payment element(PaymentIntent intent) {
    return new Payment.ActionRequired(
        intent.getId(), new NextStep.Element(intent.getClientSecret(), publishableKey));
  }

  private static Payment slip(String id, PaymentIntent.NextAction.KonbiniDisplayDetails details) {
    var codes = new ArrayList<Slip.StoreCode>();
    String number = "";
    var stores = details.getStores();
    if (stores.getFamilymart() != null) {
      number = Objects.requireNonNullElse(stores.getFamilymart().getConfirmationNumber(), number);
      add(codes, "familymart", stores.getFamilymart().getPaymentCode());
    }
    if (stores.getLawson() != null) {
      number = Objects.requireNonNullElse(stores.getLawson().getConfirmationNumber(), number);
      add(codes, "lawson", stores.getLawson().getPaymentCode());
    }
    if (stores.getMinistop() != null) {
      number = Objects.requireNonNullElse(stores.getMinistop().getConfirmationNumber(), number);
      add(codes, "ministop", stores.getMinistop().getPaymentCode());
    }
    if (stores.getSeicomart() != null) {
      number = Objects.requireNonNullElse(stores.getSeicomart().getConfirmationNumber(), number);
      add(codes, "seicomart", stores.getSeicomart().getPaymentCode());
    }
    var ends = new ShowTime(details.getExpiresAt() * 1000);
    return new Payment.AwaitingCash(
        id, new Slip(codes, number, details.getHostedVoucherUrl(), ends));
  }

  private static void add(List<Slip.StoreCode> codes, String store, @Nullable String code) {
    if (code != null) {
      codes.add(new Slip.StoreCode(store, code));
    }
  }

  Refunded refunded(com.stripe.model.Refund refund) {
    return switch (refund.getStatus()) {
      case "succeeded" -> new Refunded.Done(refund.getId());
      case "requires_action" -> new Refunded.NeedsDetails(NEEDS_ACCOUNT);
      case "failed", "canceled" ->
          new Refunded.Refused(Objects.requireNonNullElse(refund.getFailureReason(), "failed"));
      default -> new Refunded.Unknown(); // pending
    };
  }

  /** Whether Stripe's object is about this of ours. */
  static boolean isOurs(@Nullable Map<String, String> metadata, String key, String id) {
    return metadata != null && id.equals(metadata.get(key));
  }
}
