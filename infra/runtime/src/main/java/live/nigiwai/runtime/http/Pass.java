package live.nigiwai.runtime.http;

import java.time.Instant;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * A join token that was found genuine: the merchant's shop vouches for this viewer for a while.
 *
 * @param show the only show it opens; null where it opens all
 * @param from when it was issued; a revocation ends those issued before it
 * @param until when it ends
 */
public record Pass(Visitor visitor, @Nullable ShowId show, Instant from, Instant until) {
  /** Whether it can still be used. */
  public enum Standing {
    GOOD,
    OVER,
    REVOKED
  }

  public boolean opens(ShowId asked) {
    return show == null || show.equals(asked);
  }
}
