package live.nigiwai.ingest.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a show's stream is, at one moment. What is not known is null.
 *
 * @param at when it was measured; one that grows old means that the show's thread does not answer
 * @param connected whether a publisher is there
 * @param rehearsal whether viewers do not see it
 * @param summary the first advice, or that all is well
 */
public record HealthReport(
    long at,
    boolean connected,
    boolean rehearsal,
    Light light,
    Words summary,
    List<Advice> advice,
    @Nullable Publishing publisher,
    @Nullable Pictures video,
    @Nullable Sounds sound,
    Network network,
    Encoder encoder,
    Recording recording) {
  /** The whole in one colour. */
  public enum Light {
    OFF,
    GOOD,
    WARN,
    BAD;

    @JsonValue
    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of the recording. */
  public enum Recording {
    OFF,
    RUNNING,
    STOPPED;

    @JsonValue
    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Words(String ja, String en) {}

  /**
   * @param publishes begun within the time the config names, this one included
   * @param takeovers times another publisher took over, since the server started
   */
  public record Publishing(
      String address,
      String encoder,
      boolean backup,
      long since,
      long uptimeMillis,
      int publishes,
      int takeovers) {}

  /**
   * @param framesPerSecondStated 0 where nothing states it
   * @param kilobits over 10 s; {@code kilobitsNow} over 1 s
   * @param keyFrameIntervalMillis the newest, or the time since the last key frame where that is
   *     longer; 0 before there are two
   * @param keyFramesRegular whether the last intervals are alike
   * @param unevenShare of the distances between pictures that differ from the usual one
   */
  public record Pictures(
      String codec,
      int width,
      int height,
      double framesPerSecondStated,
      double framesPerSecond,
      int kilobits,
      int kilobitsNow,
      long keyFrameIntervalMillis,
      long keyFrameIntervalMillisMax,
      boolean keyFramesRegular,
      int bFrames,
      double unevenShare,
      boolean playsEverywhere) {}

  /**
   * @param offsetMillis how much later the sound comes than the pictures of the same time
   * @param driftMillis how much longer its timestamps are than its samples
   */
  public record Sounds(
      String codec,
      int sampleRate,
      int channels,
      int kilobits,
      int offsetMillis,
      int driftMillis,
      long late,
      long silences,
      @Nullable Heard heard) {}

  /**
   * Loudness by EBU R 128, in LUFS; peaks in dB of full scale.
   *
   * @param at the clock when it was listened to
   * @param silentMillis how long nothing could be heard
   * @param balance left above right, in dB
   */
  public record Heard(
      long at,
      @Nullable Double momentary,
      @Nullable Double shortTerm,
      @Nullable Double recent,
      @Nullable Double integrated,
      double truePeak,
      double recentTruePeak,
      long silentMillis,
      double balance,
      boolean sameOnBothSides) {}

  /**
   * @param behindMillis how much later pictures arrive than at their best
   * @param gapMillis the longest wait for a message within 10 s
   * @param sinceLastMillis since the last message
   */
  public record Network(int jitterMillis, int behindMillis, int gapMillis, long sinceLastMillis) {}

  /**
   * @param speed seconds of media encoded per second; null while nothing is encoded
   * @param lagMillis the oldest picture that reached the encoders lately
   * @param droppedNow pictures left out within 10 s
   * @param dropped pictures left out since the server started, by rung
   * @param damaged messages that could not be read
   * @param suspended rungs that are switched off
   * @param waitingMillis how long messages wait for the show's thread
   */
  public record Encoder(
      @Nullable Double speed,
      long lagMillis,
      long droppedNow,
      Map<String, Long> dropped,
      long damaged,
      List<String> suspended,
      boolean frameRateLowered,
      @Nullable String sourceWithdrawn,
      long waitingMillis) {}
}
