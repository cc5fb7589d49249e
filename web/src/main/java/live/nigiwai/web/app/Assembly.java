package live.nigiwai.web.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import live.nigiwai.ingest.Ingest;
import live.nigiwai.ingest.health.HealthEndpoints;
import live.nigiwai.ingest.rtmp.RtmpConfig;
import live.nigiwai.ingest.rtmp.StreamGrant.Kind;
import live.nigiwai.relay.Relay;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.lifecycle.DataFolder;
import live.nigiwai.runtime.lifecycle.Lifecycle;
import live.nigiwai.runtime.observe.Metrics;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseClock;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.EmbeddedPostgres;
import live.nigiwai.runtime.postgres.Migrations;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.runtime.tls.TlsKeys;
import live.nigiwai.shop.Shop;
import live.nigiwai.show.ShowId;
import live.nigiwai.web.http.FrontDoor;
import live.nigiwai.web.ops.OpsDoor;
import live.nigiwai.web.session.Accounts;
import live.nigiwai.web.session.CookieVisitors;
import live.nigiwai.web.session.Secrets;
import live.nigiwai.web.session.SessionEndpoints;
import live.nigiwai.web.session.Sessions;
import live.nigiwai.web.show.Publishing;
import live.nigiwai.web.show.Show;
import live.nigiwai.web.show.ShowEndpoints;
import live.nigiwai.web.show.Shows;
import live.nigiwai.web.show.StreamKeyEndpoints;
import org.jspecify.annotations.Nullable;

/**
 * The whole program, in the order in which it starts; it stops in reverse.
 *
 * <p><b>Threading</b>: start and close it from one thread. Nothing below blocks an event loop:
 * endpoints, ticks and sweepers run on virtual threads, FFmpeg on platform threads of the ingest's
 * own.
 */
public final class Assembly implements AutoCloseable {
  private static final String[] MIGRATIONS = {
    TimelineWriter.MIGRATIONS, Relay.MIGRATIONS, Shop.MIGRATIONS, "web",
  };
  private static final int REQUEST_CONNECTIONS_MAX = 24;
  private static final int TICK_CONNECTIONS_MAX = 6;
  private static final int ACTION_CONNECTIONS_MAX = 6;
  private static final Duration CLOCK_ERROR_MAX = Duration.ofMillis(50);

  private final Lifecycle lifecycle = new Lifecycle();
  private final NigiwaiConfig config;
  private final DataFolder data;
  private final ShowStreamKeys keys;
  private final Shows shows;
  private final Accounts accounts;
  private final Secrets secrets;
  private final Shop shop;
  private final Ingest ingest;
  private final FrontDoor front;
  private final OpsDoor ops;

  /**
   * Starts everything and returns once the public ports accept connections.
   *
   * @throws live.nigiwai.runtime.lifecycle.StartupProblem with one sentence and the fix
   */
  public static Assembly start(NigiwaiConfig config) {
    return new Assembly(config);
  }

  private Assembly(NigiwaiConfig config) {
    this.config = config;
    lifecycle.closeAtExit();
    try {
      data = lifecycle.own("data folder", DataFolder.open(config.data()));
      ReadyFile.clear(data.path());
      var metrics = lifecycle.own("metrics", Metrics.start());
      var meters = metrics.registry();

      var address = database();
      Migrations.run(address, MIGRATIONS);
      var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
      lifecycle.own("vert.x", () -> join(vertx.close()));
      var tls = config.tls().isSet() ? keyPair(vertx) : null;
      var requests = pool("requests", vertx, address, REQUEST_CONNECTIONS_MAX);
      var ticks = pool("ticks", vertx, address, TICK_CONNECTIONS_MAX);
      var actions = pool("actions", vertx, address, ACTION_CONNECTIONS_MAX);
      var clock = lifecycle.own("clock", DatabaseClock.start(requests));
      var timelines =
          lifecycle.own("timeline", new TimelineWriter(ticks, actions, config.timeline()));

      var random = new SecureRandom();
      secrets = new Secrets(requests, random);
      accounts = new Accounts(requests);
      var sessions = new Sessions(requests, random);
      var visitors = new CookieVisitors(requests, sessions, secrets, random);
      var endpoints = new Endpoints(visitors);
      shows = new Shows(requests, config.shop().store().id());
      keys = new ShowStreamKeys(shows, secrets.named("stream-key"));

      shop =
          lifecycle.own(
              "shop",
              Shop.open(
                  config.shop().withTokenSecret(hex(secrets.named("order-link"))),
                  requests,
                  timelines,
                  clock,
                  endpoints,
                  meters));
      var relay =
          lifecycle.own(
              "relay",
              Relay.open(
                  config.relay(),
                  vertx,
                  timelines,
                  requests,
                  clock,
                  visitors,
                  this::showExists,
                  shop::ordersOf,
                  meters));
      ingest =
          lifecycle.own(
              "ingest",
              Ingest.open(
                  config.ingest().withRtmp(rtmpConfig()),
                  data.path().resolve("recordings"),
                  keys,
                  timelines,
                  clock,
                  meters,
                  tls == null ? null : tls.forNetty()));

      var session =
          new SessionEndpoints(
              accounts, sessions, visitors, endpoints, viewer -> KnownView.of(shop, viewer));
      var show =
          new ShowEndpoints(
              shows, config.shop().store().name(), timelines, clock, endpoints, relay::viewers);
      var streamKeys = new StreamKeyEndpoints(shows, timelines, endpoints, this::publishing);
      var health = new HealthEndpoints(ingest.health(), endpoints, this::showExists);
      front =
          lifecycle.own(
              "http",
              FrontDoor.open(
                  vertx,
                  listeners(tls),
                  ingest.media(),
                  List.of(
                      session::mount,
                      show::mount,
                      streamKeys::mount,
                      shop::mount,
                      relay::mount,
                      router -> ingest.mountApi(router, endpoints),
                      health::mount),
                  request -> visitors.staff(request).isPresent()));
      // Stopped before the port is, so that viewers hear when to come back.
      lifecycle.own("viewers", relay::sendAway);
      ops =
          lifecycle.own(
              "operations",
              OpsDoor.open(
                  vertx, "127.0.0.1", config.opsPort(), metrics, () -> notReady(requests, clock)));
    } catch (RuntimeException | Error failed) {
      // Errors too: threads that were started would keep a broken program from ending.
      closeAfter(failed);
      throw failed;
    }
  }

