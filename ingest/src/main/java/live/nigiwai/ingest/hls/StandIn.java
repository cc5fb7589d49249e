package live.nigiwai.ingest.hls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.ingest.transcode.StillReel;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a show's lists growing with the slate while nobody publishes.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class StandIn {
  /**
   * How far the slate stays behind the clock. What a publisher filmed while it connected has its
   * place there; a slate up to the last moment would push it back, and with it all that follows.
   */
  private static final long BEHIND_TICKS = 150L * Sample.TICKS_PER_MILLI;

  private final MediaConfig config;
  private final IngestMeters meters;
  private final Slate slate;
  private final Ladder ladder;
  private final SegmentPlan plan;
  private final PartPlan partPlan;
  private final Supplier<SoundLine> sounds;
  private final BiConsumer<Optional<SegmentPlan.Planned>, Sample> planned;
  private @Nullable SlateRun run;
  private long sinceMillis;

  /**
   * @param planned told of each picture whether a segment starts with it
   */
  StandIn(
      MediaConfig config,
      IngestMeters meters,
      Slate slate,
      Ladder ladder,
      SegmentPlan plan,
      PartPlan partPlan,
      Supplier<SoundLine> sounds,
      BiConsumer<Optional<SegmentPlan.Planned>, Sample> planned) {
    this.config = config;
    this.meters = meters;
    this.slate = slate;
    this.ladder = ladder;
    this.plan = plan;
    this.partPlan = partPlan;
    this.sounds = sounds;
    this.planned = planned;
  }

  boolean stands() {
    return run != null;
  }

  /** Begins where it is due: a moment behind the last picture. */
  void beginIfDue(long nowMillis) {
    long now = ShowAxis.ticks(new ShowTime(nowMillis));
    long after = config.breaks().slateAfter().toMillis() * Sample.TICKS_PER_MILLI;
    if (run != null || now <= ladder.axisEnd() + after) {
      return;
    }
    sinceMillis = nowMillis;
    Map<String, StillReel> reels = new LinkedHashMap<>();
    for (Rung rung : config.ladder()) {
      reels.put(rung.name(), slate.reel(rung));
    }
    long frameTicks = Sample.TICKS_PER_SECOND / Slate.FRAMES_PER_SECOND;
    plan.newRun(false, frameTicks, true);
    partPlan.newRun(frameTicks, false);
    reels.forEach((rung, reel) -> ladder.begin(rung, reel.config(), frameTicks));
    ladder.beginSound();
    run = new SlateRun(reels, sounds.get(), Math.max(ladder.axisEnd(), now - BEHIND_TICKS));
    meters.slate();
  }

  /** Shows what is due. False where it has stood for as long as it may. */
  boolean advance(long nowMillis) {
    SlateRun standing = run;
    if (standing == null) {
      return true;
    }
    if (nowMillis - sinceMillis > config.breaks().slateMax().toMillis()) {
      return false;
    }
    standing.advance(
        ShowAxis.ticks(new ShowTime(nowMillis)) - BEHIND_TICKS,
        (pictures, any) -> show(standing, pictures, any));
    ladder.settle(standing.sound().horizon());
    return true;
  }

  private void show(SlateRun standing, Map<String, Sample> pictures, Sample any) {
    planned.accept(plan.picture(any.pts(), any.key()), any);
    long horizon = standing.sound().horizon();
    pictures.forEach((rung, sample) -> ladder.picture(rung, sample, horizon));
  }

  /** The publisher is back, or the show is over. */
  void end() {
    SlateRun standing = run;
    if (standing != null) {
      standing.sound().reach(AudioFrame.samples(ladder.runEnd()));
      ladder.end();
      standing.sound().close();
      run = null;
    }
  }
}
