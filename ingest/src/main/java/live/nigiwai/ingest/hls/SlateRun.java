package live.nigiwai.ingest.hls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.StillReel;

/**
 * One stand-in, from its first picture to the return of the publisher: the same few pictures again
 * and again, and silence.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class SlateRun {
  /** Where its pictures go, at the time they are due. */
  interface Stage {
    void slate(Map<String, Sample> pictures, Sample any);
  }

  private final Map<String, StillReel> reels;
  private final SoundLine sound;
  private final long start;
  private final long frameTicks;
  private final int frames;
  private long next;

  SlateRun(Map<String, StillReel> reels, SoundLine sound, long start) {
    StillReel any = reels.values().iterator().next();
    this.reels = Map.copyOf(reels);
    this.sound = sound;
    this.start = start;
    this.frameTicks = any.frameTicks();
    this.frames = any.samples().size();
    sound.start(AudioFrame.samples(start), 0);
  }

  SoundLine sound() {
    return sound;
  }

  /** Shows what is due; never ahead of the clock, so that the publisher can return at once. */
  void advance(long nowTicks, Stage stage) {
    for (long at = start + next * frameTicks; at <= nowTicks; at += frameTicks) {
      int frame = (int) (next % frames);
      long due = at;
      Map<String, Sample> pictures = new HashMap<>();
      reels.forEach((rung, reel) -> pictures.put(rung, shifted(reel.samples(), frame, due)));
      stage.slate(pictures, pictures.values().iterator().next());
      sound.reach(AudioFrame.samples(at + frameTicks));
      next++;
    }
  }

  private static Sample shifted(List<Sample> samples, int frame, long at) {
    Sample sample = samples.get(frame);
    return new Sample(at, at, sample.key(), sample.data());
  }
}
