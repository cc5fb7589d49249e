package live.nigiwai.shop;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.shop.catalog.CatalogWriter;
import live.nigiwai.shop.catalog.ImageEndpoint;
import live.nigiwai.shop.catalog.PostgresCatalog;
import live.nigiwai.shop.catalog.goods.Goods;
import live.nigiwai.shop.customer.KnownBuyer;
import live.nigiwai.shop.customer.PersonalData;
import live.nigiwai.shop.member.Members;
import live.nigiwai.shop.offer.Offers;
import live.nigiwai.shop.order.BuyerMove;
import live.nigiwai.shop.order.OrderRows;
import live.nigiwai.shop.overlay.OverlayEndpoints;
import live.nigiwai.shop.overlay.Pins;
import live.nigiwai.shop.overlay.SaleStates;
import live.nigiwai.shop.overlay.Shelf;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Payments;
import live.nigiwai.shop.payment.Settles;
import live.nigiwai.shop.rundown.Rundown;
import live.nigiwai.shop.selling.Selling;
import live.nigiwai.shop.stock.PictureDelays;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole shop, put together. Opening it settles what a crash left open and says every stock
 * level again; from then on holds are swept and undecided payments looked at until it is closed.
 *
 * <p><b>Threading</b>: one thread sweeps, one settles, one sends letters; requests run on their own
 * virtual threads.
 */
public final class Shop implements AutoCloseable {
  /** The feature name of this module's migrations. */
  public static final String MIGRATIONS = "shop";

  /**
   * Where larger bodies come in; the shop reads them itself, after it has looked who sends them.
   */
  public static final Set<String> LARGE_BODIES = Goods.LARGE_BODIES;

  private static final Logger log = LoggerFactory.getLogger(Shop.class);
  private static final Duration MAIL_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

  private final Endpoints endpoints;
  private final ImageEndpoint images;
  private final Goods goods;
  private final Payments payments;
  private final OverlayEndpoints overlay;
  private final Selling selling;
  private final Offers offers;
  private final Stock stock;
  private final Buying buying;
  private final People people;
  private final Seeding seeding;
  private final Settles settles;
  private final List<Runnable> timers = new ArrayList<>();
  private final ScheduledExecutorService sweeping = oneThread("shop-sweeper");
  private final ScheduledExecutorService settling = oneThread("shop-settlement");
  private final ScheduledExecutorService writing = oneThread("shop-mail");

  private Shop(
      ShopConfig config,
      Database database,
      TimelineWriter timelines,
      ShowClock clock,
      Endpoints endpoints,
      MeterRegistry meters,
      UnaryOperator<PaymentProvider> road) {
    this.endpoints = endpoints;
    var ids = new ShopIds();
    var store = config.store();

    var catalog = new CachedCatalog(new PostgresCatalog(database));
    this.images = new ImageEndpoint(catalog);
    var writer = new CatalogWriter(store);
    this.goods = new Goods(database, catalog, writer, store);

    this.people = new People(config, database, ids, meters);
    this.offers =
        new Offers(database, store, config.offers(), config.tokenSecret(), Members::isMember);
    var rows = new Buying.Rows(config, List.of(offers.news(), people.orderMail()));
    people.alsoMoves(List.of(new BuyerMove(), rows.carts, offers::move));
    this.stock =
        new Stock(
            config.stock(),
            store,
            database,
            catalog,
            timelines,
            rows.followers,
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lane-", 0).factory()),
            System::nanoTime,
            ids,
            meters);

    var rundown = new Rundown(database, store);
    var saleStates = new SaleStates(timelines, catalog);
    this.selling =
        new Selling(
            database,
            timelines,
            stock,
            catalog,
            saleStates,
            store,
            clock,
            ids,
            config.stock().holdFor());
    people.alsoMoves(List.of(selling));
    people.alsoKeeps(selling);
    people.alsoKeeps(offers);
    this.overlay =
        new OverlayEndpoints(
            new Shelf(catalog, stock),
            new Pins(database, timelines, store),
            saleStates,
            stock,
            rundown,
            show -> database.query(sql -> rows.orders.sum(sql, show)));
    this.seeding = new Seeding(database, writer, catalog, rundown, stock);

    this.payments = new Payments(config.payment(), database, store, clock, ids, meters, road);

    this.buying =
        new Buying(
            config,
            database,
            timelines,
            catalog,
            stock,
            rows,
            people.customers(),
            payments,
            offers.coupons(),
            ids);
    var settlement = buying.settlement();

    goods.catchUp();
    this.settles = settlement;
    settlement.recover();
    payments.start(settlement);
    stock.announceAll();
    every(sweeping, config.stock().sweepEvery(), stock.sweeper()::sweep);
    every(settling, config.settleEvery(), settlement::poll);
    every(sweeping, config.settleEvery(), selling::tick);
    every(writing, MAIL_EVERY, people.mails()::send);
    Thread.ofVirtual().name("postcodes").start(people::fillPostcodes);
    every(settling, config.settleEvery(), payments::sweep);
  }

