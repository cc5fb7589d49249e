package live.nigiwai.shop.payment.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.shop.payment.WebhookSignature;
import live.nigiwai.shop.payment.Webhooks;
import live.nigiwai.show.ShowClock;
import org.jspecify.annotations.Nullable;

/** The simulator's webhooks, read as carefully as real ones. */
final class SimulatedWebhooks implements Webhooks {
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final WebhookSignature signature;

  SimulatedWebhooks(String secret, ShowClock clock) {
    this.signature = new WebhookSignature(List.of(secret), TOLERANCE, clock);
  }

  @Override
  public String signatureHeader() {
    return "Simulator-Signature";
  }

  @Override
  public Optional<Hint> read(byte[] body, @Nullable String header) {
    if (!signature.isGenuine(body, header)) {
      return Optional.empty();
    }
    try {
      var said = Json.mapper().readValue(body, SimulatedPost.Body.class);
      return Optional.of(new Hint(said.id(), said.kind(), said.attempt()));
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    } catch (IOException impossible) {
      return Optional.empty();
    }
  }
}
