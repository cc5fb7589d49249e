package live.nigiwai.ingest.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import live.nigiwai.ingest.health.HealthReport.Encoder;
import live.nigiwai.ingest.health.HealthReport.Light;
import live.nigiwai.ingest.health.HealthReport.Network;
import live.nigiwai.ingest.health.HealthReport.Publishing;
import live.nigiwai.ingest.health.HealthReport.Recording;
import live.nigiwai.ingest.health.HealthReport.Words;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AvcConfig;
import org.jspecify.annotations.Nullable;

/**
 * How one show's stream is: told what happens, it publishes a {@link HealthReport} each second.
 *
 * <p>Times are the publisher's own clock in 64 bits where they are called {@code dts} or {@code
 * millis}, and this node's clock where they are called {@code arrived} or {@code now}.
 *
 * <p><i>Threading</i>: what concerns the publish belongs to the show's thread; the methods from
 * {@link #damaged} on may be called by any thread, and so may {@link #report}.
 */
public final class StreamHealth {
  private static final long REPORT_MILLIS = 1_000;
  private static final long CONNECTING_MILLIS = 5_000;
  private static final long LOOKED_AT_MILLIS = 6_000;
  private static final int PUBLISHES_REMEMBERED = 100;

  private final HealthConfig config;
  private final SoundAnalysis analysis;
  private final boolean rehearsal;
  private final EncoderWatch encoder = new EncoderWatch();
  private final Steadiness steadiness;
  private volatile HealthReport report;
  private volatile long lookedAt = Long.MIN_VALUE / 2;
  private volatile Recording recording = Recording.OFF;
  private volatile long now;

  // The show's thread.
  private final Deque<Long> publishes = new ArrayDeque<>();
  private int takeovers;
  private @Nullable Publishing publisher;
  private long goneSince = Long.MIN_VALUE;
  private PictureWatch pictures = new PictureWatch();
  private SoundWatch sounds = new SoundWatch();
  private ArrivalWatch arrivals = new ArrivalWatch();
  private @Nullable SoundTap tap;
  private long firstPictureArrived = Long.MIN_VALUE;
  private long lastPictureArrived = Long.MIN_VALUE;
  private long newestArrived = Long.MIN_VALUE;
  private boolean anyArrived;
  private long waitingMillis;
  private long reportedAt = Long.MIN_VALUE / 2;

  StreamHealth(HealthConfig config, SoundAnalysis analysis, boolean rehearsal, long nowMillis) {
    this.config = config;
    this.rehearsal = rehearsal;
    this.analysis = analysis;
    this.steadiness = new Steadiness(config.steadiness());
    this.now = nowMillis;
    this.report = waiting(nowMillis);
  }

  /** The newest report. */
  public HealthReport report() {
    return report;
  }

  /** Somebody looks: for the next seconds all of the sound is listened to. */
  void lookedAt() {
    lookedAt = now;
  }

  /** A publish begins. */
  public void began(String address, String name, boolean backup, long nowMillis) {
    if (publisher != null) {
      takeovers++;
    }
    closeTap();
    publishes.addLast(nowMillis);
    while (publishes.size() > PUBLISHES_REMEMBERED) {
      publishes.removeFirst();
    }
    publisher = new Publishing(address, name, backup, nowMillis, 0, 0, 0);
    pictures = new PictureWatch();
    sounds = new SoundWatch();
    arrivals = new ArrivalWatch();
    encoder.begin();
    steadiness.reset();
    arrivals.arrived(nowMillis);
    firstPictureArrived = Long.MIN_VALUE;
    lastPictureArrived = Long.MIN_VALUE;
    reportedAt = Long.MIN_VALUE / 2;
  }

  /** What the encoder says about itself in {@code onMetaData}. */
  public void metadata(Map<String, Object> metadata) {
    if (metadata.get("framerate") instanceof Number rate
        && rate.doubleValue() >= 1
        && rate.doubleValue() <= 240) {
      pictures.stated(rate.doubleValue());
    }
  }

  /** The publish is over. */
  public void ended(long nowMillis) {
    closeTap();
    publisher = null;
    goneSince = nowMillis;
    steadiness.reset();
    reportedAt = Long.MIN_VALUE / 2;
  }

  public void pictures(AvcConfig format) {
    pictures.format(format);
  }

  public void picture(
      long dtsMillis, int compositionMillis, long arrivedMillis, int bytes, boolean key) {
    arrived(arrivedMillis);
    arrivals.picture(dtsMillis, arrivedMillis);
    pictures.picture(dtsMillis, compositionMillis, arrivedMillis, bytes, key);
    lastPictureArrived = arrivedMillis;
    if (firstPictureArrived == Long.MIN_VALUE) {
      firstPictureArrived = arrivedMillis;
    }
  }

  public void sounds(AacConfig format) {
    sounds.format(format);
  }

  /** One AAC frame; it is kept for a moment, so it must not be changed any more. */
  public void sound(long millis, byte[] frame, long arrivedMillis) {
    arrived(arrivedMillis);
    sounds.frame(millis, arrivedMillis, frame.length, pictures.newestDts());
    AacConfig format = sounds.format();
    if (format == null) {
      return;
    }
    if (tap == null) {
      tap = new SoundTap(config.listening(), () -> now - lookedAt < LOOKED_AT_MILLIS, analysis);
    }
    tap.frame(format, frame, millis, arrivedMillis);
  }

  /** The publisher's clock was set anew. */
  public void clockJumped() {
    pictures.clockJumped();
    sounds.clockJumped();
    arrivals.clockJumped();
  }

  private void arrived(long arrivedMillis) {
    arrivals.arrived(arrivedMillis);
    newestArrived = arrivedMillis;
    anyArrived = true;
  }

