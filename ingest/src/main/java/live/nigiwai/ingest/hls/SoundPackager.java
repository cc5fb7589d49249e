package live.nigiwai.ingest.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.Fragment;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the sound alone, for viewers who can carry no picture, where the pictures are cut.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class SoundPackager implements Packager {
  /** A part or, with a plan, a segment starts at {@code position}. */
  private record Cut(long position, SegmentPlan.@Nullable Planned segment) {}

  private final Output output;
  private final Deque<Cut> cuts = new ArrayDeque<>();
  private final SoundQueue sound = new SoundQueue();
  private final List<Part> parts = new ArrayList<>();
  private SegmentPlan.@Nullable Planned open;
  private String init = "";
  private int fragments;
  private long partStart;
  private long axisEnd;

  SoundPackager(Output output) {
    this.output = output;
  }

  void begin(String initFile) {
    init = initFile;
  }

  @Override
  public void plan(SegmentPlan.Planned segment) {
    cuts.add(new Cut(segment.start(), segment));
  }

  @Override
  public void partStarts(long position) {
    cuts.add(new Cut(position, null));
  }

  @Override
  public void sound(AudioFrame frame) {
    sound.add(frame);
  }

  @Override
  public void settle(long soundHorizon) {
    while (!cuts.isEmpty() && SoundQueue.complete(cuts.element().position(), soundHorizon)) {
      Cut cut = cuts.remove();
      cut(cut.position(), cut.segment() != null);
      if (cut.segment() != null) {
        open = cut.segment();
        partStart = cut.position();
      }
    }
  }

  private void cut(long end, boolean endsSegment) {
    List<AudioFrame> heard = sound.until(end);
    SegmentPlan.Planned segment = open;
    if (segment == null) {
      return;
    }
    if (!heard.isEmpty()) {
      byte[] bytes = Fragment.write(++fragments, List.of(), heard);
      Part part = Part.of(bytes, Math.max(1, end - partStart), true);
      partStart = end;
      parts.add(part);
      output.part(segment, init, part, endsSegment);
    }
    if (endsSegment) {
      Segment finished = Packager.joined(segment, init, end - segment.start(), 0, parts);
      open = null;
      parts.clear();
      axisEnd = Math.max(axisEnd, end);
      output.segment(finished);
    }
  }

  @Override
  public void end(long runEnd) {
    settle(Long.MAX_VALUE);
    SegmentPlan.Planned segment = open;
    if (segment != null) {
      cut(Math.max(runEnd, segment.start() + 1), true);
    }
    sound.clear();
  }

  /** The pictures decide where a run ends. */
  @Override
  public long endIfEndedNow() {
    return 0;
  }

  @Override
  public long axisEnd() {
    return axisEnd;
  }
}
