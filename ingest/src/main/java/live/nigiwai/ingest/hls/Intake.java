package live.nigiwai.ingest.hls;

import java.util.Optional;
import live.nigiwai.ingest.health.StreamHealth;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.FlvAudio;
import live.nigiwai.ingest.media.FlvVideo;
import live.nigiwai.ingest.media.MalformedMediaException;
import live.nigiwai.ingest.media.NalUnits;
import live.nigiwai.ingest.media.WireTimeline;
import org.jspecify.annotations.Nullable;

/**
 * Reads one publish: payloads become pictures and sound on the publisher's own 64-bit clock, what
 * is not taken is refused, what is damaged is left out.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Intake {
  /** What a publish turned out to be. */
  interface Core {
    /** Another configuration than before; the next picture begins a run. */
    void pictures(AvcConfig config) throws InterruptedException;

    void picture(
        long dtsMillis, int compositionMillis, NalUnits.Picture picture, long arrivedMillis)
        throws InterruptedException;

    void sounds(AacConfig config);

    void sound(long millis, byte[] frame);

    /** The publisher's clock was set anew. */
    void clockJumped() throws InterruptedException;

    void refuse(Refusals.Refusal refusal);
  }

  private static final long RATE_WINDOW_MILLIS = 10_000;

  private final MediaConfig.Limits limits;
  private final IngestMeters meters;
  private final StreamHealth health;
  private final Core core;
  private final WireTimeline timeline = new WireTimeline();
  private @Nullable AvcConfig avc;
  private boolean refused;
  private long rateWindowStart;
  private long rateWindowBytes;

  Intake(MediaConfig.Limits limits, IngestMeters meters, StreamHealth health, Core core) {
    this.limits = limits;
    this.meters = meters;
    this.health = health;
    this.core = core;
  }

  void video(long wireMillis, long arrivedMillis, byte[] payload) throws InterruptedException {
    if (refused) {
      return;
    }
    try {
      switch (FlvVideo.parse(payload)) {
        case FlvVideo.Config(AvcConfig config) -> configure(config);
        case FlvVideo.Picture picture -> picture(wireMillis, arrivedMillis, picture);
        case FlvVideo.Foreign(String codec) -> refuse(Refusals.videoCodec(codec));
        // Another configuration or publish follows, or nothing.
        case FlvVideo.End end -> {}
        case FlvVideo.Nothing nothing -> {}
      }
    } catch (MalformedMediaException e) {
      if (avc == null) {
        refuse(Refusals.unreadable("H.264", String.valueOf(e.getMessage())));
      } else {
        meters.damaged();
      }
    }
  }

  private void configure(AvcConfig config) throws InterruptedException {
    if (avc != null && avc.sameAs(config)) {
      return;
    }
    Optional<Refusals.Refusal> problem = Refusals.picture(config.format(), limits);
    if (problem.isPresent()) {
      refuse(problem.get());
      return;
    }
    avc = config;
    health.pictures(config);
    core.pictures(config);
  }

  private void picture(long wireMillis, long arrivedMillis, FlvVideo.Picture coded)
      throws InterruptedException {
    if (avc == null) {
      return;
    }
    NalUnits.Picture picture =
        NalUnits.picture(coded.payload(), coded.offset(), avc.nalLengthSize());
    if (picture.data().length == 0) {
      return;
    }
    long millis = place(wireMillis, arrivedMillis, coded.payload().length);
    if (!refused) {
      health.picture(
          millis, coded.compositionMillis(), arrivedMillis, coded.payload().length, picture.idr());
      core.picture(millis, coded.compositionMillis(), picture, arrivedMillis);
    }
  }

  void audio(long wireMillis, long arrivedMillis, byte[] payload) throws InterruptedException {
    if (refused) {
      return;
    }
    try {
      switch (FlvAudio.parse(payload)) {
        case FlvAudio.Config(AacConfig config) ->
            Refusals.sound(config, limits).ifPresentOrElse(this::refuse, () -> sounds(config));
        case FlvAudio.Frame(byte[] data) -> {
          long millis = place(wireMillis, arrivedMillis, payload.length);
          if (!refused) {
            health.sound(millis, data, arrivedMillis);
            core.sound(millis, data);
          }
        }
        case FlvAudio.Foreign(String codec) -> refuse(Refusals.audioCodec(codec));
        case FlvAudio.Nothing nothing -> {}
      }
    } catch (MalformedMediaException e) {
      // Pictures without sound are better than nothing: silence stands in.
      meters.damaged();
    }
  }

  private void sounds(AacConfig config) {
    health.sounds(config);
    core.sounds(config);
  }

  private long place(long wireMillis, long arrivedMillis, int bytes) throws InterruptedException {
    WireTimeline.Placed placed = timeline.place(wireMillis, arrivedMillis);
    if (placed.jumped()) {
      health.clockJumped();
      core.clockJumped();
    }
    measure(placed, bytes);
    return placed.millis();
  }

  private void measure(WireTimeline.Placed placed, int bytes) {
    rateWindowBytes += bytes;
    long length = placed.millis() - rateWindowStart;
    if (length < 0 || placed.jumped() || length > 2 * RATE_WINDOW_MILLIS) {
      rateWindowStart = placed.millis();
      rateWindowBytes = bytes;
    } else if (length >= RATE_WINDOW_MILLIS) {
      long kilobits = rateWindowBytes * 8 / length;
      if (kilobits > limits.kilobitsMax()) {
        refuse(Refusals.bitrate(kilobits, limits));
      }
      rateWindowStart = placed.millis();
      rateWindowBytes = 0;
    }
  }

  /** Everything after this is ignored. */
  void refuse(Refusals.Refusal refusal) {
    if (!refused) {
      refused = true;
      core.refuse(refusal);
    }
  }
}
