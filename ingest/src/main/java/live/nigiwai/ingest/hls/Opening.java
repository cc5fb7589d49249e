package live.nigiwai.ingest.hls;

import java.util.ArrayList;
import java.util.List;

/**
 * The first moment of a publish, held back until it shows how old its first picture was when it
 * came: encoders gather pictures while they connect and send them in one burst. Only what comes
 * behind the burst is as new as it can be, and tells the time of all.
 *
 * <p><b>Limit</b>: held is what comes within {@link #MILLIS}, and no more than {@link
 * #MEDIA_MILLIS_MAX} of it: who sends more in that time does not send live, and is taken as it
 * comes.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Opening<M> {
  private static final long MILLIS = 150;
  private static final long MEDIA_MILLIS_MAX = 1_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final List<M> held = new ArrayList<>();
  private boolean holding = true;
  private boolean live = true;
  private long firstWire;
  private long firstArrived = NEVER;
  private long quickest = Long.MAX_VALUE;

  /** Whether what comes is still held back. */
  boolean holds() {
    return holding;
  }

  /** Whether the first picture has come. */
  boolean begun() {
    return firstArrived != NEVER;
  }

  void hold(M message) {
    held.add(message);
  }

  /** A picture came; its decoding time in milliseconds of 32 bits. */
  void picture(long wireMillis, long arrivedMillis) {
    if (firstArrived == NEVER) {
      firstArrived = arrivedMillis;
      firstWire = wireMillis;
    }
    quickest = Math.min(quickest, arrivedMillis - sinceFirst(wireMillis));
    live &= sinceFirst(wireMillis) <= MEDIA_MILLIS_MAX;
  }

  boolean due(long nowMillis) {
    return holding && firstArrived != NEVER && (!live || nowMillis - firstArrived >= MILLIS);
  }

  /** Everything held, in order; nothing is held any more. */
  List<M> release() {
    holding = false;
    List<M> all = List.copyOf(held);
    held.clear();
    return all;
  }

  /** The publish is over already: nobody knows how late it was. */
  void giveUp() {
    live = false;
  }

  /** By how much this picture came later than it could have. */
  long late(long wireMillis, long arrivedMillis) {
    return live && firstArrived != NEVER
        ? Math.clamp(arrivedMillis - sinceFirst(wireMillis) - quickest, 0, MEDIA_MILLIS_MAX)
        : 0;
  }

  private long sinceFirst(long wireMillis) {
    return (int) (wireMillis - firstWire);
  }
}
