package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.Rung;
import org.jspecify.annotations.Nullable;

/**
 * All rungs of a show, each with its packager and its window, cut by one plan and shown together.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Ladder {
  private final class Step {
    final SegmentWindow window;
    final RungPackager packager;
    long newest = -1;

    Step(Rung rung, String session, MediaConfig.Segments limits) {
      window = new SegmentWindow(rung, session, limits);
      packager =
          new RungPackager(
              session, limits.part().toMillis() * Sample.TICKS_PER_MILLI, this::finished);
    }

    private void finished(Segment segment) {
      window.add(segment);
      newest = segment.plan().number();
      meters.segment(window.rung().name(), segment.gap());
      publish(this);
    }
  }

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final IngestMeters meters;
  private final Consumer<Presentation> shown;
  private final LongConsumer playable;
  private Presentation current = Presentation.NOTHING;
  private long playableNumber = -1;

  /**
   * @param shown takes what viewers are served from now on
   * @param playable told the number of each segment that every rung has
   */
  Ladder(
      MediaConfig config,
      String session,
      IngestMeters meters,
      Consumer<Presentation> shown,
      LongConsumer playable) {
    this.meters = meters;
    this.shown = shown;
    this.playable = playable;
    for (Rung rung : config.ladder()) {
      steps.put(rung.name(), new Step(rung, session, config.segments()));
    }
  }

  void plan(SegmentPlan.Planned segment) {
    steps.values().forEach(step -> step.packager.plan(segment));
  }

  /** A rung has the configuration of its coming run. */
  void begin(String rung, AvcConfig config, long nominalTicks) {
    Step step = step(rung);
    step.packager.begin(step.window.openRun(config), nominalTicks);
  }

  void picture(String rung, Sample sample, long soundHorizon) {
    step(rung).packager.picture(sample, soundHorizon);
  }

  void sound(AudioFrame frame) {
    steps.values().forEach(step -> step.packager.sound(frame));
  }

  void settle(long soundHorizon) {
    steps.values().forEach(step -> step.packager.settle(soundHorizon));
  }

  /** Finishes what every rung has, at one common end. */
  void end() {
    long runEnd = runEnd();
    steps.values().forEach(step -> step.packager.end(runEnd));
  }

  /** Where the run ends in the rung that reaches furthest. */
  long runEnd() {
    return steps.values().stream().mapToLong(s -> s.packager.endIfEndedNow()).max().orElse(0);
  }

  /** No later picture may lie before this. */
  long axisEnd() {
    return steps.values().stream().mapToLong(s -> s.packager.axisEnd()).max().orElse(0);
  }

  private void publish(Step changed) {
    Map<String, SegmentWindow.Snapshot> rungs = new HashMap<>(current.rungs());
    rungs.put(changed.window.rung().name(), changed.window.snapshot());
    current = new Presentation(multivariant(), rungs);
    shown.accept(current);
    long everywhere = steps.values().stream().mapToLong(s -> s.newest).min().orElse(-1);
    if (everywhere > playableNumber) {
      playableNumber = everywhere;
      playable.accept(everywhere);
    }
  }

  private @Nullable Buffer multivariant() {
    List<PlaylistText.Variant> variants = new ArrayList<>();
    for (Step step : steps.values()) {
      Optional<PlaylistText.Variant> variant = step.window.variant();
      if (variant.isEmpty()) {
        return current.multivariant();
      }
      variants.add(variant.get());
    }
    return Buffer.buffer(PlaylistText.multivariant(variants));
  }

  private Step step(String rung) {
    Step step = steps.get(rung);
    if (step == null) {
      throw new IllegalArgumentException("no rung is called " + rung);
    }
    return step;
  }
}
