package live.nigiwai.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import live.nigiwai.relay.moderation.Pace;
import live.nigiwai.relay.moderation.Purchases;
import live.nigiwai.relay.room.Rooms;
import live.nigiwai.relay.socket.Conversation;
import live.nigiwai.relay.socket.House;
import live.nigiwai.relay.socket.Upgrade;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Timelines;
import org.jspecify.annotations.Nullable;

/**
 * The live room of every show on this node.
 *
 * <p><b>Threading</b>: sockets and rooms live on event loops; whatever asks the database runs on
 * virtual threads of the relay's own. {@link #close} blocks.
 */
public final class Relay implements AutoCloseable {
  /** The feature name of this module's migrations. */
  public static final String MIGRATIONS = "relay";

  private static final Duration SHOW_REMEMBERED = Duration.ofMinutes(1);
  private static final int SHOWS_REMEMBERED_MAX = 10_000;

  private final RelayConfig config;
  private final Vertx vertx;
  private final Visitors visitors;
  private final ExecutorService blocking;
  private final Rooms rooms;
  private final Upgrade upgrade;
  private final @Nullable Talk talk;
  private final KnownShows known;
  private final TimelineRange range;
  private final long timer;

  private Relay(
      RelayConfig config,
      Vertx vertx,
      Timelines timelines,
      ShowClock clock,
      Visitors visitors,
      RelayShows shows,
      MeterRegistry meters,
      ExecutorService blocking,
      Conversation conversation) {
    this.config = config;
    this.vertx = vertx;
    this.visitors = visitors;
    this.blocking = blocking;
    this.rooms =
        new Rooms(config.room(), clock, config.terms(), blocking, Relay::later, System::nanoTime);
    this.talk = conversation instanceof Talk own ? own : null;
    var house =
        new House(
            rooms,
            visitors,
            config.rules(),
            new Pace(config.pace(), System::nanoTime),
            conversation,
            config.visit(),
            System::nanoTime,
            blocking,
            meters);
    this.known = new KnownShows(shows);
    this.upgrade = new Upgrade(house, timelines, known::exists, config);
    this.range = new TimelineRange(timelines, visitors, known::exists);
    meters.gauge("nigiwai.relay.rooms", rooms, Rooms::open);
    meters.gauge("nigiwai.relay.outbound.waiting", rooms, Rooms::outboundWaiting);
    this.timer = vertx.setPeriodic(config.tick().toMillis(), ignored -> tick());
  }

  /** The loops of sockets are Netty's. */
  private static void later(Executor loop, long nanos, Runnable task) {
    var unused = ((EventExecutor) loop).schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Opens the relay; blocks while it reads who may not come.
   *
   * @param purchases who bought in which show
   */
  public static Relay open(
      RelayConfig config,
      Vertx vertx,
      TimelineWriter timelines,
      Database database,
      ShowClock clock,
      Visitors visitors,
      RelayShows shows,
      Purchases purchases,
      MeterRegistry meters) {
    var blocking = threads();
    var talk =
        new Talk(
            config.repetition(), database, timelines, clock, purchases, blocking, System::nanoTime);
    return new Relay(config, vertx, timelines, clock, visitors, shows, meters, blocking, talk);
  }

  /** A relay over any timelines, with a conversation of the caller's own. */
  static Relay open(
      RelayConfig config,
      Vertx vertx,
      Timelines timelines,
      ShowClock clock,
      Visitors visitors,
      RelayShows shows,
      MeterRegistry meters,
      Conversation conversation) {
    return new Relay(
        config, vertx, timelines, clock, visitors, shows, meters, threads(), conversation);
  }

  private static ExecutorService threads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("relay-", 0).factory());
  }

  /** Adds the live socket, the timeline, and what moderators and answerers do. */
  public void mount(Router router) {
    var endpoints = new Endpoints(visitors);
    router.get("/api/shows/:show/live").handler(upgrade);
    router.get("/api/shows/:show/timeline").handler(endpoints.on(range::answer));
    if (talk != null) {
      talk.mount(router, endpoints, known::exists);
    }
  }

  /** How many sockets follow the show's stage on this node. */
  public int viewers(ShowId show) {
    return rooms.viewers(show);
  }

  /**
   * Forgets what has been kept long enough: removed words and devices and addresses after 30 days,
   * reports and sanctions that ended after 400. Blocks.
   */
  public void retain() {
    if (talk != null) {
      talk.moderation().retain();
    }
  }

  /**
   * Takes everything a viewer said, in every show, and all the relay knows of them. What is on them
   * stays, without their name: an erasure is not a pardon. Blocks.
   */
  public void erase(ViewerId viewer) {
    if (talk != null) {
      talk.moderation().erase(viewer);
    }
  }

  private void tick() {
    rooms.tick();
    if (talk != null) {
      talk.tick();
    }
    upgrade.sweep();
  }

  /**
   * Sends everyone away with a time to come back, and waits for them, but not for ever. Whoever
   * closes the HTTP server calls this first: a server that closes says only 1000, after which
   * viewers do not come back.
   */
  public void sendAway() {
    long drainMillis = config.drainMax().toMillis();
    long deadline = System.nanoTime() + config.drainMax().toNanos();
    upgrade.drain(() -> ThreadLocalRandom.current().nextLong(drainMillis / 2 + 1));
    awaitEmpty(deadline - config.drainMax().toNanos() / 4);
    upgrade.closeAll();
    awaitEmpty(deadline);
  }

  @Override
  public void close() {
    sendAway();
    vertx.cancelTimer(timer);
    rooms.close();
    if (talk != null) {
      talk.close();
    }
    blocking.shutdown();
  }

  private void awaitEmpty(long deadline) {
    while (upgrade.sockets() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** Remembers which shows there are, so that two thousand joins ask once. */
  private static final class KnownShows {
    private final RelayShows shows;
    private final Cache<ShowId, Boolean> known =
        Caffeine.newBuilder()
            .maximumSize(SHOWS_REMEMBERED_MAX)
            .expireAfterWrite(SHOW_REMEMBERED)
            .build();

    KnownShows(RelayShows shows) {
      this.shows = shows;
    }

    boolean exists(ShowId show) {
      // A computed null is not kept, so a show made a moment ago is found at once.
      return known.get(show, asked -> shows.exists(asked) ? Boolean.TRUE : null) != null;
    }
  }
}
