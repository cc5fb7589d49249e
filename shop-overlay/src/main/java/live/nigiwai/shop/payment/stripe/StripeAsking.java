package live.nigiwai.shop.payment.stripe;

import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodData;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodOptions;
import com.stripe.param.RefundCreateParams;
import java.net.URI;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.Refund;

/** What is sent to Stripe for what we want. Pure; no card data, for we have none. */
final class StripeAsking {
  private final URI publicUrl;

  /**
   * @param publicUrl where buyers come back to
   */
  StripeAsking(URI publicUrl) {
    this.publicUrl = publicUrl;
  }

  PaymentIntentCreateParams intent(Charge charge) {
    var asked =
        PaymentIntentCreateParams.builder()
            .setAmount(charge.amount().yen()) // the yen has no smaller unit
            .setCurrency("jpy")
            .putMetadata(StripeProvider.ATTEMPT, charge.attemptId());
    switch (charge.method()) {
      case CARD -> card(asked, charge);
      case KONBINI -> konbini(asked, charge);
      case PAYPAY, CASH_ON_DELIVERY ->
          throw new IllegalArgumentException("not through Stripe: " + charge.method());
    }
    return asked.build();
  }

  private void card(PaymentIntentCreateParams.Builder asked, Charge charge) {
    asked.addPaymentMethodType("card");
    String token = charge.cardToken();
    if (token != null) {
      asked
          .setConfirm(true)
          .setConfirmationToken(token)
          .setReturnUrl(publicUrl.resolve(charge.returnPath()).toString());
    }
  }

  private static void konbini(PaymentIntentCreateParams.Builder asked, Charge charge) {
    var contact = charge.contact();
    asked
        .addPaymentMethodType("konbini")
        .setConfirm(true)
        .setPaymentMethodData(
            PaymentMethodData.builder()
                .setType(PaymentMethodData.Type.KONBINI)
                .setBillingDetails(
                    PaymentMethodData.BillingDetails.builder()
                        .setName(contact.name())
                        .setEmail(contact.email())
                        .build())
                .build())
        .setPaymentMethodOptions(
            PaymentMethodOptions.builder()
                .setKonbini(
                    PaymentMethodOptions.Konbini.builder()
                        .setConfirmationNumber(contact.phone())
                        .setExpiresAt(charge.giveUpAt().millis() / 1000)
                        .build())
                .build());
  }

  RefundCreateParams refund(Refund refund) {
    var asked =
        RefundCreateParams.builder()
            .setPaymentIntent(refund.reference())
            .setAmount(refund.amount().yen())
            .putMetadata(StripeProvider.ATTEMPT, refund.attemptId())
            .putMetadata(StripeProvider.REFUND, refund.refundId());
    if (refund.method() == PaymentMethod.KONBINI) {
      asked.setInstructionsEmail(refund.contact().email());
    }
    return asked.build();
  }
}
