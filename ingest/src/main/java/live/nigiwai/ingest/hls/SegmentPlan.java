package live.nigiwai.ingest.hls;

import java.util.Optional;
import live.nigiwai.show.ShowTime;

/**
 * Decides where segments start, once for all rungs, in display time.
 *
 * <p>A <i>run</i> is what lies between two discontinuities. Numbers are given out only to what
 * starts, so a run that never shows a picture costs none.
 */
final class SegmentPlan {
  /**
   * One segment to come.
   *
   * @param number its media sequence number
   * @param discontinuity its discontinuity sequence number
   * @param start display time of its first picture
   */
  record Planned(long number, long discontinuity, long start) {}

  private final long targetTicks;
  private long nextNumber;
  private long nextDiscontinuity;
  private boolean running;
  private boolean anyPicture;
  private long start;
  private long newest;
  private long frameTicks;

  SegmentPlan(long targetTicks, ShowTime now) {
    this.targetTicks = targetTicks;
    this.nextNumber = ShowAxis.firstMediaSequence(now);
    this.nextDiscontinuity = ShowAxis.firstDiscontinuity(now);
  }

  /** The next picture that can start a segment starts a run. */
  void newRun(boolean anyPicture, long frameTicks) {
    this.anyPicture = anyPicture;
    this.frameTicks = frameTicks;
    running = false;
  }

  /**
   * Looks at one picture, in decoding order.
   *
   * <p>Where every rung is encoded any picture can be made to start a segment, if no earlier one is
   * shown after it; where the source is handed on, only its own IDR pictures can.
   */
  Optional<Planned> picture(long pts, boolean idr) {
    boolean possible = anyPicture && running ? pts > newest : idr || anyPicture;
    newest = running ? Math.max(newest, pts) : pts;
    if (!possible) {
      return Optional.empty();
    }
    // Half a frame early is on time: milliseconds round.
    if (running && pts < start + targetTicks - frameTicks / 2) {
      return Optional.empty();
    }
    if (!running) {
      running = true;
      nextDiscontinuity++;
    }
    start = pts;
    return Optional.of(new Planned(nextNumber++, nextDiscontinuity, pts));
  }

  /** How long the current segment is if it ends before {@code pts}. */
  long lengthUntil(long pts) {
    return pts - start;
  }

  /** Whether no picture so far is shown later. */
  boolean isNewest(long pts) {
    return pts >= newest;
  }

  boolean running() {
    return running;
  }
}
