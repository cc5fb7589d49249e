package live.nigiwai.ingest.health;

import java.time.Duration;

/**
 * When staff are told what.
 *
 * @param steadiness how long something must hold before it is said, and unsaid
 * @param listening how much of the sound is decoded to be measured
 */
public record HealthConfig(
    Picture picture,
    Sound sound,
    Network network,
    Steady steadiness,
    Listening listening,
    int listenersMax,
    int listenersPerShowMax,
    Duration listeningMax) {

  /**
   * @param keyFrameInterval above this the source cannot be handed on
   * @param keyFrameIntervalWished above this the start takes longer than it must
   * @param keyFrameIntervalMin below this bits are wasted
   * @param bitsPerPixelMin per picture; less looks blocky
   * @param bitsPerPixelWished what advice names, rounded to 500 kbit/s
   * @param kilobitsMax more is risky on a shop's line
   * @param framesShareMin of the stated frames per second
   * @param unevenShareMax share of the distances between pictures that may differ from the usual
   * @param bFramesMax pictures in a row that wait for a later one
   * @param droppedMax pictures that the server may leave out within 10 s, of all rungs
   */
  public record Picture(
      Duration keyFrameInterval,
      Duration keyFrameIntervalWished,
      Duration keyFrameIntervalMin,
      double bitsPerPixelMin,
      double bitsPerPixelWished,
      int kilobitsMax,
      double framesShareMin,
      double unevenShareMax,
      int bFramesMax,
      int droppedMax) {
    public Picture {
      positive("picture.key-frame-interval", keyFrameInterval);
      positive("picture.key-frame-interval-wished", keyFrameIntervalWished);
      positive("picture.key-frame-interval-min", keyFrameIntervalMin);
      between("picture.bits-per-pixel-min", bitsPerPixelMin, 0, 1);
      between("picture.bits-per-pixel-wished", bitsPerPixelWished, bitsPerPixelMin, 2);
      between("picture.kilobits-max", kilobitsMax, 500, 100_000);
      between("picture.frames-share-min", framesShareMin, 0.1, 1);
      between("picture.uneven-share-max", unevenShareMax, 0, 1);
      between("picture.b-frames-max", bFramesMax, 0, 16);
      between("picture.dropped-max", droppedMax, 0, 10_000);
    }
  }

  /**
   * @param missing pictures without any sound for this long
   * @param silence sound, but nothing to be heard, for this long
   * @param silenceLoudness in LUFS; below it there is nothing to be heard
   * @param loudnessMin in LUFS, over the last minute
   * @param loudnessMax likewise
   * @param truePeakMax in dB of full scale
   * @param balanceMax between left and right, in dB
   * @param offset between sound and pictures
   * @param drift of the sound's own clock against its timestamps
   */
  public record Sound(
      Duration missing,
      Duration silence,
      double silenceLoudness,
      double loudnessMin,
      double loudnessMax,
      double truePeakMax,
      double balanceMax,
      Duration offset,
      Duration drift) {
    public Sound {
      positive("sound.missing", missing);
      positive("sound.silence", silence);
      positive("sound.offset", offset);
      positive("sound.drift", drift);
      between("sound.silence-loudness", silenceLoudness, -70, -30);
      between("sound.loudness-min", loudnessMin, -50, loudnessMax);
      between("sound.loudness-max", loudnessMax, loudnessMin, 0);
      between("sound.true-peak-max", truePeakMax, -10, 6);
      between("sound.balance-max", balanceMax, 1, 100);
    }
  }

  /**
   * @param gap between two messages of the publisher
   * @param gapLong a gap viewers notice
   * @param behind how far the pictures may arrive later than they did at their best
   * @param jitter of the arrival of pictures
   * @param reconnects publishes that may begin within {@code reconnectsWithin}
   */
  public record Network(
      Duration gap,
      Duration gapLong,
      Duration behind,
      Duration jitter,
      int reconnects,
      Duration reconnectsWithin) {
    public Network {
      positive("network.gap", gap);
      positive("network.gap-long", gapLong);
      positive("network.behind", behind);
      positive("network.jitter", jitter);
      between("network.reconnects", reconnects, 1, 100);
      positive("network.reconnects-within", reconnectsWithin);
    }
  }

  /**
   * @param raise what holds this long is said
   * @param clear what has not held this long is unsaid
   * @param margin what is said stays until it is better than its threshold by this share
   */
  public record Steady(Duration raise, Duration clear, double margin) {
    public Steady {
      positive("steadiness.raise", raise);
      positive("steadiness.clear", clear);
      between("steadiness.margin", margin, 0, 0.5);
    }
  }

  /**
   * @param heard of each {@code every}, while nobody looks; while somebody does, everything
   * @param first of each publish, all of it
   * @param framesWaitingMax for the listening thread; more are left out
   */
  public record Listening(Duration heard, Duration every, Duration first, int framesWaitingMax) {
    public Listening {
      positive("listening.heard", heard);
      positive("listening.first", first);
      if (every.compareTo(heard) < 0) {
        throw new IllegalArgumentException("listening.every must not be below listening.heard");
      }
      between("listening.frames-waiting-max", framesWaitingMax, 64, 100_000);
    }
  }

  public HealthConfig {
    between("listeners-max", listenersMax, 1, 10_000);
    between("listeners-per-show-max", listenersPerShowMax, 1, listenersMax);
    positive("listening-max", listeningMax);
  }

  public static HealthConfig defaults() {
    return new HealthConfig(
        new Picture(
            Duration.ofMillis(4_000),
            Duration.ofMillis(2_500),
            Duration.ofMillis(450),
            0.03,
            0.08,
            9_000,
            0.9,
            0.3,
            3,
            15),
        new Sound(
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            -55,
            -24,
            -14,
            0,
            20,
            Duration.ofMillis(100),
            Duration.ofMillis(150)),
        new Network(
            Duration.ofMillis(800),
            Duration.ofSeconds(2),
            Duration.ofMillis(1_000),
            Duration.ofMillis(60),
            3,
            Duration.ofMinutes(10)),
        new Steady(Duration.ofSeconds(3), Duration.ofSeconds(6), 0.1),
        new Listening(
            Duration.ofMillis(3_400), Duration.ofSeconds(12), Duration.ofSeconds(10), 2_048),
        256,
        16,
        Duration.ofMinutes(10));
  }

  private static void positive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("health." + what + " must be above 0");
    }
  }

  private static void between(String what, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "health." + what + " must be " + min + "-" + max + ", not " + value);
    }
  }
}
