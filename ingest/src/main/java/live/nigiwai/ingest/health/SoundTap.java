package live.nigiwai.ingest.health;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import live.nigiwai.ingest.health.HealthReport.Heard;
import live.nigiwai.ingest.media.AacConfig;
import org.jspecify.annotations.Nullable;

/**
 * Takes from one publish's sound what shall be listened to: all of it at first and while somebody
 * looks, else a few seconds of each dozen. Frames are handed over in batches, since waking a thread
 * costs more than decoding.
 *
 * <p><i>Threading</i>: the show's thread gives frames and closes; the listening thread writes what
 * it heard.
 */
final class SoundTap {
  private static final int BATCH_FRAMES = 12;

  private final HealthConfig.Listening config;
  private final BooleanSupplier watched;
  private final SoundAnalysis analysis;
  private List<byte[]> batch = new ArrayList<>(BATCH_FRAMES);
  private @Nullable AacConfig batchFormat;
  private long firstMillis = Long.MIN_VALUE;
  private long batchEnd;
  private boolean gap = true;
  private volatile @Nullable Heard heard;
  private volatile boolean closed;

  SoundTap(HealthConfig.Listening config, BooleanSupplier watched, SoundAnalysis analysis) {
    this.config = config;
    this.watched = watched;
    this.analysis = analysis;
  }

  void frame(AacConfig format, byte[] data, long millis, long nowMillis) {
    if (firstMillis == Long.MIN_VALUE || millis < firstMillis) {
      firstMillis = millis;
    }
    if (!wanted(millis - firstMillis)) {
      flush(nowMillis);
      gap = true;
      return;
    }
    if (batchFormat != format) {
      flush(nowMillis);
      batchFormat = format;
    }
    batch.add(data);
    batchEnd = millis;
    if (batch.size() == BATCH_FRAMES) {
      flush(nowMillis);
    }
  }

  private boolean wanted(long sinceStart) {
    return sinceStart < config.first().toMillis()
        || sinceStart % config.every().toMillis() < config.heard().toMillis()
        || watched.getAsBoolean();
  }

  private void flush(long nowMillis) {
    if (batch.isEmpty() || batchFormat == null) {
      return;
    }
    // What was left out, by plan or for want of room, is a gap for what comes next.
    gap =
        !analysis.offer(
            new SoundAnalysis.Batch(this, batchFormat, batch, gap, batchEnd, nowMillis));
    batch = new ArrayList<>(BATCH_FRAMES);
  }

  void heard(Heard now) {
    heard = now;
  }

  @Nullable Heard heard() {
    return heard;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    analysis.sweep();
  }
}
