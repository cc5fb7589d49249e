package live.nigiwai.relay.moderation;

import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody may no longer come, speak, or be seen.
 *
 * @param show null for every show of the company
 * @param account the viewer's id
 * @param device empty where the device is not meant
 * @param network empty where the address is not meant
 * @param untilMillis null until it is lifted
 */
public record Sanction(
    String id,
    @Nullable ShowId show,
    Kind kind,
    String account,
    String device,
    String network,
    @Nullable Long untilMillis) {

  /** Strictest first. */
  public enum Kind {
    BAN,
    MUTE,
    SHADOW
  }

  boolean holds(ShowId where, long nowMillis) {
    return (show == null || show.equals(where)) && (untilMillis == null || untilMillis > nowMillis);
  }

  Sanction as(String otherId) {
    return new Sanction(otherId, show, kind, account, device, network, untilMillis);
  }

  /** Whether it ends later than another. */
  boolean outlasts(Sanction other) {
    return other.untilMillis != null && (untilMillis == null || untilMillis > other.untilMillis);
  }

  /** How long it still lasts; 0 where it has no end. */
  long leftMillis(long nowMillis) {
    return untilMillis == null ? 0 : Math.max(1, untilMillis - nowMillis);
  }
}