  private PostgresAddress database() {
    if (config.databaseUrl().isSet()) {
      return PostgresAddress.parse(config.databaseUrl().value());
    }
    return lifecycle.own("postgres", EmbeddedPostgres.start(data.path())).address();
  }

  private Database pool(String name, Vertx vertx, PostgresAddress address, int connectionsMax) {
    return lifecycle.own("database pool " + name, Database.open(vertx, address, connectionsMax));
  }

  private RtmpConfig rtmpConfig() {
    return config.ingest().rtmp().withAddress(config.bind(), config.ingest().rtmp().port());
  }

  private TlsKeys keyPair(Vertx vertx) {
    return lifecycle.own("key pair", TlsKeys.open(vertx, config.tls()));
  }

  private List<HttpServerOptions> listeners(@Nullable TlsKeys tls) {
    var plain =
        config
            .relay()
            .httpOptions(new HttpServerOptions().setHost(config.bind()).setPort(config.port()));
    return tls == null
        ? List.of(plain)
        : List.of(plain, FrontDoor.secure(plain, config.httpsPort(), tls.forVertx()));
  }

  private boolean showExists(ShowId show) {
    return shows.find(show).isPresent();
  }

  /** Where and with which keys the show's encoders connect. */
  public Publishing publishing(Show show) {
    return new Publishing(
        rtmpUrl(),
        rtmpsUrl().orElse(""),
        keys.of(show, Kind.MAIN).value(),
        keys.of(show, Kind.BACKUP).value());
  }

  private static Optional<String> notReady(Database database, DatabaseClock clock) {
    try {
      database.query(sql -> sql.change("SELECT 1"));
    } catch (DatabaseUnavailableException away) {
      return Optional.of("the database does not answer");
    }
    return clock.error().compareTo(CLOCK_ERROR_MAX) > 0
        ? Optional.of("the clock is uncertain by " + clock.error().toMillis() + " ms")
        : Optional.empty();
  }

  /** Writes {@code ready.json}, with more than the addresses where the caller has more to tell. */
  public void announceReady(Map<String, Object> more) {
    var content = new LinkedHashMap<String, Object>();
    content.put("http", httpUrl());
    content.put("ops", "http://127.0.0.1:" + ops.port());
    content.put("rtmp", rtmpUrl());
    httpsUrl().ifPresent(url -> content.put("https", url));
    rtmpsUrl().ifPresent(url -> content.put("rtmps", url));
    content.put("pid", ProcessHandle.current().pid());
    content.putAll(more);
    lifecycle.own("ready file", ReadyFile.write(data.path(), content));
  }

  public String httpUrl() {
    return "http://" + reachable() + ":" + front.port();
  }

  public String rtmpUrl() {
    return "rtmp://" + reachable() + ":" + ingest.rtmpPort() + "/live";
  }

  private Optional<String> httpsUrl() {
    return url("https://", front.securePort(), "");
  }

  private Optional<String> rtmpsUrl() {
    return url("rtmps://", ingest.rtmpsPort(), "/live");
  }

  private Optional<String> url(String scheme, OptionalInt port, String path) {
    return port.isEmpty()
        ? Optional.empty()
        : Optional.of(scheme + reachable() + ":" + port.getAsInt() + path);
  }

  /** An address that a program on this machine can connect to. */
  private String reachable() {
    return config.bind().equals("0.0.0.0") ? "127.0.0.1" : config.bind();
  }

  public Shows shows() {
    return shows;
  }

  public Accounts accounts() {
    return accounts;
  }

  public Secrets secrets() {
    return secrets;
  }

  public Shop shop() {
    return shop;
  }

  /** Takes over something that must stop before everything else does. */
  public <T extends AutoCloseable> T own(String name, T part) {
    return lifecycle.own(name, part);
  }

  public void awaitClosed() throws InterruptedException {
    lifecycle.awaitClosed();
  }

  private void closeAfter(Throwable failure) {
    try {
      lifecycle.close();
    } catch (RuntimeException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private static String hex(byte[] secret) {
    return HexFormat.of().formatHex(secret);
  }

  private static void join(io.vertx.core.Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
