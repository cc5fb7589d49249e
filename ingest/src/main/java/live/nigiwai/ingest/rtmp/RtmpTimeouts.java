package live.nigiwai.ingest.rtmp;

import java.time.Duration;

/**
 * How long a publisher may stay silent.
 *
 * @param connect from the accepted socket to the {@code connect} command
 * @param firstMedia from {@code connect} to the first picture or sound
 * @param idle between two pieces of media; an encoder that lost its power sends no farewell
 * @param silence of the main encoder, before the backup takes over
 * @param keyCheck for the answer whether a stream key is valid
 * @param keyRecheck between two looks at whether the key of a publish still is
 * @param overload the media side may stop us from reading, before the publisher is sent away
 * @param linger a closed connection is drained for, so that the last words are not lost to a reset
 * @param close for all publishers to be told that the server stops
 */
public record RtmpTimeouts(
    Duration connect,
    Duration firstMedia,
    Duration idle,
    Duration silence,
    Duration keyCheck,
    Duration keyRecheck,
    Duration overload,
    Duration linger,
    Duration close) {

  public RtmpTimeouts {
    within("connect", connect, 120_000);
    within("firstMedia", firstMedia, 600_000);
    within("idle", idle, 600_000);
    within("silence", silence, 60_000);
    within("keyCheck", keyCheck, 60_000);
    within("keyRecheck", keyRecheck, 60_000);
    within("overload", overload, 600_000);
    within("linger", linger, 10_000);
    within("close", close, 30_000);
  }

  public static RtmpTimeouts defaults() {
    return new RtmpTimeouts(
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        Duration.ofMillis(1_500),
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2));
  }

  /** The same with other patience for a connection's three stages. */
  public RtmpTimeouts withPatience(Duration forConnect, Duration forFirstMedia, Duration forMedia) {
    return new RtmpTimeouts(
        forConnect,
        forFirstMedia,
        forMedia,
        silence,
        keyCheck,
        keyRecheck,
        overload,
        linger,
        close);
  }

  public RtmpTimeouts withKeyCheck(Duration atMost, Duration again) {
    return new RtmpTimeouts(
        connect, firstMedia, idle, silence, atMost, again, overload, linger, close);
  }

  public RtmpTimeouts withClosing(Duration lingering, Duration closing) {
    return new RtmpTimeouts(
        connect, firstMedia, idle, silence, keyCheck, keyRecheck, overload, lingering, closing);
  }

  private static void within(String name, Duration value, long millisMax) {
    RtmpLimits.within(name + " (milliseconds)", value.toMillis(), 1, millisMax);
  }
}
