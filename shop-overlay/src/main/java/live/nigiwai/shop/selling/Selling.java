package live.nigiwai.shop.selling;

import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.GuestMove;
import live.nigiwai.shop.customer.KeepsPersonalData;
import live.nigiwai.shop.drop.Drop;
import live.nigiwai.shop.drop.DropDesk;
import live.nigiwai.shop.drop.Drops;
import live.nigiwai.shop.overlay.SaleStates;
import live.nigiwai.shop.stock.Allotments;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.shop.timed.TimedEndpoints;
import live.nigiwai.shop.timed.TimedPrices;
import live.nigiwai.shop.waiting.WaitingEndpoints;
import live.nigiwai.shop.waiting.WaitingList;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;

/**
 * Everything about selling beside the plain tap. Once made, whoever waits is asked first when units
 * come back.
 *
 * <p><b>Threading</b>: one thread per node calls {@link #tick}.
 */
public final class Selling implements GuestMove, KeepsPersonalData {
  private static final int SEED_BYTES = 32;

  private final TimedEndpoints timed;
  private final DropDesk drops;
  private final WaitingList waiting;
  private final WaitingEndpoints waitingDoor;
  private final SellingEndpoints producer;

  /**
   * @param ids fresh, unguessable
   * @param offerFor how long units are held for whoever waited for them
   */
  public Selling(
      Database database,
      TimelineWriter timelines,
      Stock stock,
      Catalog catalog,
      SaleStates states,
      Store store,
      ShowClock clock,
      Supplier<String> ids,
      Duration offerFor) {
    var random = new SecureRandom();
    var allotments = new Allotments(database, stock, ids);
    var prices = new TimedPrices(database, timelines, stock, store);
    var plans =
        new Drops(
            database,
            timelines,
            stock,
            allotments,
            store,
            ids,
            () -> {
              byte[] seed = new byte[SEED_BYTES];
              random.nextBytes(seed);
              return seed;
            });
    this.timed = new TimedEndpoints(prices);
    this.drops =
        new DropDesk(
            database,
            timelines,
            stock,
            plans,
            store,
            clock,
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("entries-", 0).factory()),
            ids,
            () -> ThreadLocalRandom.current().nextDouble(),
            drop -> sells(catalog, states, drop));
    this.waiting = new WaitingList(database, stock, store, offerFor);
    this.waitingDoor = new WaitingEndpoints(waiting);
    this.producer =
        new SellingEndpoints(
            new SaleModes(database, timelines), allotments, prices, plans, waiting, catalog, stock);
    stock.offerTo(waiting);
  }

  /** The lane sells since the very moment; now everybody is told. */
  private static void sells(Catalog catalog, SaleStates states, Drop drop) {
    boolean coming =
        catalog.listed(drop.show()).stream()
            .anyMatch(
                it -> it.product().id().equals(drop.product()) && it.state() == SaleState.COMING);
    if (coming) {
      states.change(drop.show(), drop.product(), SaleState.ON_SALE, Actor.system("drop"));
    }
  }

  public void mount(Router router, Endpoints endpoints) {
    timed.mount(router, endpoints);
    drops.mount(router, endpoints);
    waitingDoor.mount(router, endpoints);
    producer.mount(router, endpoints);
  }

  /** Does what is due: drops open, are drawn and end; whoever waits is offered what is left. */
  public void tick() {
    drops.tick();
    waiting.sweep();
  }

  @Override
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    drops.move(sql, guest, member);
    waiting.move(sql, guest, member);
  }

  @Override
  public String dataName() {
    return "selling";
  }

  /** Where they wait, and which drops they entered. */
  @Override
  public Object copyOf(Sql sql, ViewerId viewer) {
    return Map.of("entries", drops.copyOf(sql, viewer), "waiting", waiting.copyOf(sql, viewer));
  }

  @Override
  public void erase(Sql sql, ViewerId viewer) {
    drops.erase(sql, viewer);
    waiting.erase(sql, viewer);
  }
}
