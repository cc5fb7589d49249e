package live.nigiwai.ingest.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import live.nigiwai.ingest.health.Advice.Code;
import live.nigiwai.ingest.health.Advice.Level;
import live.nigiwai.ingest.health.HealthReport.Encoder;
import live.nigiwai.ingest.health.HealthReport.Heard;
import live.nigiwai.ingest.health.HealthReport.Network;
import live.nigiwai.ingest.health.HealthReport.Pictures;
import live.nigiwai.ingest.health.HealthReport.Publishing;
import live.nigiwai.ingest.health.HealthReport.Recording;
import live.nigiwai.ingest.health.HealthReport.Sounds;
import org.jspecify.annotations.Nullable;

/** What the figures of this second mean. Pure; {@link Steadiness} decides what is said. */
final class AdviceRules {
  /** What was measured, with what only the rules need. */
  record Figures(
      Publishing publisher,
      @Nullable Pictures video,
      @Nullable Sounds sound,
      Network network,
      Encoder encoder,
      Recording recording,
      long picturesMissingMillis,
      long soundMissingMillis,
      long lateRecently,
      long damagedRecently) {}

  private static final int SETTLED_MILLIS = 5_000;
  private static final int KILOBITS_STEP = 500;
  private static final int HOUSE_RATE = 48_000;

  private final HealthConfig config;
  private final Figures figures;
  private final Set<Code> shown;
  private final List<Advice> advice = new ArrayList<>();

  private AdviceRules(HealthConfig config, Figures figures, Set<Code> shown) {
    this.config = config;
    this.figures = figures;
    this.shown = shown;
  }

  /**
   * @param shown what is said already: it stays true until it is better by the margin
   */
  static List<Advice> judge(HealthConfig config, Figures figures, Set<Code> shown) {
    AdviceRules rules = new AdviceRules(config, figures, shown);
    rules.network();
    rules.server();
    boolean settled = figures.publisher().uptimeMillis() >= SETTLED_MILLIS;
    if (figures.picturesMissingMillis() > SETTLED_MILLIS
        && figures.network().sinceLastMillis() <= config.network().gapLong().toMillis()) {
      rules.add(Code.PICTURES_MISSING, Level.BAD, figures.picturesMissingMillis());
    } else if (figures.video() != null) {
      rules.keyFrames(figures.video());
      rules.pictures(figures.video(), settled);
    }
    rules.sound(figures.sound());
    return rules.advice;
  }

  private void network() {
    Network network = figures.network();
    HealthConfig.Network limits = config.network();
    if (network.sinceLastMillis() > limits.gapLong().toMillis()) {
      add(Code.NOTHING_ARRIVES, Level.BAD, network.sinceLastMillis());
    }
    if (over(Code.UPLOAD_TOO_SLOW, network.behindMillis(), limits.behind().toMillis())) {
      Level level =
          network.behindMillis() > 3 * limits.behind().toMillis() ? Level.BAD : Level.WARN;
      add(Code.UPLOAD_TOO_SLOW, level, network.behindMillis());
    } else if (over(Code.ARRIVAL_GAPS, network.gapMillis(), limits.gap().toMillis())) {
      add(Code.ARRIVAL_GAPS, Level.WARN, network.gapMillis());
    } else if (over(Code.JITTER, network.jitterMillis(), limits.jitter().toMillis())) {
      add(Code.JITTER, Level.INFO, network.jitterMillis());
    }
    if (figures.publisher().publishes() > limits.reconnects()) {
      add(Code.RECONNECTING_OFTEN, Level.WARN, figures.publisher().publishes() - 1);
    }
    if (figures.publisher().backup()) {
      add(Code.BACKUP_IN_USE, Level.WARN, 1);
    }
    if (figures.damagedRecently() > 0) {
      add(Code.DAMAGED, Level.WARN, figures.damagedRecently());
    }
  }

  private void server() {
    Encoder encoder = figures.encoder();
    if (!encoder.suspended().isEmpty()) {
      add(Code.RUNG_SUSPENDED, Level.WARN, encoder.suspended().size());
    } else if (encoder.frameRateLowered()) {
      add(Code.FRAME_RATE_LOWERED, Level.INFO, 1);
    } else if (encoder.droppedNow() > config.picture().droppedMax()) {
      add(Code.SERVER_CANNOT_KEEP_UP, Level.WARN, encoder.droppedNow());
    }
    if (figures.recording() == Recording.STOPPED) {
      add(Code.RECORDING_STOPPED, Level.WARN, 1);
    }
  }

