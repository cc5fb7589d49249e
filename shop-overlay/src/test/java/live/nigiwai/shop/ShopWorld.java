package live.nigiwai.shop;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.runtime.timeline.TimelineConfig;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.shop.stock.StockConfig;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;

/**
 * A database and a provider that stay, and a shop over them that is killed and started again. Its
 * sweeper and its poller do nothing by themselves: when they run is part of a history.
 */
final class ShopWorld implements AutoCloseable {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final int POOL = 6;

  final FickleProvider provider;
  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final HttpServer server;
  private volatile Handler<HttpServerRequest> door = request -> request.response().reset();
  private ProgramEnds life = new ProgramEnds();
  private TimelineWriter timelines;
  private Shop shop;
  private int kills;

  ShopWorld(PostgresAddress address, long seed) {
    this.provider = new FickleProvider(seed);
    this.database = Database.open(vertx, address, POOL);
    this.server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> door.handle(request))
                .listen(0, "127.0.0.1"));
    this.timelines = timelines();
    this.shop = open();
  }

  private TimelineWriter timelines() {
    return TimelineWriter.alone(database, database.over(life), TimelineConfig.defaults());
  }

  private Shop open() {
    var opened =
        Shop.open(
            config(),
            database.over(life),
            timelines,
            () -> new ShowTime(System.currentTimeMillis()),
            new Endpoints(new ShopScene.HeaderVisitors()),
            new SimpleMeterRegistry(),
            simulator -> provider);
    var router = Router.router(vertx);
    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(64 * 1024));
    opened.mount(router);
    door = router;
    return opened;
  }

  private static ShopConfig config() {
    var stock = StockConfig.defaults();
    return ShopScene.config()
        .withStock(
            new StockConfig(
                stock.location(),
                stock.holdFor(),
                stock.holdMax(),
                Duration.ZERO,
                NEVER,
                stock.laneQueueMax(),
                stock.laneBatchMax()))
        .withSettleEvery(NEVER);
  }

  /** Puts so many single-variant products on the shelf; returns their SKUs. */
  List<String> shelf(int count) {
    for (int n = 0; n < count; n++) {
      var product = new ProductId("p" + n);
      shop.seeding()
          .product(
              new ProductDraft(
                  product,
                  ShopScene.text("茶碗", "Bowl"),
                  ShopScene.text("", ""),
                  n % 2 == 0 ? TaxCategory.STANDARD : TaxCategory.REDUCED,
                  10,
                  3,
                  List.of(
                      new VariantDraft(
                          new SkuId("s" + n), ShopScene.text("", ""), ShopScene.yen(1100 + n))),
                  List.of()));
      shop.seeding().list(ShopScene.SHOW, product, n + 1, SaleState.ON_SALE);
      shop.seeding().stockUpTo(new SkuId("s" + n), 1, "opening");
    }
    return java.util.stream.IntStream.range(0, count).mapToObj(n -> "s" + n).toList();
  }

  Buyer buyer(String viewer) {
    return new Buyer(server.actualPort(), viewer, null);
  }

  Buyer staff(Role role) {
    return new Buyer(server.actualPort(), "staff", role);
  }

  /** The program ends at the so-many-th moment from now, in the middle of whatever it does. */
  void killAfter(int moments) {
    life.after(moments);
  }

  void spare() {
    life.spare();
  }

  boolean isDead() {
    return life.isDead();
  }

  /**
   * A new program on the same database, as after a power cut.
   *
   * @param moments after which it is killed while it still starts; it is started again then
   */
  void start(int moments) {
    stop();
    if (moments > 0) {
      life.after(moments);
      try {
        shop = open();
        life.spare();
        return;
      } catch (ProgramEnds.Killed struck) {
        stop();
      }
    }
    shop = open();
  }

  private void stop() {
    kills++;
    door = request -> request.response().reset();
    shop.close();
    timelines.close();
    life = new ProgramEnds();
    timelines = timelines();
  }

  int kills() {
    return kills;
  }

  /** One round of each of the shop's regular tasks; a kill may strike in it. */
  void letTimersRun() {
    try {
      shop.runTimersOnce();
    } catch (ProgramEnds.Killed struck) {
      // the next step finds it dead
    }
  }

  /** What a webhook leads to, and a buyer who comes back from the provider's page. */
  void hint(String attemptId) {
    try {
      shop.settle(attemptId);
    } catch (ProgramEnds.Killed struck) {
      // the next step finds it dead
    }
  }

  long number(String sql, Object... args) {
    return database.query(s -> s.one(sql, row -> row.getLong(0), args).orElseThrow());
  }

  List<String> texts(String sql, Object... args) {
    return database.query(s -> s.list(sql, row -> row.getString(0), args));
  }

  int change(String sql, Object... args) {
    return database.query(s -> s.change(sql, args));
  }

  @Override
  public void close() {
    await(server.close());
    shop.close();
    timelines.close();
    database.close();
    await(vertx.close());
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
