package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.Fragment;
import live.nigiwai.ingest.media.Sample;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one rung into parts and segments against the plan.
 *
 * <p>A picture's duration is known when the next one arrives, so everything is one picture behind.
 * A part then waits until the sound up to its end is known; sound is cut at the frame nearest to
 * the picture boundary, in absolute time, so errors never add up.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class RungPackager {
  /** Half an AAC frame: the one nearest to the boundary decides. */
  private static final int HALF_FRAME = AacConfig.SAMPLES_PER_FRAME / 2;

  /** Sound without pictures is of no use for longer than this, about 40 s. */
  private static final int SOUND_FRAMES_MAX = 2_000;

  /** A part whose pictures are complete. */
  private record Waiting(List<Fragment.Timed> pictures, long end, boolean endsSegment) {}

  private final String session;
  private final long partTicks;
  private final Consumer<Segment> finished;
  private final Deque<SegmentPlan.Planned> planned = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<AudioFrame> sound = new ArrayDeque<>();
  private int fragments;

  // The picture side, one picture behind what arrived.
  private @Nullable Sample last;
  private long lastDuration;
  private List<Fragment.Timed> pictures = new ArrayList<>();
  private long partTicksSoFar;

  /** Display time minus decoding time at the start of this segment. */
  private long shownAfter;

  // The segment that parts are being added to.
  private SegmentPlan.@Nullable Planned open;
  private String init = "";
  private final List<Segment.Part> parts = new ArrayList<>();
  private Buffer bytes = Buffer.buffer();
  private int pictureCount;

  /** Plans of segments whose pictures have begun, oldest first. */
  private final Deque<SegmentPlan.Planned> begun = new ArrayDeque<>();

  private long axisEnd;

  RungPackager(String session, long partTicks, Consumer<Segment> finished) {
    this.session = session;
    this.partTicks = partTicks;
    this.finished = finished;
  }

  void plan(SegmentPlan.Planned segment) {
    planned.add(segment);
  }

  /** A run begins with a new initialisation segment. */
  void begin(String initFile, long nominalTicks) {
    init = initFile;
    lastDuration = nominalTicks;
  }

  void picture(Sample sample, long soundHorizon) {
    SegmentPlan.Planned next = planned.peek();
    boolean starts = next != null && sample.key() && sample.pts() >= next.start();
    Sample previous = last;
    if (previous == null && !starts) {
      return;
    }
    if (previous != null) {
      // Equal timestamps happen; no sample may last for nothing.
      lastDuration = Math.max(1, sample.dts() - previous.dts());
      append(previous, lastDuration);
      boolean full = partTicksSoFar + lastDuration > partTicks;
      if (starts) {
        closePart(sample.pts(), true);
      } else if (full) {
        closePart(sample.dts() + shownAfter, false);
      }
    }
    if (starts) {
      begun.add(planned.remove());
      shownAfter = sample.pts() - sample.dts();
    }
    last = sample;
    settle(soundHorizon);
  }

  private void append(Sample sample, long duration) {
    pictures.add(new Fragment.Timed(sample, duration));
    partTicksSoFar += duration;
    axisEnd = Math.max(axisEnd, Math.max(sample.dts(), sample.pts()) + duration);
  }

  private void closePart(long end, boolean endsSegment) {
    waiting.add(new Waiting(pictures, end, endsSegment));
    pictures = new ArrayList<>();
    partTicksSoFar = 0;
  }

  void sound(AudioFrame frame) {
    if (sound.size() == SOUND_FRAMES_MAX) {
      sound.remove();
    }
    sound.add(frame);
  }

  /** Builds every part whose sound is known. */
  void settle(long soundHorizon) {
    while (!waiting.isEmpty()
        && AudioFrame.samples(waiting.element().end()) + HALF_FRAME <= soundHorizon) {
      build(waiting.remove());
    }
  }

  private void build(Waiting part) {
    if (open == null) {
      open = begun.remove();
      // Only a run's first segment finds any: what was heard before its first picture.
      long earliest = AudioFrame.samples(open.start());
      while (!sound.isEmpty() && sound.element().position() + HALF_FRAME < earliest) {
        sound.remove();
      }
    }
    List<AudioFrame> heard = new ArrayList<>();
    long soundEnd = AudioFrame.samples(part.end());
    while (!sound.isEmpty() && sound.element().position() + HALF_FRAME < soundEnd) {
      heard.add(sound.remove());
    }
    byte[] fragment = Fragment.write(++fragments, part.pictures(), heard);
    long ticks = part.pictures().stream().mapToLong(Fragment.Timed::duration).sum();
    boolean independent = part.pictures().getFirst().sample().key();
    parts.add(new Segment.Part(bytes.length(), fragment.length, ticks, independent));
    bytes.appendBytes(fragment);
    pictureCount += part.pictures().size();
    if (part.endsSegment()) {
      closeSegment(open, part.end());
    }
  }

  private void closeSegment(SegmentPlan.Planned plan, long end) {
    Segment segment =
        new Segment(plan, file(plan), init, end - plan.start(), pictureCount, parts, bytes);
    open = null;
    parts.clear();
    bytes = Buffer.buffer();
    pictureCount = 0;
    finished.accept(segment);
  }

  private String file(SegmentPlan.Planned plan) {
    return session + "-" + plan.number() + ".m4s";
  }

  /**
   * The run ends: the last picture lasts as long as the one before it, what is there is finished,
   * and a segment this rung never began becomes a gap, so that numbers stay aligned.
   *
   * @param runEnd where the longest rung ended
   */
  void end(long runEnd) {
    Sample previous = last;
    if (previous != null) {
      append(previous, lastDuration);
      SegmentPlan.Planned current = begun.isEmpty() ? open : begun.getLast();
      long end = Math.max(previous.dts() + lastDuration + shownAfter, runEnd);
      if (current != null) {
        closePart(Math.max(end, current.start() + 1), true);
      }
    }
    settle(Long.MAX_VALUE);
    while (!planned.isEmpty()) {
      SegmentPlan.Planned missed = planned.remove();
      SegmentPlan.Planned after = planned.peek();
      long end = Math.max(missed.start() + 1, after != null ? after.start() : runEnd);
      finished.accept(
          new Segment(missed, file(missed), init, end - missed.start(), 0, List.of(), null));
    }
    last = null;
    pictures = new ArrayList<>();
    partTicksSoFar = 0;
    sound.clear();
  }

  /** Display time up to which this rung's pictures reach if it ended now. */
  long endIfEndedNow() {
    return last == null ? 0 : last.dts() + lastDuration + shownAfter;
  }

  /** No later run may start before this. */
  long axisEnd() {
    return axisEnd;
  }
}
