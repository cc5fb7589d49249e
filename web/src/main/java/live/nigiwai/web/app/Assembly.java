package live.nigiwai.web.app;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import live.nigiwai.ingest.Ingest;
import live.nigiwai.ingest.health.HealthEndpoints;
import live.nigiwai.ingest.rtmp.StreamGrant.Kind;
import live.nigiwai.relay.Relay;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.cluster.RedisAddress;
import live.nigiwai.runtime.cluster.RedisBell;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.lifecycle.DataFolder;
import live.nigiwai.runtime.lifecycle.Lifecycle;
import live.nigiwai.runtime.observe.Metrics;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseClock;
import live.nigiwai.runtime.postgres.EmbeddedPostgres;
import live.nigiwai.runtime.postgres.Migrations;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.runtime.tls.TlsKeys;
import live.nigiwai.shop.Shop;
import live.nigiwai.show.ViewerId;
import live.nigiwai.web.http.FrontDoor;
import live.nigiwai.web.ops.OpsDoor;
import live.nigiwai.web.session.Accounts;
import live.nigiwai.web.session.CookieVisitors;
import live.nigiwai.web.session.JoinTokens;
import live.nigiwai.web.session.MemberDoors;
import live.nigiwai.web.session.Secrets;
import live.nigiwai.web.session.SessionEndpoints;
import live.nigiwai.web.session.Sessions;
import live.nigiwai.web.show.InvitationEndpoints;
import live.nigiwai.web.show.Publishing;
import live.nigiwai.web.show.Show;
import live.nigiwai.web.show.ShowEndpoints;
import live.nigiwai.web.show.Shows;
import live.nigiwai.web.show.StreamKeyEndpoints;
import live.nigiwai.web.show.ViewerPasses;
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

  private final Lifecycle lifecycle = new Lifecycle();
  private final NigiwaiConfig config;
  private final DataFolder data;
  private final ShowStreamKeys keys;
  private final Shows shows;
  private final Accounts accounts;
  private final Secrets secrets;
  private final Set<NodeRole> roles;
  private final @Nullable Shop shop;
  private final @Nullable Ingest ingest;
  private volatile @Nullable Relay relay;
  private volatile boolean leaving;
  private final FrontDoor front;
  private final OpsDoor ops;

  /**
   * Starts everything and returns once the public ports accept connections.
   *
   * @throws live.nigiwai.runtime.lifecycle.StartupProblem with one sentence and the fix
   */
  public static Assembly start(NigiwaiConfig config) {
    return start(config, NodeRole.all());
  }

  /** As {@link #start(NigiwaiConfig)}, with some of the roles only. */
  public static Assembly start(NigiwaiConfig config, Set<NodeRole> roles) {
    NodeRole.requireSharedDatabase(roles, config.databaseUrl().isSet());
    return new Assembly(config, roles);
  }

  private Assembly(NigiwaiConfig config, Set<NodeRole> roles) {
    this.config = config;
    this.roles = Set.copyOf(roles);
    lifecycle.closeAtExit(this::leave);
    try {
      data = lifecycle.own("data folder", DataFolder.open(config.data()));
      ReadyFile.clear(data.path());
      var metrics = lifecycle.own("metrics", Metrics.start());
      var meters = metrics.registry();

      var address = database();
      Migrations.run(address, MIGRATIONS);
      var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
      lifecycle.own("vert.x", () -> join(vertx.close()));
      var tls =
          config.tls().isSet()
              ? lifecycle.own("key pair", TlsKeys.open(vertx, config.tls()))
              : null;
      var requests = pool("requests", vertx, address, REQUEST_CONNECTIONS_MAX);
      var ticks = pool("ticks", vertx, address, TICK_CONNECTIONS_MAX);
      var actions = pool("actions", vertx, address, ACTION_CONNECTIONS_MAX);
      var clock = lifecycle.own("clock", DatabaseClock.start(requests));
      var bell = lifecycle.own("bell", bell(meters));
      var timelines =
          lifecycle.own(
              "timeline", TimelineWriter.open(ticks, actions, config.timeline(), bell, meters));

      var random = new SecureRandom();
      secrets = new Secrets(requests, random);
      accounts = new Accounts(requests);
      var sessions = new Sessions(requests, random);
      var tokens =
          lifecycle.own("join tokens", JoinTokens.open(vertx, requests, config.joinTokens()));
      var visitors = new CookieVisitors(requests, sessions, secrets, tokens, random);
      var addresses = new ClientAddresses(config.trustedProxies());
      var endpoints = new Endpoints(visitors);
      shows = new Shows(requests, config.shop().store().id());
      keys = new ShowStreamKeys(shows, secrets.named("stream-key"));
      var passes = new ViewerPasses(secrets.named("viewer-pass"), InstantSource.system());
      var admittance = new ShowAdmittance(shows, passes);

      var goods =
          has(NodeRole.SHOP)
              ? lifecycle.own(
                  "shop",
                  Shop.open(
                      config
                          .shop()
                          .withTokenSecret(HexFormat.of().formatHex(secrets.named("order-link")))
                          .withTrustedProxies(config.trustedProxies()),
                      requests,
                      timelines,
                      clock,
                      endpoints,
                      meters))
              : null;
      shop = goods;
      var rooms =
          has(NodeRole.RELAY)
              ? lifecycle.own(
                  "relay",
                  Relay.open(
                      config.relay(),
                      vertx,
                      timelines,
                      requests,
                      bell,
                      clock,
                      visitors,
                      admittance,
                      (show, viewer) -> Shop.ordersOf(requests, show, viewer),
                      addresses,
                      meters))
              : null;
      relay = rooms;
      if (goods != null && rooms != null) {
        goods.delaysFrom(rooms::delayOf);
      }
      var rtmp = config.ingest().rtmp().withAddress(config.bind(), config.ingest().rtmp().port());
      var encoder =
          has(NodeRole.INGEST)
              ? lifecycle.own(
                  "ingest",
                  Ingest.open(
                      config.ingest().withRtmp(rtmp),
                      data.path().resolve("recordings"),
                      keys,
                      admittance,
                      timelines,
                      clock,
                      meters,
                      tls == null ? null : tls.forNetty()))
              : null;
      ingest = encoder;

      var features = new ArrayList<Consumer<Router>>();
      var forgetting = new ArrayList<Runnable>();
      if (has(NodeRole.WEB)) {
        var session =
            new SessionEndpoints(
                accounts,
                sessions,
                visitors,
                tokens,
                addresses,
                endpoints,
                viewer -> goods == null ? null : KnownView.of(goods, viewer));
        var show =
            new ShowEndpoints(
                shows,
                config.shop().store().name(),
                timelines,
                clock,
                endpoints,
                each -> rooms == null ? 0 : rooms.viewers(each),
                passes,
                request -> visitors.staff(request).isPresent());
        var invitations = new InvitationEndpoints(shows, passes, timelines, endpoints);
        features.addAll(List.of(session::mount, show::mount, invitations::mount));
      }
      if (encoder != null) {
        var streamKeys = new StreamKeyEndpoints(shows, timelines, endpoints, this::publishing);
        var health = new HealthEndpoints(encoder.health(), endpoints, admittance::exists);
        features.addAll(
            List.of(
                streamKeys::mount, router -> encoder.mountApi(router, endpoints), health::mount));
      }
      if (goods != null) {
        var members =
            new MemberDoors(goods, accounts, visitors, addresses, endpoints, this::forget);
        features.addAll(List.of(goods::mount, members::mount));
        forgetting.add(goods::retain);
      }
      if (rooms != null) {
        features.add(rooms::mount);
        forgetting.add(rooms::retain);
      }
      if (has(NodeRole.WEB)) {
        features.add(FrontDoor.pages(request -> visitors.staff(request).isPresent()));
      }
      var nothing = NodeRole.nothingHere(this.roles);
      front =
          lifecycle.own(
              "http",
              FrontDoor.open(
                  vertx,
                  listeners(tls),
                  encoder == null
                      ? request -> Endpoints.refuse(request.response(), nothing)
                      : encoder.media(),
                  features,
                  nothing,
                  config.shop().payment().stripe().isSet()));
      lifecycle.own(
          "nightly", Nightly.start(InstantSource.system(), ZoneId.systemDefault(), forgetting));
      if (rooms != null) {
        // Stopped before the port is, so that viewers hear when to come back.
        lifecycle.own("viewers", rooms::sendAway);
      }
      ops =
          lifecycle.own(
              "operations",
              OpsDoor.open(
                  vertx,
                  "127.0.0.1",
                  config.opsPort(),
                  metrics,
                  new Readiness(requests, clock, () -> leaving)));
    } catch (RuntimeException | Error failed) {
      // Errors too: threads that were started would keep a broken program from ending.
      closeAfter(failed);
      throw failed;
    }
  }

  private void forget(ViewerId viewer) {
    var rooms = relay;
    if (rooms != null) {
      rooms.erase(viewer);
    }
  }

  private boolean has(NodeRole role) {
    return roles.contains(role);
  }

  /** Before anything stops: nobody new comes, and viewers move to other nodes, if there are any. */
  private void leave() {
    leaving = true;
    var rooms = relay;
    if (rooms != null && rooms.hasOtherNodes()) {
      rooms.sendAway(config.drain());
    }
  }

  private PostgresAddress database() {
    if (config.databaseUrl().isSet()) {
      return PostgresAddress.parse(config.databaseUrl().value());
    }
    return lifecycle.own("postgres", EmbeddedPostgres.start(data.path())).address();
  }

  /** How this node hears of others: with a database of its own, there are none. */
  private Bell bell(MeterRegistry meters) {
    if (config.redisUrl().isSet()) {
      return RedisBell.open(RedisAddress.parse(config.redisUrl().value()), meters);
    }
    return config.databaseUrl().isSet() ? Bell.deaf() : Bell.alone();
  }

  private Database pool(String name, Vertx vertx, PostgresAddress address, int connectionsMax) {
    return lifecycle.own("database pool " + name, Database.open(vertx, address, connectionsMax));
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

  /** Where and with which keys the show's encoders connect. */
  public Publishing publishing(Show show) {
    return new Publishing(
        rtmpUrl(),
        addresses().rtmps().orElse(""),
        keys.of(show, Kind.MAIN).value(),
        keys.of(show, Kind.BACKUP).value());
  }

  /** Writes {@code ready.json}, with more than the addresses where the caller has more to tell. */
  public void announceReady(Map<String, Object> more) {
    var content = addresses().all();
    content.put("pid", ProcessHandle.current().pid());
    content.putAll(more);
    lifecycle.own("ready file", ReadyFile.write(data.path(), content));
  }

  private Addresses addresses() {
    return new Addresses(config.bind(), front, ingest, ops);
  }

  public String httpUrl() {
    return addresses().http();
  }

  public String rtmpUrl() {
    return addresses().rtmp().orElse("");
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
    return requireNonNull(shop);
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

  private static void join(io.vertx.core.Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
