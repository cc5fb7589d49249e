package live.nigiwai.ingest.hls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.transcode.SoundEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Makes one unbroken line of AAC frames in the house format, the same for every rung: clean sound
 * passes through, other sound is re-encoded, silence stands where there is none.
 *
 * <p>Positions are counted, frame after frame; a publisher's millisecond timestamps only correct
 * the count when both have drifted apart.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class SoundLine implements AutoCloseable {
  private static final int FRAME = AacConfig.SAMPLES_PER_FRAME;

  /** Frames kept while no picture has fixed where the line starts: about 1.4 s. */
  private static final int EARLY_FRAMES_MAX = 64;

  private record Early(byte[] data, long position) {}

  private final MediaConfig config;
  private final IngestMeters meters;
  private final Consumer<AudioFrame> out;
  private final long drift;
  private long patience;

  private final Deque<Early> early = new ArrayDeque<>();
  private @Nullable AacConfig format;
  private @Nullable SoundEncoder encoder;
  private boolean started;
  private long earliest;
  private long next;
  private boolean flowing;
  private boolean afterSilence;

  SoundLine(MediaConfig config, IngestMeters meters, Consumer<AudioFrame> out) {
    this.config = config;
    this.meters = meters;
    this.out = out;
    this.drift = samples(config.sound().drift().toMillis());
    this.patience = samples(config.sound().patience().toMillis());
  }

  /**
   * The first picture fixed the axis.
   *
   * @param position nothing before it is needed
   * @param shift from the publisher's clock to the axis, in samples
   */
  void start(long position, long shift) {
    started = true;
    earliest = Math.max(position, next);
    next = earliest;
    flowing = false;
    afterSilence = false;
    while (!early.isEmpty()) {
      Early frame = early.remove();
      take(frame.data(), frame.position() + shift);
    }
  }

  /** The axis is lost; the line waits for the next {@link #start}. */
  void stop() {
    started = false;
    early.clear();
  }

  void format(AacConfig changed) {
    if (format != null && format.sameAs(changed)) {
      return;
    }
    closeEncoder();
    format = changed;
    if (!changed.isHouseFormat()) {
      encoder =
          new SoundEncoder(
              changed, config.soundKilobits(), (int) config.sound().drift().toMillis());
    }
  }

  /**
   * @param position where the publisher says it belongs, before the axis is fixed on its own clock
   */
  void frame(byte[] data, long position) {
    if (format == null) {
      return;
    }
    if (!started) {
      if (early.size() == EARLY_FRAMES_MAX) {
        early.remove();
      }
      early.add(new Early(data, position));
      return;
    }
    take(data, position);
  }

  private void take(byte[] data, long position) {
    if (encoder == null) {
      place(new AudioFrame(position, data));
    } else if (!encoder.encode(data, position, this::place)) {
      meters.damaged();
    }
  }

  private void place(AudioFrame frame) {
    long ahead = frame.position() - next;
    if (!flowing) {
      if (ahead < -FRAME / 2) {
        if (afterSilence) {
          late(-ahead);
        }
        return;
      }
      // Where nothing was counted yet the publisher's own position is taken.
      if (!afterSilence && ahead <= drift) {
        next = Math.max(earliest, frame.position());
        ahead = 0;
      }
    }
    if (ahead < -(flowing ? drift : FRAME / 2)) {
      late(-ahead);
      return;
    }
    if (ahead > (flowing ? drift : FRAME / 2)) {
      silenceUntil(frame.position() - FRAME / 2);
    }
    flowing = true;
    afterSilence = false;
    emit(new AudioFrame(next, frame.data()));
  }

  /** Late sound is lost; a publisher that is always late is waited for longer from now on. */
  private void late(long by) {
    meters.lateSound();
    patience =
        Math.min(
            samples(config.sound().patienceMax().toMillis()), Math.max(patience, patience + by));
  }

  /** Pictures have come this far; sound that is too far behind becomes silence. */
  void pictureAt(long position) {
    if (started && next < position - patience) {
      silenceUntil(position - patience);
    }
  }

  /** No more sound comes: what is missing up to {@code position} is silence. */
  void reach(long position) {
    if (started) {
      silenceUntil(position - FRAME / 2);
    }
  }

  private void silenceUntil(long position) {
    while (next < position) {
      meters.silence();
      flowing = false;
      afterSilence = true;
      emit(AudioFrame.silence(next));
    }
  }

  private void emit(AudioFrame frame) {
    next = frame.end();
    out.accept(frame);
  }

  /** All sound before this position is known. */
  long horizon() {
    return started ? next : Long.MIN_VALUE;
  }

  private void closeEncoder() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }

  @Override
  public void close() {
    closeEncoder();
  }

  private static long samples(long millis) {
    return millis * AudioFrame.SAMPLES_PER_MILLI;
  }
}
