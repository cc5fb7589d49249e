package live.nigiwai.ingest.transcode;

import java.time.Duration;

/**
 * How the in-process transcoder spends the machine.
 *
 * @param preset x264's, for example {@code superfast}
 * @param encoderThreads per rung
 * @param queuePictures coded pictures waiting for the decoder; a full queue holds the caller back
 * @param queueFrames decoded frames waiting for one rung; a full queue holds the decoder back
 * @param lagMax a frame older than this is not encoded, unless a segment starts with it
 * @param closeTimeout how long finishing may take before it is cut short
 */
public record TranscodeConfig(
    String preset,
    int encoderThreads,
    int queuePictures,
    int queueFrames,
    Duration lagMax,
    Duration closeTimeout) {
  public TranscodeConfig {
    if (!preset.matches("ultrafast|superfast|veryfast|faster|fast|medium")) {
      throw new IllegalArgumentException("preset must be one of x264's, ultrafast to medium");
    }
    positive("encoderThreads", encoderThreads, 16);
    positive("queuePictures", queuePictures, 600);
    positive("queueFrames", queueFrames, 60);
    if (lagMax.toMillis() < 100 || closeTimeout.toMillis() < 100) {
      throw new IllegalArgumentException("lagMax and closeTimeout must be at least 100 ms");
    }
  }

  public static TranscodeConfig defaults() {
    return new TranscodeConfig(
        "superfast", 1, 64, 12, Duration.ofSeconds(1), Duration.ofSeconds(5));
  }

  private static void positive(String what, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(what + " must be 1-" + max);
    }
  }
}
