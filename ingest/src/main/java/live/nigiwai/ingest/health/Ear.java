package live.nigiwai.ingest.health;

import live.nigiwai.ingest.health.HealthReport.Heard;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.transcode.SoundDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one publish's sound and measures it. Owns a decoder.
 *
 * <p><i>Threading</i>: the listening thread only.
 */
final class Ear implements AutoCloseable {
  /** AAC overlaps: the first frames after a gap are not what was sent. */
  private static final int DEAF_FRAMES = 2;

  private static final long NEVER = Long.MIN_VALUE;

  private final double silenceLoudness;
  private @Nullable AacConfig format;
  private @Nullable SoundDecoder decoder;
  private @Nullable Loudness loudness;
  private int sampleRate;
  private int channels;
  private int deaf;
  private long quietSince = NEVER;
  private long quietMillis;

  Ear(double silenceLoudness) {
    this.silenceLoudness = silenceLoudness;
  }

  Heard listen(SoundAnalysis.Batch batch) {
    SoundDecoder open = decoderFor(batch);
    if (batch.afterGap()) {
      open.interrupted();
      deaf = DEAF_FRAMES;
      if (loudness != null) {
        loudness.interrupted();
      }
    }
    for (byte[] frame : batch.frames()) {
      open.decode(frame, this::take);
    }
    return heard(batch);
  }

  private SoundDecoder decoderFor(SoundAnalysis.Batch batch) {
    if (decoder == null || format == null || !format.sameAs(batch.format())) {
      close();
      decoder = new SoundDecoder(batch.format());
      format = batch.format();
      deaf = DEAF_FRAMES;
    }
    return decoder;
  }

  private void take(float[][] planes, int samples, int rate) {
    if (deaf > 0) {
      deaf--;
      return;
    }
    if (loudness == null || rate != sampleRate || planes.length != channels) {
      loudness = new Loudness(rate, planes.length);
      sampleRate = rate;
      channels = planes.length;
    }
    loudness.add(planes, samples);
  }

  private Heard heard(SoundAnalysis.Batch batch) {
    Loudness known = loudness;
    if (known == null) {
      return new Heard(batch.nowMillis(), null, null, null, null, -120, -120, 0, 0, false);
    }
    double momentary = known.momentary();
    listenForSilence(momentary, batch.endMillis());
    return new Heard(
        batch.nowMillis(),
        rounded(momentary),
        rounded(known.shortTerm()),
        rounded(known.recent()),
        rounded(known.integrated()),
        tenth(known.truePeak()),
        tenth(known.recentTruePeak()),
        quietMillis,
        tenth(known.balance()),
        known.sameOnBothSides());
  }

  private void listenForSilence(double momentary, long endMillis) {
    if (momentary > silenceLoudness) {
      quietSince = NEVER;
      quietMillis = 0;
    } else if (!Double.isNaN(momentary)) {
      if (quietSince == NEVER || quietSince > endMillis) {
        quietSince = endMillis;
      }
      quietMillis = endMillis - quietSince;
    }
  }

  private static @Nullable Double rounded(double value) {
    return Double.isNaN(value) ? null : tenth(value);
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
  }
}
