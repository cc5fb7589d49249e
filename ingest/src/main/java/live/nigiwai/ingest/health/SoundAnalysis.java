package live.nigiwai.ingest.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.ingest.media.AacConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the sound of every show, on a thread of its own.
 *
 * <p><b>Overflow</b>: what does not fit into the queue is left out and counted; nobody waits.
 *
 * <p><i>Threading</i>: any thread offers; one platform thread owns all decoders.
 */
final class SoundAnalysis implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SoundAnalysis.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  /** Frames of one tap that follow each other. */
  record Batch(
      SoundTap tap,
      AacConfig format,
      List<byte[]> frames,
      boolean afterGap,
      long endMillis,
      long nowMillis) {}

  private sealed interface Message {}

  private record Listen(Batch batch) implements Message {}

  private record Sweep() implements Message {}

  private record Stop() implements Message {}

  private final double silenceLoudness;
  private final int framesMax;
  private final AtomicInteger framesWaiting = new AtomicInteger();
  private final BlockingQueue<Message> queue;
  private final Counter leftOut;
  private final Map<SoundTap, Ear> ears = new HashMap<>();
  private final Thread thread;

  SoundAnalysis(HealthConfig config, MeterRegistry meters) {
    this.silenceLoudness = config.sound().silenceLoudness();
    this.framesMax = config.listening().framesWaitingMax();
    this.queue = new ArrayBlockingQueue<>(framesMax);
    this.leftOut = meters.counter("nigiwai.ingest.health.sound.left-out");
    this.thread = Thread.ofPlatform().name("ingest-listen").daemon().start(this::run);
  }

  /** False where there is no room. */
  boolean offer(Batch batch) {
    int frames = batch.frames().size();
    if (framesWaiting.addAndGet(frames) <= framesMax && queue.offer(new Listen(batch))) {
      return true;
    }
    framesWaiting.addAndGet(-frames);
    leftOut.increment(frames);
    return false;
  }

  /** Frames that were offered and not yet listened to. */
  int framesWaiting() {
    return framesWaiting.get();
  }

  /** Some tap was closed; where there is no room the next one's sweep finds it too. */
  void sweep() {
    queue.offer(new Sweep());
  }

  private void run() {
    try {
      while (take(queue.take())) {}
    } catch (InterruptedException stopping) {
      log.debug("listening is over");
    } finally {
      ears.values().forEach(Ear::close);
    }
  }

  private boolean take(Message message) {
    switch (message) {
      case Listen(Batch batch) -> {
        listen(batch);
        framesWaiting.addAndGet(-batch.frames().size());
      }
      case Sweep sweep -> sweepClosed();
      case Stop stop -> {
        return false;
      }
    }
    return true;
  }

  private void sweepClosed() {
    ears.entrySet()
        .removeIf(
            entry -> {
              boolean over = entry.getKey().isClosed();
              if (over) {
                entry.getValue().close();
              }
              return over;
            });
  }

  private void listen(Batch batch) {
    SoundTap tap = batch.tap();
    if (tap.isClosed()) {
      return;
    }
    try {
      Ear ear = ears.computeIfAbsent(tap, unused -> new Ear(silenceLoudness));
      tap.heard(ear.listen(batch));
    } catch (RuntimeException | LinkageError e) {
      // The show goes on; its loudness is not known until the next batch.
      log.warn("cannot listen", e);
    }
  }

  @Override
  public void close() {
    try {
      if (!queue.offer(new Stop()) || !thread.join(STOP_TIMEOUT)) {
        thread.interrupt();
        thread.join(STOP_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
