package live.nigiwai.ingest.hls;

import java.util.List;
import live.nigiwai.ingest.transcode.Pace;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.ingest.transcode.Transcoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the top rung away and brings it back as the transcoder's pace says, where segments start,
 * in the transcoder and in the list at the same picture.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class RungPacer {
  private static final Logger log = LoggerFactory.getLogger(RungPacer.class);

  private final String name;
  private final Ladder ladder;
  private final IngestMeters meters;
  private final PartPlan partPlan;
  private boolean thinned;
  private Pace pace = Pace.FULL;

  RungPacer(String name, Ladder ladder, PartPlan partPlan, IngestMeters meters) {
    this.partPlan = partPlan;
    this.name = name;
    this.ladder = ladder;
    this.meters = meters;
  }

  /**
   * A run begins with everything.
   *
   * @param thinnedAnyway whether a rung has fewer pictures than the source by its own limit
   */
  void newRun(long frameTicks, boolean thinnedAnyway) {
    thinned = thinnedAnyway;
    partPlan.newRun(frameTicks, thinnedAnyway);
    if (pace != Pace.FULL) {
      changed(Pace.FULL);
    }
  }

  void changed(Pace now) {
    log.warn("{}: encoding goes on at {}", name, now);
    pace = now;
    meters.paced(now);
    partPlan.thinned(thinned || now != Pace.FULL);
  }

  /** A segment is about to start; the smallest rung always stays. */
  void segment(Transcoder transcoder, List<Rung> encoded, long start) {
    if (encoded.size() < 2) {
      return;
    }
    String top = encoded.getFirst().name();
    boolean without = pace == Pace.WITHOUT_TOP;
    if (without && !ladder.suspended(top)) {
      log.warn("{}: the encoders cannot keep up, {} is suspended", name, top);
      transcoder.suspend(top, start);
      ladder.suspend(top, start);
    } else if (!without && ladder.suspended(top)) {
      log.info("{}: {} is encoded again", name, top);
      transcoder.resume(top, start);
      ladder.resume(top, start);
    }
  }
}
