package live.nigiwai.ingest.hls;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.health.StreamHealth;
import live.nigiwai.ingest.media.FlvVideo;
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
  private final Archive archive;
  private final ShowMail mail;
  private final AtomicBoolean wakePending = new AtomicBoolean();
  private final Waiters waiters;
  private final Recorded recorded;
  private final Cues cues = new Cues();
  private volatile ShowTimeline.@Nullable Following following;
  private final Thread thread;
  private volatile Presentation presentation = Presentation.NOTHING;
  private @Nullable Incoming newest;
  private @Nullable Incoming current;

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
    this.archive = archive;
    this.config = config;
    this.clock = clock;
    this.meters = meters.forShow(health);
    this.health = health;
    this.mail = new ShowMail(config.limits(), clock, this.meters);
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
    waiters.wake(rung);
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
                    .forEach(entry -> mail.add(new ShowMessage.Card(entry))));
    timeline.snapshot(0).states().stream()
        .map(Versioned::state)
        .filter(ShowState.Pins.class::isInstance)
        .forEach(pins -> mail.add(new ShowMessage.Cards((ShowState.Pins) pins)));
  }

  /** The producer's word that nothing follows; a publisher who is still there is sent away. */
  synchronized void over() {
    if (newest != null && !newest.over()) {
      newest.publisher.close(Refusals.ended());
    }
    mail.add(new ShowMessage.Over());
  }

  /** A publisher came; the newest wins, and the one before it is told so. */
  synchronized PublishSink open(Publisher publisher, boolean backup) {
    if (newest != null && !newest.over()) {
      log.info("{}: {} takes over from {}", show, publisher.remote(), newest.publisher.remote());
      newest.publisher.close(Refusals.takenOver());
    }
    Incoming publish =
        new Incoming(
            show, publisher, backup, new Intake(config.limits(), meters, health, core), mail);
    newest = publish;
    mail.add(new ShowMessage.Opened(publish));
    return publish;
  }

  synchronized boolean hasPublisher() {
    return newest != null && !newest.over();
  }

  private void wake() {
    if (wakePending.compareAndSet(false, true)) {
      mail.add(new ShowMessage.Woken());
    }
  }

  private void run() {
    try (core) {
      restore();
      long ticked = 0;
      boolean goesOn = true;
      while (goesOn) {
        ShowMessage message = mail.poll(TICK_MILLIS);
        goesOn = message == null || take(message);
        mail.awaitsSound(core.ladder().awaitsSound());
        long now = clock.now().millis();
        // What still waits came before now: only then is nothing there.
        if (goesOn && mail.isEmpty() && now - ticked >= TICK_MILLIS) {
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

  private void tick(long now, boolean stoodStill) throws InterruptedException {
    try {
      if (current != null && current.opening.due(now)) {
        releaseHeld();
        core.drain();
      }
      boolean begins = current != null && current.opening.begun() && current.opening.holds();
      if (!begins) {
        // A slate that went on now would push back what is held.
        core.tick(now, stoodStill);
      }
      health.recording(archive.state());
      health.tick(now);
      waiters.wakeExpired();
    } catch (RuntimeException | LinkageError e) {
      log.error("{}: the clock's tick failed", show, e);
    }
  }

  /** False when it was the last message. */
  private boolean take(ShowMessage message) throws InterruptedException {
    try {
      switch (message) {
        case ShowMessage.Opened(Incoming publish) -> {
          releaseHeld();
          current = publish;
          core.begin(publish.publisher);
          health.began(
              publish.publisher.remote(),
              publish.publisher.encoder(),
              publish.backup,
              clock.now().millis());
        }
        case ShowMessage.Video video -> {
          if (!held(video.publish(), video)) {
            picture(video);
          }
        }
        case ShowMessage.Audio audio -> {
          if (!held(audio.publish(), audio)) {
            sound(audio);
          }
        }
        case ShowMessage.Told(Incoming publish, Map<String, Object> metadata) -> {
          if (publish == current) {
            health.metadata(metadata);
          }
        }
        case ShowMessage.Ended(Incoming publish, String reason) -> {
          if (publish == current) {
            publish.opening.giveUp();
            releaseHeld();
            current = null;
            core.end(reason);
            health.ended(clock.now().millis());
          }
        }
        case ShowMessage.Woken woken -> wakePending.set(false);
        case ShowMessage.Over over -> core.over();
        case ShowMessage.Card(TimelineEntry entry) -> {
          if (cues.take(entry)) {
            core.ladder().cues(cues.since(core.ladder().listStart()));
          }
        }
        case ShowMessage.Cards(ShowState.Pins pins) -> {
          cues.begin(pins);
          core.ladder().cues(cues.since(core.ladder().listStart()));
        }
        case ShowMessage.Stopped stopped -> {
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

  /** Whether it waits for more of its publish, which has just begun. */
  private boolean held(Incoming publish, ShowMessage message) throws InterruptedException {
    Opening<ShowMessage> opening = publish.opening;
    if (publish != current || publish.backup || !opening.holds()) {
      return false;
    }
    boolean picture =
        message instanceof ShowMessage.Video video && FlvVideo.isPicture(video.payload());
    if (!picture && !opening.begun()) {
      // What cannot be taken is refused at once.
      return false;
    }
    opening.hold(message);
    if (picture && message instanceof ShowMessage.Video video) {
      opening.picture(video.wireMillis(), video.arrivedMillis());
      if (opening.due(video.arrivedMillis())) {
        releaseHeld();
      }
    }
    return true;
  }

  private void releaseHeld() throws InterruptedException {
    if (current == null) {
      return;
    }
    for (ShowMessage message : current.opening.release()) {
      switch (message) {
        case ShowMessage.Video video -> picture(video);
        case ShowMessage.Audio audio -> sound(audio);
        case ShowMessage.Opened _, ShowMessage.Told _, ShowMessage.Ended _ -> {}
        case ShowMessage.Woken _, ShowMessage.Over _, ShowMessage.Stopped _ -> {}
        case ShowMessage.Card _, ShowMessage.Cards _ -> {}
      }
    }
  }

  private void picture(ShowMessage.Video video) throws InterruptedException {
    mail.leave(video.payload());
    Incoming publish = video.publish();
    if (publish == current) {
      boolean mapsAnew = publish.backup || core.hasMapped();
      long late =
          mapsAnew
              ? publish.burst.ahead(video.wireMillis(), video.arrivedMillis())
              : publish.opening.late(video.wireMillis(), video.arrivedMillis());
      publish.intake.video(video.wireMillis(), video.arrivedMillis() - late, video.payload());
    }
  }

  private void sound(ShowMessage.Audio audio) throws InterruptedException {
    mail.leave(audio.payload());
    if (audio.publish() == current) {
      audio.publish().intake.audio(audio.wireMillis(), audio.arrivedMillis(), audio.payload());
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (newest != null && !newest.over()) {
        newest.publisher.close(Refusals.stopping());
      }
    }
    ShowTimeline.Following cards = following;
    if (cards != null) {
      cards.close();
    }
    mail.add(new ShowMessage.Stopped());
    try {
      if (!thread.join(STOP_TIMEOUT)) {
        log.warn("{}: did not stop within {}", show, STOP_TIMEOUT);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
