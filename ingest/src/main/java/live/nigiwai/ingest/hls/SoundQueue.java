package live.nigiwai.ingest.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;

/**
 * Sound that waits for the part it belongs to. It is cut at the frame nearest to the picture's
 * boundary, in absolute time, so errors never add up.
 *
 * <p><b>Limit</b>: without pictures sound is of no use for longer than about 40 s; the oldest goes.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class SoundQueue {
  /** Half an AAC frame: the one nearest to the boundary decides. */
  private static final int HALF_FRAME = AacConfig.SAMPLES_PER_FRAME / 2;

  private static final int FRAMES_MAX = 2_000;

  private final Deque<AudioFrame> frames = new ArrayDeque<>();

  /** Whether all sound before a moment is known, where it is known up to {@code horizon}. */
  static boolean complete(long ticks, long horizon) {
    return AudioFrame.samples(ticks) + HALF_FRAME <= horizon;
  }

  void add(AudioFrame frame) {
    if (frames.size() == FRAMES_MAX) {
      frames.remove();
    }
    frames.add(frame);
  }

  /** Takes what is heard before a moment. */
  List<AudioFrame> until(long ticks) {
    long end = AudioFrame.samples(ticks);
    List<AudioFrame> heard = new ArrayList<>();
    while (!frames.isEmpty() && frames.element().position() + HALF_FRAME < end) {
      heard.add(frames.remove());
    }
    return heard;
  }

  void clear() {
    frames.clear();
  }
}
