package live.nigiwai.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import live.nigiwai.relay.moderation.Pace;
import live.nigiwai.relay.moderation.Purchases;
import live.nigiwai.relay.room.Crowds;
import live.nigiwai.relay.room.Rooms;
import live.nigiwai.relay.socket.Conversation;
import live.nigiwai.relay.socket.Doors;
import live.nigiwai.relay.socket.House;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Timelines;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live room of every show on this node.
 *
 * <p><b>Threading</b>: sockets and rooms live on event loops; whatever asks the database runs on
 * virtual threads of the relay's own. {@link #close} blocks.
 */
public final class Relay implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  /** The feature name of this module's migrations. */
  public static final String MIGRATIONS = "relay";

  private static final Duration SHOW_REMEMBERED = Duration.ofMinutes(1);

  /** How long a client may take to do what it was asked to. */
  private static final Duration LEAVING_MAX = Duration.ofMillis(500);

  private static final int SHOWS_REMEMBERED_MAX = 10_000;

  /** Files, database connections and sockets that are no viewer's. */
  private static final int FILES_OF_OUR_OWN = 1_000;

  private final RelayConfig config;
  private final Vertx vertx;
  private final Visitors visitors;
  private final ExecutorService blocking;
  private final Crowds crowds;
  private final Rooms rooms;
  private final Doors doors;
  private final @Nullable Talk talk;
  private final KnownShows known;
  private final TimelineRange range;
  private final long timer;

  private Relay(
      RelayConfig config,
      Vertx vertx,
      Timelines timelines,
      Bell bell,
      ShowClock clock,
      Visitors visitors,
      RelayShows shows,
      ClientAddresses addresses,
      MeterRegistry meters,
      ExecutorService blocking,
      Conversation conversation) {
    this.config = config;
    this.vertx = vertx;
    this.visitors = visitors;
    this.blocking = blocking;
    this.talk = conversation instanceof Talk own ? own : null;
    this.crowds = new Crowds(bell, System::nanoTime);
    this.rooms =
        new Rooms(
            config.room(), clock, config.terms(), blocking, Relay::later, System::nanoTime, crowds);
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
    this.doors = new Doors(house, timelines, known, addresses, config);
    this.range = new TimelineRange(timelines, visitors, known::exists);
    meters.gauge("nigiwai.relay.nodes.other", crowds, Crowds::otherNodes);
    meters.gauge("nigiwai.relay.rooms", rooms, Rooms::open);
    meters.gauge("nigiwai.relay.outbound.waiting", rooms, Rooms::outboundWaiting);
    log.info(
        "live sockets on {}, up to {}",
        vertx.isNativeTransportEnabled() ? "native epoll" : "NIO",
        config.socketsMax());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < config.socketsMax() + FILES_OF_OUR_OWN) {
      log.warn(
          "{} open files are allowed, too few for relay.sockets-max {}: raise ulimit -n or lower"
              + " it",
          system.getMaxFileDescriptorCount(),
          config.socketsMax());
    }
    this.timer = vertx.setPeriodic(config.tick().toMillis(), ignored -> tick());
  }

  /** The loops of sockets are Netty's. */
  private static void later(Executor loop, long nanos, Runnable task) {
    var unused = ((EventExecutor) loop).schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Opens the relay; blocks while it reads who may not come.
   *
   * @param bell how other nodes are heard of
   * @param purchases who bought in which show
   */
  public static Relay open(
      RelayConfig config,
      Vertx vertx,
      TimelineWriter timelines,
      Database database,
      Bell bell,
      ShowClock clock,
      Visitors visitors,
      RelayShows shows,
      Purchases purchases,
      ClientAddresses addresses,
      MeterRegistry meters) {
    var blocking = threads();
    var talk =
        new Talk(
            config.repetition(), database, timelines, clock, purchases, blocking, System::nanoTime);
    return new Relay(
        config, vertx, timelines, bell, clock, visitors, shows, addresses, meters, blocking, talk);
  }

  /** A relay over any timelines, with a conversation of the caller's own. */
  static Relay open(
      RelayConfig config,
      Vertx vertx,
      Timelines timelines,
      Bell bell,
      ShowClock clock,
      Visitors visitors,
      RelayShows shows,
      ClientAddresses addresses,
      MeterRegistry meters,
      Conversation conversation) {
    return new Relay(
        config,
        vertx,
        timelines,
        bell,
        clock,
        visitors,
        shows,
        addresses,
        meters,
        threads(),
        conversation);
  }

  private static ExecutorService threads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("relay-", 0).factory());
  }

  /** Adds the doors, the timeline, the audience, and what moderators and answerers do. */
  public void mount(Router router) {
    var endpoints = new Endpoints(visitors);
    doors.mount(router);
    router.get("/api/shows/:show/timeline").handler(endpoints.on(range::answer));
    router
        .get("/api/shows/:show/audience")
        .handler(
            endpoints.staff(
                EnumSet.allOf(Role.class),
                (context, staff) ->
                    Answer.ok(rooms.turnout(new ShowId(context.pathParam("show"))))));
    if (talk != null) {
      talk.mount(router, endpoints, known::exists);
    }
  }

  /** How far behind the show a viewer's picture is, as a heartbeat said to this node lately. */
  public OptionalLong delayOf(ShowId show, ViewerId viewer) {
    return rooms.delays().of(show, viewer);
  }

  /** How many watch the show, on all nodes. */
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
    doors.sweep();
  }

  /** Whether viewers would find another node when they leave this one. */
  public boolean hasOtherNodes() {
    return crowds.otherNodes() > 0;
  }

  /**
   * Sends everyone away with a time to come back, and waits for them, but not for ever. Whoever
   * closes the HTTP server calls this first: a server that closes says only 1000, after which
   * viewers do not come back.
   */
  public void sendAway() {
    sendAway(config.drainMax().dividedBy(2));
  }

  /**
   * Nobody is let in any more, and who is here leaves at a moment of their own, spread evenly over
   * the window, so that other nodes get no more than their number divided by the window at a time.
   */
  public void sendAway(Duration window) {
    long everyone = Math.max(1, doors.present());
    var leaving = new AtomicLong();
    doors.drain(() -> window.toMillis() * Math.min(leaving.incrementAndGet(), everyone) / everyone);
    awaitEmpty(System.nanoTime() + window.toNanos() + LEAVING_MAX.toNanos());
    doors.closeAll();
    awaitEmpty(System.nanoTime() + LEAVING_MAX.toNanos());
  }

  @Override
  public void close() {
    sendAway();
    vertx.cancelTimer(timer);
    rooms.close();
    crowds.close();
    if (talk != null) {
      talk.close();
    }
    blocking.shutdown();
  }

  private void awaitEmpty(long deadline) {
    while (doors.present() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** Remembers which shows there are, so that two thousand joins ask once. */
  private static final class KnownShows implements RelayShows {
    private final RelayShows shows;
    private final Cache<ShowId, Boolean> known =
        Caffeine.newBuilder()
            .maximumSize(SHOWS_REMEMBERED_MAX)
            .expireAfterWrite(SHOW_REMEMBERED)
            .build();

    KnownShows(RelayShows shows) {
      this.shows = shows;
    }

    @Override
    public boolean exists(ShowId show) {
      // A computed null is not kept, so a show made a moment ago is found at once.
      return known.get(show, asked -> shows.exists(asked) ? Boolean.TRUE : null) != null;
    }

    @Override
    public boolean admits(ShowId show, String pass) {
      return shows.admits(show, pass);
    }
  }
}
