package live.nigiwai.ingest.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Fragment;
import live.nigiwai.ingest.media.Sample;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one rung into parts and segments against the plan.
 *
 * <p>A picture's duration is known when the next one arrives, so everything is one picture behind.
 * A part then waits until the sound up to its end is known ({@link SoundQueue}).
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class RungPackager implements Packager {
  /** Milliseconds round, and encoders count them differently in display and decoding time. */
  private static final long TOLERANCE_TICKS = 6 * Sample.TICKS_PER_MILLI;

  private static final long PICTURE_TICKS_USUAL = 110 * Sample.TICKS_PER_MILLI;

  /** A part whose pictures are complete. */
  private record Waiting(List<Fragment.Timed> pictures, long end, boolean endsSegment) {}

  private final long longest;
  private final Output output;
  private final Deque<SegmentPlan.Planned> planned = new ArrayDeque<>();
  private final Deque<Long> partStarts = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final SoundQueue sound = new SoundQueue();
  private int fragments;

  /** What takes the place of parts while this rung is suspended. */
  private @Nullable GapParts gaps;

  // The picture side, one picture behind what arrived.
  private @Nullable Sample last;
  private long lastDuration;
  private List<Fragment.Timed> pictures = new ArrayList<>();
  private long picturesFrom;

  /** Display time minus decoding time at the start of this segment. */
  private long shownAfter;

  // The segment that parts are being added to.
  private SegmentPlan.@Nullable Planned open;
  private String init = "";
  private byte[] parameterSets = {};
  private long partStart;
  private final List<Part> parts = new ArrayList<>();
  private int pictureCount;

  /** Plans of segments whose pictures have begun, oldest first. */
  private final Deque<SegmentPlan.Planned> begun = new ArrayDeque<>();

  private long axisEnd;
  private long decodedUntil;

  /**
   * @param longest PART-TARGET in ticks
   */
  RungPackager(long longest, Output output) {
    this.longest = longest;
    this.output = output;
  }

  @Override
  public void plan(SegmentPlan.Planned segment) {
    if (gaps == null) {
      planned.add(segment);
    } else {
      gaps.segment(segment, init);
    }
  }

  @Override
  public void partStarts(long position) {
    if (gaps == null) {
      partStarts.add(position);
    } else {
      gaps.part(position);
    }
  }

  /** This rung shows nothing from {@code position} on; what was begun is finished there. */
  void suspend(long position) {
    end(position);
    gaps = new GapParts(output);
  }

  /** From {@code position} on, where a segment is about to start, it shows something again. */
  void resume(long position) {
    if (gaps != null) {
      gaps.end(position);
      gaps = null;
    }
  }

  boolean suspended() {
    return gaps != null;
  }

  /** A run begins with a new initialisation segment. */
  void begin(String initFile, AvcConfig config, long nominalTicks) {
    init = initFile;
    lastDuration = nominalTicks;
    parameterSets = config.inBand();
  }

  /**
   * The parameter sets stand in front of a run's first picture too: some readers, FFmpeg's among
   * them, do not hand a changed initialisation segment on to their decoder.
   */
  private Sample firstOfRun(Sample sample) {
    byte[] data = Arrays.copyOf(parameterSets, parameterSets.length + sample.data().length);
    System.arraycopy(sample.data(), 0, data, parameterSets.length, sample.data().length);
    // Milliseconds round: the run before may have ended a moment later than this one begins.
    long dts = Math.max(sample.dts(), decodedUntil);
    return new Sample(dts, sample.pts(), sample.key(), data);
  }

  void picture(Sample arrived, long soundHorizon) {
    if (gaps != null) {
      return;
    }
    Sample sample = arrived;
    SegmentPlan.Planned next = planned.peek();
    boolean starts = next != null && sample.key() && sample.pts() >= next.start();
    Sample previous = last;
    if (previous == null && !starts) {
      return;
    }
    if (previous == null) {
      sample = firstOfRun(arrived);
    } else {
      // Equal timestamps happen; no sample may last for nothing.
      lastDuration = Math.max(1, sample.dts() - previous.dts());
      append(previous, lastDuration);
      cutParts(previous, starts ? sample.pts() : position(sample));
      if (starts) {
        closePart(sample.pts(), true);
      }
    }
    if (starts) {
      begun.add(planned.remove());
      shownAfter = sample.pts() - sample.dts();
      picturesFrom = sample.pts();
      dropPartStarts(sample.pts());
    }
    last = sample;
    settle(soundHorizon);
  }

  /** Closes the parts that end before {@code until}; the newest picture may begin one of them. */
  private void cutParts(Sample newest, long until) {
    long tolerance = Math.min(lastDuration / 4, TOLERANCE_TICKS);
    long at = position(newest);
    while (!partStarts.isEmpty() && partStarts.element() <= until + tolerance) {
      long start = partStarts.remove();
      if (start <= at + tolerance && pictures.size() > 1) {
        Fragment.Timed begins = pictures.removeLast();
        closePart(at, false);
        pictures.add(begins);
      } else if (start > at + tolerance) {
        // Only a picture that stands unusually long is cut through.
        closePart(lastDuration <= PICTURE_TICKS_USUAL ? until : start, false);
      }
    }
  }

  private void dropPartStarts(long until) {
    while (!partStarts.isEmpty() && partStarts.element() <= until) {
      partStarts.remove();
    }
  }

  private long position(Sample sample) {
    return sample.dts() + shownAfter;
  }

  /** A run's last picture lasts as long as the one before, but for what milliseconds round. */
  private long lastOfRun() {
    return Math.max(1, lastDuration - Sample.TICKS_PER_MILLI);
  }

  private void append(Sample sample, long duration) {
    pictures.add(new Fragment.Timed(sample, duration));
    decodedUntil = Math.max(decodedUntil, sample.dts() + duration);
    axisEnd = Math.max(axisEnd, Math.max(sample.dts(), sample.pts()) + duration);
  }

  private void closePart(long end, boolean endsSegment) {
    waiting.add(new Waiting(pictures, end, endsSegment));
    pictures = new ArrayList<>();
    picturesFrom = end;
  }

  @Override
  public void sound(AudioFrame frame) {
    sound.add(frame);
  }

  @Override
  public void settle(long soundHorizon) {
    while (!waiting.isEmpty() && SoundQueue.complete(waiting.element().end(), soundHorizon)) {
      build(waiting.remove());
    }
  }

  boolean awaitsSound() {
    return !waiting.isEmpty();
  }

  private void build(Waiting part) {
    SegmentPlan.Planned segment = open;
    if (segment == null) {
      segment = begun.remove();
      open = segment;
      partStart = segment.start();
      // Only a run's first segment finds any: what was heard before its first picture.
      sound.until(segment.start());
    }
    List<AudioFrame> heard = sound.until(part.end());
    if (!part.pictures().isEmpty() || !heard.isEmpty()) {
      byte[] bytes = Fragment.write(++fragments, part.pictures(), heard);
      boolean independent = !part.pictures().isEmpty() && part.pictures().getFirst().sample().key();
      Part built = Part.of(bytes, Math.max(1, part.end() - partStart), independent);
      partStart = part.end();
      parts.add(built);
      pictureCount += part.pictures().size();
      output.part(segment, init, built, part.endsSegment());
    }
    if (part.endsSegment()) {
      closeSegment(segment, part.end());
    }
  }

  private void closeSegment(SegmentPlan.Planned plan, long end) {
    Segment segment = Packager.joined(plan, init, end - plan.start(), pictureCount, parts);
    open = null;
    parts.clear();
    pictureCount = 0;
    output.segment(segment);
  }

  @Override
  public void end(long runEnd) {
    resume(runEnd);
    Sample previous = last;
    if (previous != null) {
      long last = position(previous);
      long end = Math.max(last + lastOfRun(), runEnd);
      SegmentPlan.Planned current = begun.isEmpty() ? open : begun.getLast();
      // It stands until every rung has ended.
      append(previous, end - last);
      cutParts(previous, last);
      while (current != null && end - picturesFrom > longest) {
        closePart(picturesFrom + longest, false);
      }
      if (current != null) {
        closePart(Math.max(end, current.start() + 1), true);
      }
    }
    settle(Long.MAX_VALUE);
    while (!planned.isEmpty()) {
      SegmentPlan.Planned missed = planned.remove();
      SegmentPlan.Planned after = planned.peek();
      long end = Math.max(missed.start() + 1, after != null ? after.start() : runEnd);
      output.segment(Segment.gap(missed, init, end - missed.start(), List.of()));
    }
    last = null;
    pictures = new ArrayList<>();
    partStarts.clear();
    sound.clear();
  }

  @Override
  public long endIfEndedNow() {
    return last == null ? 0 : position(last) + lastOfRun();
  }

  @Override
  public long axisEnd() {
    return axisEnd;
  }
}
