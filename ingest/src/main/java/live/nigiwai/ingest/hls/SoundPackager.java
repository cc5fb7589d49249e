package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.Fragment;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the sound alone, for viewers who can carry no picture, where the pictures are cut.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class SoundPackager implements Packager {
  private static final int HALF_FRAME = AacConfig.SAMPLES_PER_FRAME / 2;
  private static final int FRAMES_MAX = 2_000;

  /** A part or, with a plan, a segment starts at {@code position}. */
  private record Cut(long position, SegmentPlan.@Nullable Planned segment) {}

  private final Output output;
  private final Deque<Cut> cuts = new ArrayDeque<>();
  private final Deque<AudioFrame> sound = new ArrayDeque<>();
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
    if (sound.size() == FRAMES_MAX) {
      sound.remove();
    }
    sound.add(frame);
  }

  @Override
  public void settle(long soundHorizon) {
    while (!cuts.isEmpty()
        && AudioFrame.samples(cuts.element().position()) + HALF_FRAME <= soundHorizon) {
      Cut cut = cuts.remove();
      cut(cut.position(), cut.segment() != null);
      if (cut.segment() != null) {
        open = cut.segment();
        partStart = cut.position();
      }
    }
  }

  private void cut(long end, boolean endsSegment) {
    long soundEnd = AudioFrame.samples(end);
    List<AudioFrame> heard = new ArrayList<>();
    while (!sound.isEmpty() && sound.element().position() + HALF_FRAME < soundEnd) {
      heard.add(sound.remove());
    }
    SegmentPlan.Planned segment = open;
    if (segment == null) {
      return;
    }
    if (!heard.isEmpty()) {
      Buffer bytes = Buffer.buffer(Fragment.write(++fragments, List.of(), heard));
      Part part = new Part(bytes, Math.max(1, end - partStart), true);
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