  /** Called many times a second, also when nothing arrives: makes a report when it is time. */
  public void tick(long nowMillis) {
    now = nowMillis;
    if (anyArrived) {
      waitingMillis = Math.max(waitingMillis, nowMillis - newestArrived);
      anyArrived = false;
    }
    if (nowMillis - reportedAt < REPORT_MILLIS) {
      return;
    }
    reportedAt = nowMillis;
    report = publisher == null ? waiting(nowMillis) : measured(publisher, nowMillis);
    waitingMillis = 0;
  }

  private HealthReport measured(Publishing known, long nowMillis) {
    long oldest = nowMillis - config.network().reconnectsWithin().toMillis();
    while (!publishes.isEmpty() && publishes.getFirst() < oldest) {
      publishes.removeFirst();
    }
    long uptime = Math.max(0, nowMillis - known.since());
    Publishing publishing =
        new Publishing(
            known.address(),
            known.encoder(),
            known.backup(),
            known.since(),
            uptime,
            publishes.size(),
            takeovers);
    Encoder server = encoder.figures(nowMillis, waitingMillis);
    Network network = arrivals.figures(nowMillis);
    AdviceRules.Figures figures =
        new AdviceRules.Figures(
            publishing,
            pictures.figures(nowMillis),
            sounds.figures(
                nowMillis,
                encoder.late.get(),
                encoder.silences.get(),
                tap == null ? null : tap.heard()),
            network,
            server,
            recording,
            nowMillis - Math.max(known.since(), lastPictureArrived),
            soundMissing(nowMillis),
            encoder.lateRecently(),
            encoder.damagedRecently());
    List<Advice> advice =
        steadiness.settle(nowMillis, AdviceRules.judge(config, figures, steadiness.shown()));
    boolean starting = uptime < CONNECTING_MILLIS || !pictures.any();
    return new HealthReport(
        nowMillis,
        true,
        rehearsal,
        light(advice),
        summary(advice, starting ? AdviceWords.STARTING : AdviceWords.WELL),
        advice,
        publishing,
        figures.video(),
        figures.sound(),
        network,
        server,
        recording);
  }

  private long soundMissing(long nowMillis) {
    if (firstPictureArrived == Long.MIN_VALUE) {
      return 0;
    }
    return nowMillis - Math.max(firstPictureArrived, sounds.lastArrived());
  }

  private HealthReport waiting(long nowMillis) {
    boolean gone =
        goneSince != Long.MIN_VALUE
            && nowMillis - goneSince < config.network().reconnectsWithin().toMillis();
    List<Advice> advice =
        gone
            ? List.of(
                AdviceWords.of(
                    Advice.Code.PUBLISHER_GONE, Advice.Level.BAD, nowMillis - goneSince, 0))
            : List.of();
    return new HealthReport(
        nowMillis,
        false,
        rehearsal,
        gone ? Light.BAD : Light.OFF,
        summary(advice, AdviceWords.WAITING),
        advice,
        null,
        null,
        null,
        new Network(0, 0, 0, 0),
        encoder.figures(nowMillis, 0),
        recording);
  }

  /** What is told about a show that this node knows nothing of. */
  static HealthReport unknown(long nowMillis) {
    return new HealthReport(
        nowMillis,
        false,
        false,
        Light.OFF,
        AdviceWords.WAITING,
        List.of(),
        null,
        null,
        null,
        new Network(0, 0, 0, 0),
        new Encoder(null, 0, 0, Map.of(), 0, List.of(), false, null, 0),
        Recording.OFF);
  }

  private static Light light(List<Advice> advice) {
    if (advice.isEmpty()) {
      return Light.GOOD;
    }
    return switch (advice.getFirst().level()) {
      case INFO -> Light.GOOD;
      case WARN -> Light.WARN;
      case BAD -> Light.BAD;
    };
  }

  /** Where only remarks are left, all is well comes first. */
  private static Words summary(List<Advice> advice, Words otherwise) {
    if (advice.isEmpty() || advice.getFirst().level() == Advice.Level.INFO) {
      return otherwise;
    }
    return new Words(advice.getFirst().ja(), advice.getFirst().en());
  }

  private void closeTap() {
    if (tap != null) {
      tap.close();
      tap = null;
    }
  }

  /** The show's thread ends. */
  public void close() {
    closeTap();
  }

  /** A message could not be read, or a picture not be decoded. */
  public void damaged() {
    encoder.damaged.incrementAndGet();
  }

  /** Sound came too late and was left out. */
  public void lateSound() {
    encoder.late.incrementAndGet();
  }

  /** A frame of silence took the place of sound. */
  public void silence() {
    encoder.silences.incrementAndGet();
  }

  /** A picture was not encoded for this rung, for want of time. */
  public void dropped(String rung) {
    encoder.dropped(rung);
  }

  /** Age of a picture when it reached the encoders. */
  public void lag(Duration age) {
    encoder.lag(age);
  }

  /** Seconds of media that this rung's encoder could do in a second. */
  public void encoderSpeed(String rung, double ratio) {
    encoder.speed(rung, ratio);
  }

  /** A rung was switched off because the machine cannot carry it. */
  public void rungSuspended(String rung) {
    encoder.suspended(rung);
  }

  /** The machine can carry every rung again. */
  public void rungsResumed() {
    encoder.resumed();
  }

  /** The encoded rungs have fewer pictures because the machine cannot carry more. */
  public void frameRateLowered(boolean lowered) {
    encoder.frameRateLowered(lowered);
  }

  /** The source is encoded instead of handed on: a short word why, for example {@code gop}. */
  public void sourceWithdrawn(@Nullable String why) {
    encoder.sourceWithdrawn(why);
  }

  /** What became of the recording; told again and again. */
  public void recording(Recording now) {
    recording = now;
  }
}
