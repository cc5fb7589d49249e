package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import live.nigiwai.ingest.media.PictureFormat;
import live.nigiwai.ingest.media.Sample;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * One rung at work: a bounded queue of decoded frames, and the thread that scales and encodes them.
 *
 * <p><b>Overflow</b>: the queue never drops by itself, it holds the decoder back; frames that are
 * already too old are left out by {@link #offer} before they enter, except those that start a
 * segment.
 *
 * <p><i>Threading</i>: {@link #offer} and {@link #end} belong to the decoder's thread; scaler and
 * encoder belong to the lane's own platform thread, which also frees them.
 */
final class EncodingLane {
  private record Job(@Nullable AVFrame frame, boolean boundary) {}

  private static final long MEASURED_TICKS = 2L * Sample.TICKS_PER_SECOND;

  private final Rung rung;
  private final PictureFormat source;
  private final double framesPerSecond;
  private final TranscodeConfig how;
  private final Transcoder.Output output;
  private final InProcessTranscoder.Meter meter;
  private final Consumer<String> failed;
  private final BlockingQueue<Job> jobs;
  private final Thread thread;

  // The lane's thread.
  private long measuredFrom = Long.MIN_VALUE;
  private long busyNanos;

  private long nextPtsEarliest = Long.MIN_VALUE;
  private volatile long suspendedFrom = Long.MAX_VALUE;
  private volatile long suspendedUntil = Long.MAX_VALUE;

  EncodingLane(
      Rung rung,
      PictureFormat source,
      double sourceFramesPerSecond,
      TranscodeConfig how,
      String name,
      Transcoder.Output output,
      InProcessTranscoder.Meter meter,
      Consumer<String> failed) {
    this.rung = rung;
    this.source = source;
    this.framesPerSecond = Math.min(sourceFramesPerSecond, rung.framesPerSecondMax());
    this.how = how;
    this.output = output;
    this.meter = meter;
    this.failed = failed;
    this.jobs = new ArrayBlockingQueue<>(how.queueFrames());
    this.thread = Thread.ofPlatform().name(name + "-encode-" + rung.name()).unstarted(this::run);
  }

  String name() {
    return rung.name();
  }

  Thread start() {
    thread.start();
    return thread;
  }

  /** Called by the show's thread. */
  void suspend(long from) {
    suspendedUntil = Long.MAX_VALUE;
    suspendedFrom = from;
  }

  /** Called by the show's thread. */
  void resume(long from) {
    suspendedUntil = from;
  }

  /**
   * Thins the source's rate to the rung's; a segment's first frame always stays.
   *
   * @param thinner by how much more than usual
   */
  boolean wants(long pts, boolean boundary, int thinner) {
    if (pts >= suspendedFrom && pts < suspendedUntil) {
      return false;
    }
    if (!boundary && pts < nextPtsEarliest) {
      return false;
    }
    double rate = Math.min(framesPerSecond, rung.framesPerSecondMax()) / thinner;
    double most = thinner == 1 ? rung.framesPerSecondMax() : rate;
    // Four fifths of the interval: uneven timestamps must not cost a frame.
    nextPtsEarliest = pts + Math.round(Sample.TICKS_PER_SECOND * 0.8 / most);
    return true;
  }

  /** Queues a reference to the frame; waits while the queue is full. */
  void offer(AVFrame frame, boolean boundary) throws InterruptedException {
    AVFrame reference = NativeFault.present("memory for a frame", av_frame_clone(frame));
    try {
      jobs.put(new Job(reference, boundary));
    } catch (InterruptedException e) {
      av_frame_free(reference);
      throw e;
    }
  }

  void end() throws InterruptedException {
    jobs.put(new Job(null, false));
  }

  void interrupt() {
    thread.interrupt();
  }

  @SuppressWarnings("Interruption") // the end of the thread is all there is to do
  private void run() {
    Rung.Size size = rung.sizeFor(source.displayWidth(), source.height());
    VideoEncoder encoder = null;
    try (VideoScaler scaler = new VideoScaler(size.width(), size.height())) {
      for (Job job = jobs.take(); job.frame() != null; job = jobs.take()) {
        AVFrame frame = job.frame();
        try {
          if (encoder == null) {
            encoder = new VideoEncoder(rung, size, framesPerSecond, frame, how);
            output.opened(rung.name(), encoder.config());
          }
          long began = System.nanoTime();
          encoder.encode(
              scaler.scale(frame), job.boundary(), sample -> output.encoded(rung.name(), sample));
          measure(frame.pts(), System.nanoTime() - began);
        } finally {
          av_frame_free(frame);
        }
      }
      if (encoder != null) {
        encoder.drain(sample -> output.encoded(rung.name(), sample));
      }
    } catch (InterruptedException closing) {
      // close() wants no more output
    } catch (RuntimeException | LinkageError e) {
      failed.accept("rung " + rung.name() + ": " + e.getMessage());
    } finally {
      if (encoder != null) {
        encoder.close();
      }
      release();
    }
  }

  /** Adds up the work of a few seconds of pictures, then tells how it compares with them. */
  private void measure(long pts, long nanos) {
    if (measuredFrom == Long.MIN_VALUE || pts < measuredFrom) {
      measuredFrom = pts;
      busyNanos = 0;
      return;
    }
    busyNanos += nanos;
    long ticks = pts - measuredFrom;
    if (ticks >= MEASURED_TICKS) {
      double seconds = (double) ticks / Sample.TICKS_PER_SECOND;
      meter.speed(rung.name(), seconds * 1e9 / Math.max(1, busyNanos));
      measuredFrom = pts;
      busyNanos = 0;
    }
  }

  private void release() {
    for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
      if (job.frame() != null) {
        av_frame_free(job.frame());
      }
    }
  }

  /** Called after the decoder's and the lane's threads have ended: nobody can add any more. */
  void releaseLeftovers() {
    release();
  }
}
