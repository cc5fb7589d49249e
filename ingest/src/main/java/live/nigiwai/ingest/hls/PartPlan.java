package live.nigiwai.ingest.hls;

import java.util.function.LongConsumer;

/**
 * Decides where parts start, once for all rungs, in display time.
 *
 * <p>A part ends before the picture that would make it longer than promised. How long a picture
 * lasts is known when the next one comes; until then it is taken to last as long as the one before
 * it, so that a part can be closed without waiting for a picture too many. A picture that stands
 * for longer than a part may last is followed by parts without pictures, which carry the sound.
 */
final class PartPlan {
  private final long longest;
  private final LongConsumer starts;
  private long slack;
  private long partStart;
  private long newest;
  private long nominal;

  /**
   * @param longest PART-TARGET in ticks
   * @param starts told where each part but a segment's first begins
   */
  PartPlan(long longest, LongConsumer starts) {
    this.longest = longest;
    this.starts = starts;
  }

  /**
   * @param frameTicks how long pictures last
   * @param thinned whether a rung leaves pictures out: its parts may then start one picture later
   */
  void newRun(long frameTicks, boolean thinned) {
    nominal = frameTicks;
    slack = thinned ? frameTicks : 0;
    newest = Long.MIN_VALUE;
  }

  /** From now on a rung leaves pictures out, or no longer. */
  void thinned(boolean thinned) {
    slack = thinned ? nominal : 0;
  }

  /** A segment, and with it a part, starts here. */
  void segment(long position) {
    partStart = position;
    newest = position;
  }

  /** A picture that starts no segment is decoded here, in display time. */
  void picture(long position) {
    if (newest == Long.MIN_VALUE || position <= newest) {
      return;
    }
    nominal = position - newest;
    long limit = longest - slack;
    if (newest > partStart && position - partStart > limit) {
      start(newest);
    }
    while (position - partStart > limit) {
      start(partStart + limit);
    }
    if (position > partStart && position + nominal - partStart > limit) {
      start(position);
    }
    newest = position;
  }

  private void start(long position) {
    partStart = position;
    starts.accept(position);
  }
}
