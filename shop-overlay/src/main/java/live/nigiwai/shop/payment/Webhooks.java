package live.nigiwai.shop.payment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one provider's webhooks are read. */
public interface Webhooks {
  /** The header that carries its signature. */
  String signatureHeader();

  /**
   * What a genuine webhook says; empty for a forged, an old or an unreadable one.
   *
   * @param body as it came, byte for byte
   */
  Optional<Hint> read(byte[] body, @Nullable String signature);

  /**
   * Something happened to a payment; what, only the provider's answer tells.
   *
   * @param eventId the provider's, the same whenever it is sent again
   * @param attemptId ours; null where the event is about nothing of ours
   */
  record Hint(String eventId, String kind, @Nullable String attemptId) {}
}
