package live.nigiwai.web.demo;

import java.io.IOException;

/**
 * Picture and sound of one connection, kept in step: each turn sends the sound up to the frame and
 * then the frame.
 *
 * <p><i>Threading:</i> belongs to the one thread that publishes.
 */
final class Reel {
  private static final int SAMPLES_PER_MILLI = ProgrammeFormat.SAMPLES_PER_SECOND / 1000;

  private final Scene scene;
  private final Music music;
  private final Publication out;
  private final long startMillis;
  private final float[] left = new float[Publication.SAMPLES_PER_FRAME];
  private final float[] right = new float[Publication.SAMPLES_PER_FRAME];
  private long sample;

  Reel(Scene scene, Music music, Publication out, long startMillis) {
    this.scene = scene;
    this.music = music;
    this.out = out;
    this.startMillis = startMillis;
  }

  /**
   * @param onTime false leaves the picture out, unless it is a key frame, but never the sound
   */
  void turn(long number, long epochMillis, boolean onTime) throws IOException {
    long heard = (epochMillis - startMillis) * SAMPLES_PER_MILLI;
    while (sample <= heard) {
      music.read(startMillis * SAMPLES_PER_MILLI + sample, left, right);
      out.play(left, right, sample);
      sample += Publication.SAMPLES_PER_FRAME;
    }
    if (onTime || out.needs(number)) {
      out.show(scene.draw(epochMillis), number);
    }
  }
}
