package live.nigiwai.relay.socket;

import java.time.Duration;

/**
 * Limits of one socket.
 *
 * @param frameBytesMax of a client's frame
 * @param frameBurst frames at once, then {@code framesPerSecond}
 * @param unstoredMax comments of one socket that may wait to be stored
 * @param unstoredQuiet how long a comment may wait before its sender is told that it does
 */
public record VisitLimits(
    int frameBytesMax,
    int frameBurst,
    int framesPerSecond,
    int unstoredMax,
    Duration unstoredQuiet,
    Duration joinMax,
    Duration pingEvery,
    Duration pongMax) {
  public static VisitLimits defaults() {
    return new VisitLimits(
        4_096,
        40,
        10,
        8,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(25),
        Duration.ofSeconds(10));
  }
}
