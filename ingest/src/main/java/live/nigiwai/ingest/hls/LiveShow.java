package live.nigiwai.ingest.hls;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.health.StreamHealth;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One show's pictures: a mailbox, the thread that empties it, and what viewers are served.
 *
 * <p><b>Overflow</b>: at half of the mailbox's limit the publisher's socket is no longer read; a
 * publisher that goes on beyond the whole limit is sent away.
 *
 * <p><i>Threading</i>: any thread may open a publish and read the presentation; one platform thread
 * owns everything behind the mailbox and is the only one that calls native code or starts the
 * transcoder's threads.
 */
final class LiveShow implements HlsRoutes.Stage, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveShow.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private sealed interface Message {}

  private record Opened(Publish publish) implements Message {}

  private record Video(Publish publish, long wireMillis, long arrivedMillis, byte[] payload)
      implements Message {}

  private record Audio(Publish publish, long wireMillis, long arrivedMillis, byte[] payload)
      implements Message {}

  private record Told(Publish publish, Map<String, Object> metadata) implements Message {}

  private record Ended(Publish publish, String reason) implements Message {}

  private record Woken() implements Message {}

  private record Over() implements Message {}

  private record Card(TimelineEntry entry) implements Message {}

  private record Cards(ShowState.Pins pins) implements Message {}

  private record Stopped() implements Message {}

  /** How often the show looks at the clock: often enough to keep a slate's parts coming. */
  private static final long TICK_MILLIS = 40;

  /** A longer time between two looks at the clock: the whole process stood still. */
  private static final long STOOD_STILL_MILLIS = 1_000;

  private final ShowId show;
  private final MediaConfig config;
  private final ShowClock clock;
  private final IngestMeters meters;
  private final StreamHealth health;
  private final StreamCore core;
  private final BlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
  private final AtomicBoolean wakePending = new AtomicBoolean();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicInteger waitingMessages = new AtomicInteger();
  private final Waiters waiters;
  private final Recorded recorded;
  private final Cues cues = new Cues();
  private volatile ShowTimeline.@Nullable Following following;
  private final Thread thread;
  private volatile Presentation presentation = Presentation.NOTHING;
  private @Nullable Publish newest;
  private @Nullable Publish current;

  LiveShow(
      ShowId show,
      String session,
      MediaConfig config,
      StreamFacts facts,
      Archive archive,
      Recorded recorded,
      ShowClock clock,
      IngestMeters meters,
      StreamHealth health,
      LongSupplier nanoTime) {
    this.show = show;
    this.recorded = recorded;
    this.config = config;
    this.clock = clock;
    this.meters = meters.forShow(health);
    this.health = health;
    MediaConfig.Serving serving = config.serving();
    this.waiters = new Waiters(serving.waitingMax(), serving.batch(), serving.waitMax().toNanos());
    this.core =
        new StreamCore(
            "ingest-" + show,
            session,
            config,
            clock.now(),
            this.meters,
            nanoTime,
            facts,
            archive,
            this::show,
            this::wake);
    this.thread = Thread.ofPlatform().name("ingest-" + show).start(this::run);
  }

  private void show(Presentation next, @Nullable String rung) {
    presentation = next;
    waiters.wake();
  }

  @Override
  public Presentation presentation() {
    return presentation;
  }

  @Override
  public Waiters waiters() {
    return waiters;
  }

  @Override
  public Recorded recorded() {
    return recorded;
  }

  boolean isOver() {
    return presentation.over();
  }

  /** Lists the cards of the timeline as cues from now on. Blocks; belongs on a virtual thread. */
  void followCards(ShowTimeline timeline) {
    following =
        timeline.follow(
            batch ->
                batch.entries().stream()
                    .filter(entry -> entry.event().inStep())
                    .forEach(entry -> mailbox.add(new Card(entry))));
    timeline.snapshot(0).states().stream()
        .map(Versioned::state)
        .filter(ShowState.Pins.class::isInstance)
        .forEach(pins -> mailbox.add(new Cards((ShowState.Pins) pins)));
  }

  /** The producer's word that nothing follows; a publisher who is still there is sent away. */
  synchronized void over() {
    if (newest != null && !newest.over) {
      newest.publisher.close(Refusals.ended());
    }
    mailbox.add(new Over());
  }

  /** A publisher came; the newest wins, and the one before it is told so. */
  synchronized PublishSink open(Publisher publisher, boolean backup) {
    if (newest != null && !newest.over) {
      log.info("{}: {} takes over from {}", show, publisher.remote(), newest.publisher.remote());
      newest.publisher.close(Refusals.takenOver());
    }
    Publish publish = new Publish(publisher, backup);
    newest = publish;
    mailbox.add(new Opened(publish));
    return publish;
  }

  synchronized boolean hasPublisher() {
    return newest != null && !newest.over;
  }

  private void wake() {
    if (wakePending.compareAndSet(false, true)) {
      mailbox.add(new Woken());
    }
  }

  private void run() {
    try (core) {
      restore();
      long ticked = 0;
      boolean goesOn = true;
      while (goesOn) {
        Message message = mailbox.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        goesOn = message == null || take(message);
        long now = clock.now().millis();
        // What still waits came before now: only then is nothing there.
        if (goesOn && mailbox.isEmpty() && now - ticked >= TICK_MILLIS) {
          tick(now, now - ticked > STOOD_STILL_MILLIS);
          ticked = now;
        }
      }
    } catch (InterruptedException stopping) {
      log.debug("{}: interrupted", show);
    } finally {
      health.close();
    }
  }

  private void restore() {
    try {
      core.restore();
    } catch (RuntimeException e) {
      log.error("{}: what was recorded cannot be gone on with", show, e);
    }
  }

  private void tick(long now, boolean stoodStill) {
    try {
      core.tick(now, stoodStill);
      health.tick(now);
      waiters.wakeExpired();
    } catch (RuntimeException | LinkageError e) {
      log.error("{}: the clock's tick failed", show, e);
    }
  }

  /** False when it was the last message. */
  private boolean take(Message message) throws InterruptedException {
    try {
      switch (message) {
        case Opened(Publish publish) -> {
          current = publish;
          core.begin(publish.publisher);
          health.began(
              publish.publisher.remote(),
              publish.publisher.encoder(),
              publish.backup,
              clock.now().millis());
        }
        case Video(Publish publish, long wire, long arrived, byte[] payload) -> {
          leave(payload);
          if (publish == current) {
            // Whoever publishes for the first time may be as fast as they like.
            boolean late = publish.backup || core.hasMapped();
            long ahead = late ? publish.burst.ahead(wire, arrived) : 0;
            publish.intake.video(wire, arrived - ahead, payload);
          }
        }
        case Audio(Publish publish, long wire, long arrived, byte[] payload) -> {
          leave(payload);
          if (publish == current) {
            publish.intake.audio(wire, arrived, payload);
          }
        }
        case Told(Publish publish, Map<String, Object> metadata) -> {
          if (publish == current) {
            health.metadata(metadata);
          }
        }
        case Ended(Publish publish, String reason) -> {
          if (publish == current) {
            current = null;
            core.end(reason);
            health.ended(clock.now().millis());
          }
        }
        case Woken woken -> wakePending.set(false);
        case Over over -> core.over();
        case Card(TimelineEntry entry) -> {
          if (cues.take(entry)) {
            core.ladder().cues(cues.since(core.ladder().listStart()));
          }
        }
        case Cards(ShowState.Pins pins) -> {
          cues.begin(pins);
          core.ladder().cues(cues.since(core.ladder().listStart()));
        }
        case Stopped stopped -> {
          core.end("server stopping");
          return false;
        }
      }
      core.drain();
    } catch (RuntimeException | LinkageError e) {
      // One bad stream must not end the show: the publisher goes, the next one is welcome.
      log.error("{}: message failed", show, e);
      if (current != null) {
        current.intake.refuse(Refusals.broken("internal error"));
      }
    }
    return true;
  }

  private void leave(byte[] payload) {
    waitingBytes.addAndGet(-payload.length);
    waitingMessages.decrementAndGet();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (newest != null && !newest.over) {
        newest.publisher.close(Refusals.stopping());
      }
    }
    ShowTimeline.Following cards = following;
    if (cards != null) {
      cards.close();
    }
    mailbox.add(new Stopped());
    try {
      if (!thread.join(STOP_TIMEOUT)) {
        log.warn("{}: did not stop within {}", show, STOP_TIMEOUT);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The sink of one publish. */
  private final class Publish implements PublishSink {
    final Publisher publisher;
    final boolean backup;
    final Intake intake;
    volatile boolean over;
    final Burst burst = new Burst();

    Publish(Publisher publisher, boolean backup) {
      this.publisher = publisher;
      this.backup = backup;
      this.intake = new Intake(config.limits(), meters, health, core);
    }

    @Override
    public void metadata(Map<String, Object> metadata) {
      log.info("{}: {} publishes with {}", show, publisher.remote(), publisher.encoder());
      if (!over) {
        mailbox.add(new Told(this, metadata));
      }
    }

    @Override
    public void video(long timestampMillis, byte[] flvPayload) {
      if (enter(flvPayload)) {
        long now = clock.now().millis();
        burst.arrived(timestampMillis, now);
        mailbox.add(new Video(this, timestampMillis, now, flvPayload));
      }
    }

    @Override
    public void audio(long timestampMillis, byte[] flvPayload) {
      if (enter(flvPayload)) {
        mailbox.add(new Audio(this, timestampMillis, clock.now().millis(), flvPayload));
      }
    }

    private boolean enter(byte[] payload) {
      if (over) {
        return false;
      }
      if (waitingBytes.get() + payload.length > config.limits().waitingBytesMax()
          || waitingMessages.get() >= config.limits().waitingMessagesMax()) {
        meters.overflow();
        CloseReason reason = Refusals.overflow();
        publisher.close(reason);
        return false;
      }
      waitingBytes.addAndGet(payload.length);
      waitingMessages.incrementAndGet();
      return true;
    }

    @Override
    public void ended(String reason) {
      over = true;
      mailbox.add(new Ended(this, reason));
    }

    @Override
    public boolean overloaded() {
      return waitingBytes.get() > config.limits().waitingBytesMax() / 2
          || waitingMessages.get() > config.limits().waitingMessagesMax() / 2;
    }
  }
}