  private void keyFrames(Pictures video) {
    HealthConfig.Picture limits = config.picture();
    long interval = video.keyFrameIntervalMillis();
    long longest = video.keyFrameIntervalMillisMax();
    if (over(Code.KEY_FRAMES_TOO_FAR, longest, limits.keyFrameInterval().toMillis())) {
      add(Code.KEY_FRAMES_TOO_FAR, Level.WARN, longest);
    } else if (over(Code.KEY_FRAMES_RARE, longest, limits.keyFrameIntervalWished().toMillis())) {
      add(Code.KEY_FRAMES_RARE, Level.INFO, longest);
    } else if (interval > 0
        && longest > 0
        && under(Code.KEY_FRAMES_TOO_CLOSE, longest, limits.keyFrameIntervalMin().toMillis())) {
      add(Code.KEY_FRAMES_TOO_CLOSE, Level.INFO, longest);
    }
    if (!video.playsEverywhere()) {
      add(Code.COLOUR_FORMAT, Level.WARN, 1);
    }
    if (video.bFrames() > limits.bFramesMax()) {
      add(Code.MANY_B_FRAMES, Level.INFO, video.bFrames());
    }
  }

  private void pictures(Pictures video, boolean settled) {
    HealthConfig.Picture limits = config.picture();
    double rate = video.framesPerSecond();
    if (!settled || rate <= 0) {
      return;
    }
    double stated = video.framesPerSecondStated();
    if (stated > 0 && under(Code.FRAMES_MISSING, rate, stated * limits.framesShareMin())) {
      add(Code.FRAMES_MISSING, rate < stated * 0.7 ? Level.BAD : Level.WARN, rate);
    }
    if (over(Code.UNEVEN_FRAMES, video.unevenShare(), limits.unevenShareMax())) {
      add(Code.UNEVEN_FRAMES, Level.INFO, video.unevenShare());
    }
    double pixels = (double) video.width() * video.height() * rate;
    double least = pixels * limits.bitsPerPixelMin() / 1000;
    double wished = Math.min(limits.kilobitsMax(), pixels * limits.bitsPerPixelWished() / 1000);
    if (under(Code.BITRATE_TOO_LOW, video.kilobits(), least)) {
      add(Code.BITRATE_TOO_LOW, Level.WARN, video.kilobits(), stepped(wished));
    } else if (over(Code.BITRATE_TOO_HIGH, video.kilobits(), limits.kilobitsMax())) {
      add(Code.BITRATE_TOO_HIGH, Level.WARN, video.kilobits(), stepped(wished));
    }
  }

  private static double stepped(double kilobits) {
    return Math.max(1, Math.round(kilobits / KILOBITS_STEP)) * (double) KILOBITS_STEP;
  }

  private void sound(@Nullable Sounds sound) {
    HealthConfig.Sound limits = config.sound();
    if (figures.soundMissingMillis() > limits.missing().toMillis()) {
      add(Code.SOUND_MISSING, Level.BAD, figures.soundMissingMillis());
      return;
    }
    if (sound == null) {
      return;
    }
    double offset = sound.offsetMillis();
    if (over(Code.SOUND_OFFSET, Math.abs(offset), limits.offset().toMillis())) {
      add(Code.SOUND_OFFSET, Level.WARN, offset);
    }
    if (figures.lateRecently() > 0) {
      add(Code.SOUND_LATE, Level.WARN, figures.lateRecently());
    }
    double drift = Math.abs(sound.driftMillis());
    if (over(Code.SOUND_DRIFTS, drift, limits.drift().toMillis())) {
      add(Code.SOUND_DRIFTS, Level.WARN, drift);
    }
    if (sound.sampleRate() != HOUSE_RATE) {
      add(Code.SAMPLE_RATE, Level.INFO, sound.sampleRate());
    }
    if (sound.channels() == 1) {
      add(Code.MONO, Level.INFO, 1);
    }
    if (sound.heard() != null) {
      loudness(sound.heard());
    }
  }

  private void loudness(Heard heard) {
    HealthConfig.Sound limits = config.sound();
    if (heard.silentMillis() >= limits.silence().toMillis()) {
      add(Code.SILENCE, Level.BAD, heard.silentMillis());
      return;
    }
    if (over(Code.CLIPPING, heard.recentTruePeak(), limits.truePeakMax())) {
      add(Code.CLIPPING, Level.WARN, heard.recentTruePeak());
    }
    if (Math.abs(heard.balance()) > limits.balanceMax()) {
      add(Code.ONE_SIDED, Level.WARN, heard.balance());
    }
    Double recent = heard.recent();
    if (recent == null) {
      return;
    }
    double slack = 1;
    if (recent > limits.loudnessMax() - (shown.contains(Code.TOO_LOUD) ? slack : 0)) {
      add(Code.TOO_LOUD, Level.WARN, recent);
    } else if (recent < limits.loudnessMin() + (shown.contains(Code.TOO_QUIET) ? slack : 0)) {
      add(Code.TOO_QUIET, Level.WARN, recent);
    }
  }

  private boolean over(Code code, double value, double limit) {
    return value > limit * (shown.contains(code) ? 1 - config.steadiness().margin() : 1);
  }

  private boolean under(Code code, double value, double limit) {
    return value < limit * (shown.contains(code) ? 1 + config.steadiness().margin() : 1);
  }

  private void add(Code code, Level level, double value) {
    add(code, level, value, 0);
  }

  private void add(Code code, Level level, double value, double wished) {
    advice.add(AdviceWords.of(code, level, value, wished));
  }
}
