package live.nigiwai.shop;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.runtime.timeline.TimelineConfig;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.ImageDraft;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.shop.payment.PaymentConfig;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.show.Actor;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.PostgresForTests;

/** A shop behind real HTTP on a real database, with one show and a product. */
final class ShopScene implements AutoCloseable {
  static final ShowId SHOW = new ShowId("demo");
  static final ProductId BOWL = new ProductId("bowl");
  static final SkuId WHITE = new SkuId("bowl-white");

  final PostgresAddress address;
  final Vertx vertx = Vertx.vertx();
  final Database database;
  final TimelineWriter timelines;
  final Shop shop;
  private final HttpServer server;

  ShopScene() {
    this(PostgresForTests.migrated("runtime", Shop.MIGRATIONS), config());
  }

  ShopScene(PostgresAddress address, ShopConfig config) {
    this(address, config, UnaryOperator.identity());
  }

  ShopScene(PostgresAddress address, ShopConfig config, UnaryOperator<PaymentProvider> road) {
    this.address = address;
    this.database = Database.open(vertx, address, 16);
    this.timelines =
        TimelineWriter.alone(database, Database.open(vertx, address, 8), TimelineConfig.defaults());
    this.shop =
        Shop.open(
            config,
            database,
            timelines,
            () -> new ShowTime(System.currentTimeMillis()),
            new Endpoints(new HeaderVisitors()),
            new SimpleMeterRegistry(),
            road);
    var router = Router.router(vertx);
    var small = BodyHandler.create(false).setBodyLimit(64 * 1024);
    router
        .route("/api/*")
        .handler(
            context -> {
              if (Shop.LARGE_BODIES.contains(context.normalizedPath())) {
                context.request().pause();
                context.addEndHandler(answered -> context.request().resume());
                context.next();
              } else {
                small.handle(context);
              }
            });
    shop.mount(router);
    this.server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  }

  static PostgresAddress freshDatabase() {
    return PostgresForTests.migrated("runtime", Shop.MIGRATIONS);
  }

  static ShopConfig config() {
    return ShopConfig.defaults()
        .withTokenSecret("a secret for tests only")
        .withPayment(unhurried())
        .withSimulatorLate(Duration.ofMillis(1500));
  }

  /** As many calls to the provider as a test makes. */
  private static PaymentConfig unhurried() {
    var standard = PaymentConfig.defaults();
    return standard
        .withPace(1_000_000, 1_000_000)
        .withSimulator(standard.simulator().withCallsPerSecondMax(1_000_000));
  }

  /** Takes away everything a test left, except what the timeline remembers. */
  ShopScene emptied() {
    // A webhook may still be settled; then one of the two waits for the other and gives up.
    Eventually.holds(this::truncate);
    return this;
  }

  /** Every table of the shop but those that its migrations fill. */
  private void truncate() {
    change(
        """
        DO $$ BEGIN EXECUTE (
          SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables
           WHERE schemaname = current_schema() AND starts_with(tablename, 'shop_')
             AND tablename NOT IN ('shop_tax_rate', 'shop_catalog_version', 'shop_postcode',
                                   'shop_postcode_source'));
        END $$
        """);
  }

  /** Puts a bowl at 3,300 yen on sale with that many units. */
  ShopScene selling(int units) {
    return selling(units, 10);
  }

  ShopScene selling(int units, int perBuyer) {
    product(BOWL, perBuyer, TaxCategory.STANDARD, new VariantDraft(WHITE, text("", ""), yen(3300)));
    shop.seeding().list(SHOW, BOWL, 1, SaleState.ON_SALE);
    shop.seeding().stockUpTo(WHITE, units, "opening");
    return this;
  }

  void product(ProductId id, int perBuyer, TaxCategory tax, VariantDraft... variants) {
    shop.seeding()
        .product(
            new ProductDraft(
                id,
                text("琥珀の茶碗", "Amber bowl"),
                text("手びねり。", "Shaped by hand."),
                tax,
                perBuyer,
                3,
                List.of(variants),
                List.of(
                    new ImageDraft(
                        new byte[] {1, 2, 3}, "image/png", 3, 1, text("茶碗", "A bowl")))));
  }

  static LocalText text(String ja, String en) {
    return new LocalText(ja, en);
  }

  static Money yen(long yen) {
    return Money.yen(yen);
  }

  Buyer buyer(String viewer) {
    return new Buyer(server.actualPort(), viewer, null);
  }

  Buyer staff(Role role) {
    return new Buyer(server.actualPort(), "staff", role);
  }

  long number(String sql, Object... args) {
    return database.query(s -> s.one(sql, row -> row.getLong(0), args).orElseThrow());
  }

  int change(String sql, Object... args) {
    return database.query(s -> s.change(sql, args));
  }

  /** Counters that differ from the sums of their movements or of their holds. */
  long ledgerDifferences() {
    return number(
        """
        SELECT count(*) FROM shop_stock s
          CROSS JOIN LATERAL
               (SELECT coalesce(sum(on_hand), 0) AS on_hand, coalesce(sum(held), 0) AS held,
                       coalesce(sum(committed), 0) AS committed
                  FROM shop_stock_movement WHERE sku = s.sku AND location = s.location) m
         WHERE s.on_hand <> m.on_hand OR s.held <> m.held OR s.committed <> m.committed
            OR s.held <> (SELECT coalesce(sum(quantity), 0) FROM shop_hold h
                           WHERE h.sku = s.sku AND h.state IN ('HELD', 'PAYING') AND NOT h.soft)
            OR s.committed <> (SELECT coalesce(sum(quantity), 0) FROM shop_hold h
                                WHERE h.sku = s.sku AND h.state = 'COMMITTED')
            OR s.held + s.committed + s.kept > s.on_hand
        """);
  }

  @Override
  public void close() {
    await(server.close());
    shop.close();
    timelines.close();
    await(vertx.close());
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Says who asks by a header instead of a cookie. */
  static final class HeaderVisitors implements Visitors {
    @Override
    public Visitor viewer(HttpServerRequest request) {
      return new Visitor(
          Actor.viewer(new ViewerId(request.getHeader("Test-Viewer"))),
          "",
          EnumSet.noneOf(Role.class));
    }

    @Override
    public Optional<Visitor> staff(HttpServerRequest request) {
      return Optional.ofNullable(request.getHeader("Test-Role"))
          .map(role -> new Visitor(Actor.staff("ken"), "ken", EnumSet.of(Role.valueOf(role))));
    }

    @Override
    public Visitor rename(Visitor viewer, String name) {
      return viewer;
    }
  }
}
