package live.nigiwai.ingest.archive;

import java.util.ArrayList;
import java.util.List;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;

/**
 * Lays recorded segments end to end on a time line without holes.
 *
 * <p>Pictures keep their times within a segment. Sound is counted in whole frames: where the counts
 * differ by more than half a frame from where the pictures are (a hole was closed, or sound is
 * missing) one frame is left out or silence is put in. So sound is never further from its picture
 * than half a frame, however many holes there are.
 */
final class Mp4Timeline {
  private static final int FRAME = AacConfig.SAMPLES_PER_FRAME;
  private static final int HALF_FRAME = FRAME / 2;

  /** One frame without sound lies before the first segment and serves wherever it is needed. */
  static final byte[] SILENCE = AudioFrame.silence(0).data();

  /** Bytes of a chunk, wherever that is. */
  record Extent(int chunk, long offset, long length) {}

  private final RungFormat format;
  private final long from;
  private final long to;
  private final SampleTable video = new SampleTable();
  private final SampleTable sound = new SampleTable();
  private final List<Extent> extents = new ArrayList<>();

  /** Where the next segment goes: in time, in the media data, and the next frame of sound. */
  private long outEnd;

  private long mediaBytes = SILENCE.length;
  private long soundEnd;

  /** The cut, on the new time line. */
  private long start;

  private long end = Long.MAX_VALUE;

  /**
   * @param from what is shown then comes first
   * @param to what is shown then is left out
   */
  Mp4Timeline(RungFormat format, long from, long to) {
    this.format = format;
    this.from = from;
    this.to = to;
  }

  void add(IndexLine.Kept kept, List<Run> runs, boolean last) {
    RecordedSegment segment = kept.segment();
    long shift = outEnd - segment.startTicks();
    if (outEnd == 0) {
      start = firstShown(runs, shift);
    }
    if (last) {
      end = Math.min(outEnd + segment.durationTicks(), firstLeftOut(runs, shift));
    }
    long used = 0;
    for (Run run : runs) {
      if (run.track() == format.video().id()) {
        used = Math.max(used, pictures(run, shift));
      } else if (run.track() == format.sound().id()) {
        used = Math.max(used, frames(run, shift));
      }
    }
    long length = last ? used : segment.length();
    extend(kept.chunk(), kept.offset(), length);
    mediaBytes += length;
    outEnd += segment.durationTicks();
    if (last) {
      fill(AudioFrame.samples(end));
    }
  }

  private void extend(int chunk, long offset, long length) {
    Extent before = extents.isEmpty() ? null : extents.getLast();
    if (before != null && before.chunk == chunk && before.offset + before.length == offset) {
      extents.set(extents.size() - 1, new Extent(chunk, before.offset, before.length + length));
    } else {
      extents.add(new Extent(chunk, offset, length));
    }
  }

  private interface Shown {
    void at(long pts);
  }

  private void eachPicture(List<Run> runs, Shown shown) {
    for (Run run : runs) {
      long time = run.time();
      for (int i = 0; run.track() == format.video().id() && i < run.sizes().length; i++) {
        shown.at(time + run.compositions()[i]);
        time += run.durations()[i];
      }
    }
  }

  /** The picture on screen at the in point. */
  private long firstShown(List<Run> runs, long shift) {
    long[] best = {Long.MIN_VALUE, Long.MAX_VALUE};
    eachPicture(
        runs,
        pts -> {
          best[0] = pts <= from ? Math.max(best[0], pts) : best[0];
          best[1] = Math.min(best[1], pts);
        });
    return (best[0] == Long.MIN_VALUE ? best[1] : best[0]) + shift;
  }

  /** The first picture that is not before the out point. */
  private long firstLeftOut(List<Run> runs, long shift) {
    long[] best = {Long.MAX_VALUE};
    eachPicture(runs, pts -> best[0] = pts >= to ? Math.min(best[0], pts) : best[0]);
    return best[0] == Long.MAX_VALUE ? best[0] : best[0] + shift;
  }

  /** Takes the pictures up to the last, in decoding order, that is shown before the end. */
  private long pictures(Run run, long shift) {
    int count = 0;
    long time = run.time();
    for (int i = 0; i < run.sizes().length; i++) {
      if (time + run.compositions()[i] + shift < end) {
        count = i + 1;
      }
      time += run.durations()[i];
    }
    long offset = run.offset();
    time = run.time();
    for (int i = 0; i < count; i++) {
      if (i == 0) {
        video.chunk(mediaBytes + offset);
      }
      // Runs may overlap by their reordering delay; decoding times must grow all the same.
      long decoded = time + shift;
      if (video.count() > 0) {
        decoded = Math.max(decoded, video.last() + 1);
      }
      long shown = time + run.compositions()[i] + shift;
      video.sample(decoded, run.durations()[i], run.sizes()[i], shown - decoded, run.keys()[i]);
      offset += run.sizes()[i];
      time += run.durations()[i];
    }
    return count == 0 ? 0 : offset;
  }

  private long frames(Run run, long shift) {
    long wanted = run.time() + AudioFrame.samples(shift);
    if (sound.count() == 0) {
      // In step with this frame, and as near as whole frames get to the first picture.
      long begin = AudioFrame.samples(outEnd);
      soundEnd = wanted + Math.floorDiv(begin - wanted + HALF_FRAME, FRAME) * FRAME;
    }
    fill(wanted);
    long offset = run.offset();
    long used = 0;
    boolean together = false;
    for (int i = 0; i < run.sizes().length; i++, wanted += FRAME) {
      boolean early = soundEnd - wanted > HALF_FRAME;
      if (!early && end != Long.MAX_VALUE && wanted >= AudioFrame.samples(end)) {
        break;
      }
      if (!early) {
        if (!together) {
          sound.chunk(mediaBytes + offset);
        }
        sound.sample(soundEnd, FRAME, run.sizes()[i], 0, true);
        soundEnd += FRAME;
        used = offset + run.sizes()[i];
      }
      together = !early;
      offset += run.sizes()[i];
    }
    return used;
  }

  private void fill(long position) {
    while (position - soundEnd > HALF_FRAME) {
      sound.chunk(0);
      sound.sample(soundEnd, FRAME, SILENCE.length, 0, true);
      soundEnd += FRAME;
    }
  }

  RungFormat format() {
    return format;
  }

  SampleTable video() {
    return video;
  }

  SampleTable sound() {
    return sound;
  }

  List<Extent> extents() {
    return extents;
  }

  long mediaBytes() {
    return mediaBytes;
  }

  /** Where showing begins, on the new time line. */
  long start() {
    return start;
  }

  long durationTicks() {
    return end - start;
  }
}
