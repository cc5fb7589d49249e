package live.nigiwai.shop.payment.stripe;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import live.nigiwai.runtime.config.Secret;

/**
 * The shop's account at Stripe. Set the secret key to be paid through it.
 *
 * @param secretKey {@code sk_…} or, better, a restricted key {@code rk_…} for PaymentIntents,
 *     refunds and confirmation tokens
 * @param publishableKey {@code pk_…}; pages show it
 * @param webhookSecret {@code whsec_…} of the endpoint {@code /api/payment/webhooks/stripe}
 * @param webhookSecretBefore the one it replaces, for as long as both are in use
 * @param api where the API is; anything but Stripe's own must be on this machine
 * @param connectTimeout to be connected
 * @param readTimeout to be answered; then the payment is being checked
 * @param webhookTolerance how old a webhook may be
 */
public record StripeConfig(
    Secret secretKey,
    String publishableKey,
    Secret webhookSecret,
    Secret webhookSecretBefore,
    URI api,
    Duration connectTimeout,
    Duration readTimeout,
    Duration webhookTolerance) {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  public StripeConfig {
    if (secretKey.isSet()) {
      if (!publishableKey.startsWith("pk_")) {
        throw new IllegalArgumentException(
            "shop.payment.stripe.publishable-key must start with pk_");
      }
      if (!webhookSecret.isSet()) {
        throw new IllegalArgumentException("shop.payment.stripe.webhook-secret must be set too");
      }
    }
    boolean secure = "https".equals(api.getScheme()) && "api.stripe.com".equals(api.getHost());
    if (!secure && !THIS_MACHINE.contains(String.valueOf(api.getHost()))) {
      throw new IllegalArgumentException("shop.payment.stripe.api must be https://api.stripe.com");
    }
    if (connectTimeout.toMillis() < 100 || readTimeout.toMillis() < 100) {
      throw new IllegalArgumentException("shop.payment.stripe time-outs must be at least 100 ms");
    }
    if (webhookTolerance.toSeconds() < 1 || webhookTolerance.toMinutes() > 10) {
      throw new IllegalArgumentException(
          "shop.payment.stripe.webhook-tolerance must be 1 s to 10 min");
    }
  }

  public static StripeConfig defaults() {
    return new StripeConfig(
        Secret.NONE,
        "",
        Secret.NONE,
        Secret.NONE,
        URI.create("https://api.stripe.com"),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofMinutes(5));
  }

  /** Whether the shop is paid through Stripe. */
  public boolean isSet() {
    return secretKey.isSet();
  }
}
