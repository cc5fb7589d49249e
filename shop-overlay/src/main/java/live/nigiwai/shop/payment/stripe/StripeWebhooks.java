package live.nigiwai.shop.payment.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.shop.payment.WebhookSignature;
import live.nigiwai.shop.payment.Webhooks;
import live.nigiwai.show.ShowClock;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's webhooks: the event's id, and the attempt named by the metadata we gave its object. No
 * more is read of it, so that another version of their API, which the account may be set to, does
 * not matter.
 */
public final class StripeWebhooks implements Webhooks {
  private static final int ID_LENGTH_MAX = 255;

  /** After which an attempt or a refund may stand elsewhere than before. */
  private static final Set<String> KINDS =
      Set.of(
          "payment_intent.succeeded",
          "payment_intent.payment_failed",
          "payment_intent.canceled",
          "payment_intent.requires_action",
          "charge.refunded",
          "charge.refund.updated",
          "refund.updated",
          "refund.failed");

  private final WebhookSignature signature;

  public StripeWebhooks(StripeConfig config, ShowClock clock) {
    this.signature =
        new WebhookSignature(
            List.of(config.webhookSecret().value(), config.webhookSecretBefore().value()),
            config.webhookTolerance(),
            clock);
  }

  @Override
  public String signatureHeader() {
    return "Stripe-Signature";
  }

  @Override
  public Optional<Hint> read(byte[] body, @Nullable String header) {
    if (!signature.isGenuine(body, header)) {
      return Optional.empty();
    }
    JsonNode event;
    try {
      event = Json.tree(new String(body, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
    String id = event.path("id").asText();
    String kind = event.path("type").asText();
    String attempt = event.at("/data/object/metadata/" + StripeProvider.ATTEMPT).asText();
    boolean matters = KINDS.contains(kind) && !attempt.isEmpty();
    boolean fits = !id.isEmpty() && id.length() <= ID_LENGTH_MAX && kind.length() <= ID_LENGTH_MAX;
    return fits ? Optional.of(new Hint(id, kind, matters ? attempt : null)) : Optional.empty();
  }
}
