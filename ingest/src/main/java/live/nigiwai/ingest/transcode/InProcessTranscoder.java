package live.nigiwai.ingest.transcode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes once and encodes every rung in this process with FFmpeg's libraries.
 *
 * <p><b>Overflow</b>: a full queue holds the caller back, so that nothing the decoder needs is ever
 * lost. When a decoded frame is older than {@link TranscodeConfig#lagMax}, it is not encoded unless
 * a segment starts with it; the meter counts it.
 *
 * <p><i>Threading</i>: one platform thread decodes, one per rung scales and encodes. {@link
 * #picture}, {@link #finish} and {@link #close} belong to one caller.
 */
public final class InProcessTranscoder implements Transcoder {
  /** Counts what the overflow policy costs. */
  public interface Meter {
    void dropped(String rung);

    void damaged();

    /** Seconds of pictures that the rung's thread could scale and encode in a second. */
    void speed(String rung, double ratio);

    /** Age of a frame when it reached the encoders. */
    void lag(Duration age);
  }

  private record Coded(Sample sample, boolean boundary, long arrivedNanos) {}

  private static final Coded END = new Coded(new Sample(0, 0, false, new byte[0]), false, 0);

  private final TranscodeConfig how;
  private final AvcConfig config;
  private final Meter meter;
  private final LongSupplier nanoTime;
  private final Output output;
  private final BlockingQueue<Coded> pictures;
  private final List<EncodingLane> lanes;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** Display times where segments start and frames still to come; the decoder's thread only. */
  private final Queue<Long> boundaries = new ArrayDeque<>();

  /** Arrival of the pictures inside the decoder, oldest first; the decoder's thread only. */
  private final Queue<Long> arrivals = new ArrayDeque<>();

  private final SpeedControl speed = new SpeedControl();
  private Pace pace = Pace.FULL;
  private boolean started;
  private volatile boolean failed;

  public InProcessTranscoder(
      String name,
      AvcConfig config,
      double framesPerSecond,
      List<Rung> rungs,
      TranscodeConfig how,
      Meter meter,
      LongSupplier nanoTime,
      Output output) {
    this.how = how;
    this.config = config;
    this.meter = meter;
    this.nanoTime = nanoTime;
    this.output = output;
    this.pictures = new ArrayBlockingQueue<>(how.queuePictures());
    this.lanes = rungs.stream().map(r -> lane(name, r, framesPerSecond)).toList();
    for (EncodingLane lane : lanes) {
      threads.add(lane.start());
    }
    threads.add(Thread.ofPlatform().name(name + "-decode").start(this::run));
  }

  private EncodingLane lane(String name, Rung rung, double framesPerSecond) {
    return new EncodingLane(
        rung, config.format(), framesPerSecond, how, name, output, meter, this::fail);
  }

  @Override
  public void picture(Sample picture, boolean boundary) throws InterruptedException {
    put(new Coded(picture, boundary, nanoTime.getAsLong()));
  }

  /** Waits for room, but not for a decoder that has ended. */
  private void put(Coded coded) throws InterruptedException {
    while (!failed && !pictures.offer(coded, 100, TimeUnit.MILLISECONDS)) {
      Thread.onSpinWait();
    }
  }

  private void fail(String why) {
    failed = true;
    threads.forEach(Thread::interrupt);
    output.failed(why);
  }

  private void run() {
    try (VideoDecoder decoder = new VideoDecoder(config)) {
      for (Coded coded = pictures.take(); coded != END; coded = pictures.take()) {
        if (coded.boundary()) {
          boundaries.add(coded.sample().pts());
        }
        arrivals.add(coded.arrivedNanos());
        if (!decoder.decode(coded.sample(), this::distribute)) {
          meter.damaged();
          arrivals.poll();
        }
      }
      decoder.drain(this::distribute);
      for (EncodingLane lane : lanes) {
        lane.end();
      }
    } catch (InterruptedException closing) {
      lanes.forEach(EncodingLane::interrupt);
    } catch (RuntimeException | LinkageError e) {
      fail("decoder: " + e.getMessage());
    }
  }

  private void distribute(AVFrame frame) throws InterruptedException {
    long pts = frame.best_effort_timestamp();
    frame.pts(pts);
    boolean boundary = false;
    while (!boundaries.isEmpty() && pts >= boundaries.element()) {
      boundaries.remove();
      boundary = true;
    }
    started |= boundary;
    Long arrived = arrivals.poll();
    if (!started) {
      return;
    }
    Duration age =
        arrived == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - arrived);
    meter.lag(age);
    pace(age);
    int thinner = pace == Pace.FULL ? 1 : 2;
    boolean late = age.compareTo(how.lagMax()) > 0 && !boundary;
    for (EncodingLane lane : lanes) {
      if (!lane.wants(pts, boundary, thinner)) {
        continue;
      }
      if (late) {
        meter.dropped(lane.name());
      } else {
        lane.offer(frame, boundary);
      }
    }
  }

  private void pace(Duration age) {
    Pace now = speed.observe(nanoTime.getAsLong(), age.toNanos());
    if (now != pace) {
      pace = now;
      output.paced(now);
    }
  }

  @Override
  public void suspend(String rung, long from) {
    lanes.stream().filter(lane -> lane.name().equals(rung)).forEach(lane -> lane.suspend(from));
  }

  @Override
  public void resume(String rung, long from) {
    lanes.stream().filter(lane -> lane.name().equals(rung)).forEach(lane -> lane.resume(from));
  }

  @Override
  public void finish() {
    try {
      put(END);
      long deadline = System.nanoTime() + how.closeTimeout().toNanos();
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(how.closeTimeout());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    lanes.forEach(EncodingLane::releaseLeftovers);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
