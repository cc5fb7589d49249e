package live.nigiwai.ingest.hls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.ingest.health.StreamHealth;
import live.nigiwai.ingest.transcode.InProcessTranscoder;
import live.nigiwai.ingest.transcode.Pace;
import org.jspecify.annotations.Nullable;

/**
 * What the ingest counts, named {@code nigiwai.ingest.*}.
 *
 * <p><i>Threading</i>: any thread.
 */
final class IngestMeters implements InProcessTranscoder.Meter {
  private final MeterRegistry registry;
  private final Counter damaged;
  private final Counter lateSound;
  private final Counter silence;
  private final Counter slates;
  private final Counter overflow;
  private final Timer lag;
  private final AtomicInteger live;
  private final @Nullable StreamHealth health;

  IngestMeters(MeterRegistry registry) {
    this(registry, new AtomicInteger(), null);
    registry.gauge("nigiwai.ingest.streams.live", live);
  }

  private IngestMeters(MeterRegistry registry, AtomicInteger live, @Nullable StreamHealth health) {
    this.registry = registry;
    this.live = live;
    this.health = health;
    damaged = registry.counter("nigiwai.ingest.media.damaged");
    lateSound = registry.counter("nigiwai.ingest.sound.late");
    silence = registry.counter("nigiwai.ingest.sound.silence");
    slates = registry.counter("nigiwai.ingest.slates");
    overflow = registry.counter("nigiwai.ingest.waiting.overflow");
    lag = registry.timer("nigiwai.ingest.encoder.lag");
  }

  /** The same meters, which also tell one show's health. */
  IngestMeters forShow(StreamHealth told) {
    return new IngestMeters(registry, live, told);
  }

  void segment(String rung, boolean gap) {
    registry
        .counter("nigiwai.ingest.segments", "rung", rung, "gap", Boolean.toString(gap))
        .increment();
  }

  void lateSound() {
    lateSound.increment();
    if (health != null) {
      health.lateSound();
    }
  }

  void paced(Pace pace) {
    registry
        .counter("nigiwai.ingest.paced", "pace", pace.name().toLowerCase(Locale.ROOT))
        .increment();
    if (health != null) {
      health.frameRateLowered(pace != Pace.FULL);
      if (pace != Pace.WITHOUT_TOP) {
        health.rungsResumed();
      }
    }
  }

  void suspended(String rung) {
    registry.counter("nigiwai.ingest.rungs.suspended", "rung", rung).increment();
    if (health != null) {
      health.rungSuspended(rung);
    }
  }

  /** Why the source is encoded instead of handed on; null where it is handed on. */
  void sourceWithdrawn(@Nullable String why) {
    if (health != null) {
      health.sourceWithdrawn(why);
    }
  }

  @Override
  public void speed(String rung, double ratio) {
    if (health != null) {
      health.encoderSpeed(rung, ratio);
    }
  }

  /**
   * A viewer's request is refused.
   *
   * @param limit its name in the configuration, or a word for what is missing
   */
  void viewerRefused(String limit) {
    registry.counter("nigiwai.ingest.viewers.refused", "limit", limit).increment();
  }

  void slate() {
    slates.increment();
  }

  void silence() {
    silence.increment();
    if (health != null) {
      health.silence();
    }
  }

  void overflow() {
    overflow.increment();
  }

  /**
   * A publisher is sent away.
   *
   * @param limit one of the few names that {@link Refusals} gives
   */
  void refused(String limit) {
    registry.counter("nigiwai.ingest.publishers.refused", "limit", limit).increment();
  }

  void live(int change) {
    live.addAndGet(change);
  }

  @Override
  public void damaged() {
    damaged.increment();
    if (health != null) {
      health.damaged();
    }
  }

  @Override
  public void dropped(String rung) {
    registry.counter("nigiwai.ingest.frames.dropped", "rung", rung).increment();
    if (health != null) {
      health.dropped(rung);
    }
  }

  @Override
  public void lag(Duration age) {
    lag.record(age);
    if (health != null) {
      health.lag(age);
    }
  }
}
