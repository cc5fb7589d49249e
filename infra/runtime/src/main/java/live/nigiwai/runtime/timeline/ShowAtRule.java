package live.nigiwai.runtime.timeline;

import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * When an entry is due on the viewer's picture: the moment its actor was looking at, believed only
 * within a window before now, and for entries shown in step never before the one ahead of it, so
 * that offset order is display order even with two producers at different delays.
 *
 * <p>Only entries in step raise that floor: a comment by someone whose picture does not play must
 * not delay everyone's next card.
 */
record ShowAtRule(long mediaDelayMillisMax) {
  ShowTime decide(ShowTime at, @Nullable ShowTime mediaAt, boolean inStep, ShowTime lastInStep) {
    var seen = mediaAt == null ? at : mediaAt.clamp(at.plusMillis(-mediaDelayMillisMax), at);
    return inStep ? seen.orLater(lastInStep) : seen;
  }
}