  /** What the timers do, once and at once, for tests in which time is part of the play. */
  void runTimersOnce() {
    timers.forEach(Runnable::run);
  }

  /** As a webhook would. */
  void settle(String attemptId) {
    settles.settle(attemptId);
  }

  /**
   * Opens the shop; blocks while it settles what was left open.
   *
   * @param clock the show's, for what is not money
   */
  public static Shop open(
      ShopConfig config,
      Database database,
      TimelineWriter timelines,
      ShowClock clock,
      Endpoints endpoints,
      MeterRegistry meters) {
    return open(config, database, timelines, clock, endpoints, meters, UnaryOperator.identity());
  }

  /**
   * @param road what lies between the shop and its provider; tests break it
   */
  static Shop open(
      ShopConfig config,
      Database database,
      TimelineWriter timelines,
      ShowClock clock,
      Endpoints endpoints,
      MeterRegistry meters,
      UnaryOperator<PaymentProvider> road) {
    return new Shop(config, database, timelines, clock, endpoints, meters, road);
  }

  /** Adds the shop's routes, all with absolute paths. */
  public void mount(Router router) {
    images.mount(router, endpoints);
    goods.mount(router, endpoints);
    payments.mount(router, endpoints);
    overlay.mount(router, endpoints);
    selling.mount(router, endpoints);
    offers.mount(router, endpoints);
    buying.mount(router, endpoints);
    people.mount(router, endpoints);
  }

  /** Who this viewer is to the shop, if they asked to be remembered. */
  public Optional<KnownBuyer> knownBuyer(ViewerId viewer) {
    return people.customers().known(viewer);
  }

  /**
   * How many orders a viewer placed in a show; those that came to nothing do not count. For nodes
   * that share the shop's database, whether or not they run the shop. Blocks.
   */
  public static int ordersOf(Database database, ShowId show, ViewerId viewer) {
    return database.query(sql -> OrderRows.countOf(sql, show, viewer));
  }

  /** What players say in heartbeats counts more than what one says when it buys. */
  public void delaysFrom(PictureDelays heard) {
    stock.delaysFrom(heard);
  }

  /** Those who log in. */
  public Members members() {
    return people.members();
  }

  /** A copy of what is kept about someone, or its erasure. */
  public PersonalData personalData() {
    return people.data();
  }

  /** Forgets what was kept long enough. Blocks. */
  public void retain() {
    people.retain();
    payments.retain();
    offers.retain();
  }

  /** The door through which a shop is filled. */
  public Seeding seeding() {
    return seeding;
  }

  private static ScheduledExecutorService oneThread(String name) {
    return Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(name).factory());
  }

  private void every(ScheduledExecutorService thread, Duration pause, Runnable work) {
    timers.add(work);
    Runnable careful =
        () -> {
          try {
            work.run();
          } catch (RuntimeException failed) {
            log.warn("{}; it is done again in a moment", failed.getMessage());
          }
        };
    var unused =
        thread.scheduleWithFixedDelay(
            careful, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops sweeping and settling; what is under way may finish for a moment. */
  @Override
  public void close() {
    sweeping.shutdown();
    settling.shutdown();
    writing.shutdown();
    stop(sweeping);
    stop(settling);
    stop(writing);
    people.close();
    payments.close();
    goods.close();
  }

  private static void stop(ScheduledExecutorService thread) {
    try {
      if (!thread.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
