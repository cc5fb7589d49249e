package live.nigiwai.ingest.health;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AvcConfig;

/**
 * An encoder whose habits can be changed one by one, its clock, and the health that looks at it.
 * Pictures and sound arrive in the order of their time.
 */
final class Obs implements AutoCloseable {
  /** 720p, 30 frames per second, 4:2:0 with 8 bits. */
  private static final byte[] AVC_720P30 =
      java.util.HexFormat.of()
          .parseHex("0142c01fffe100176742c01fda014016ec0440000003004000000f03c60ca801000468ce0fc8");

  private static final List<byte[]> NOISE = List.of(new byte[340]);

  List<byte[]> frames = NOISE;
  private int nextFrame;

  final StreamHealth health;
  final SoundAnalysis analysis;
  long now = 1_800_000_000_000L;
  long media;

  int framesPerSecond = 30;
  double keyFrameSeconds = 2;
  int kilobits = 2_500;
  boolean sound = true;
  long soundLaterMillis;
  int delayMillis;
  AacConfig aac = AacConfig.HOUSE;

  private double nextPicture;
  private double nextSound;
  private double nextKey;

  Obs() {
    this(HealthConfig.defaults());
  }

  Obs(HealthConfig config) {
    analysis = new SoundAnalysis(config, new SimpleMeterRegistry());
    health = new StreamHealth(config, analysis, false, now);
  }

  Obs begin() {
    health.began("192.0.2.1", "obs-output module", false, now);
    health.pictures(AvcConfig.parse(AVC_720P30, 0));
    if (sound) {
      health.sounds(aac);
    }
    media = 0;
    nextPicture = 0;
    nextSound = 0;
    nextKey = 0;
    return this;
  }

  void end() {
    health.ended(now);
    health.tick(now);
  }

  /** Sends for so long; the report afterwards. */
  HealthReport send(double seconds) {
    long end = media + Math.round(seconds * 1000);
    long wall = now - media;
    double soundStep = AacConfig.SAMPLES_PER_FRAME * 1000.0 / aac.sampleRate();
    while (Math.min(nextPicture, nextSound) < end) {
      if (nextPicture <= nextSound || !sound) {
        long dts = Math.round(nextPicture);
        boolean key = nextPicture >= nextKey;
        if (key) {
          nextKey += keyFrameSeconds * 1000;
        }
        now = wall + dts + delayMillis;
        health.picture(dts, 0, now, kilobits * 125 / framesPerSecond, key);
        nextPicture += 1000.0 / framesPerSecond;
        nextSound = sound ? nextSound : nextPicture;
      } else {
        long millis = Math.round(nextSound);
        now = wall + millis + delayMillis;
        health.sound(millis - soundLaterMillis, frames.get(nextFrame++ % frames.size()), now);
        nextSound += soundStep;
      }
      health.tick(now);
    }
    media = end;
    now = wall + end;
    health.tick(now);
    return health.report();
  }

  /** Nothing is sent for so long. */
  HealthReport pause(double seconds) {
    for (int i = 0; i < seconds * 10; i++) {
      now += 100;
      health.tick(now);
    }
    return health.report();
  }

  static List<Advice.Code> codes(HealthReport report) {
    return report.advice().stream().map(Advice::code).toList();
  }

  static HealthReport.Pictures video(HealthReport report) {
    return Objects.requireNonNull(report.video());
  }

  static HealthReport.Sounds sound(HealthReport report) {
    return Objects.requireNonNull(report.sound());
  }

  static HealthReport.Publishing publisher(HealthReport report) {
    return Objects.requireNonNull(report.publisher());
  }

  @Override
  public void close() {
    health.close();
    analysis.close();
  }
}
