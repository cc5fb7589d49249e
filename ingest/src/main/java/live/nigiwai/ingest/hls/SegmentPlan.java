package live.nigiwai.ingest.hls;

import java.util.ArrayList;
import java.util.List;
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
   * @param stem what its files' names begin with: the session that made it, and the number
   * @param slate whether it stands in for a publisher who is gone
   */
  record Planned(long number, long discontinuity, long start, String stem, boolean slate) {}

  private final String session;
  private final long targetTicks;
  private long nextNumber;
  private long nextDiscontinuity;
  private boolean running;
  private boolean anyPicture;
  private boolean slate;
  private long start;
  private long newest;
  private long frameTicks;

  SegmentPlan(String session, long targetTicks, ShowTime now) {
    this.session = session;
    this.targetTicks = targetTicks;
    this.nextNumber = ShowAxis.firstMediaSequence(now);
    this.nextDiscontinuity = ShowAxis.firstDiscontinuity(now);
  }

  /** Goes on behind what an earlier process made, whatever the clock says. */
  void continueAfter(Planned last) {
    nextNumber = last.number() + 1;
    nextDiscontinuity = last.discontinuity();
  }

  /**
   * What was never there: so many segments before the run that is about to start, so that a list
   * with nothing but parts can be read by players that want to see segments.
   */
  List<Planned> before(long start, int count) {
    List<Planned> missing = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      missing.add(planned(nextNumber++, nextDiscontinuity + 1, start - i * targetTicks));
    }
    return missing;
  }

  private Planned planned(long number, long discontinuity, long at) {
    return new Planned(number, discontinuity, at, session + "-" + number, slate);
  }

  /** The next picture that can start a segment starts a run. */
  void newRun(boolean anyPicture, long frameTicks, boolean slate) {
    this.anyPicture = anyPicture;
    this.slate = slate;
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
    return Optional.of(planned(nextNumber++, nextDiscontinuity, pts));
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
