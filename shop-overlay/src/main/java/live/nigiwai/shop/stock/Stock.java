package live.nigiwai.shop.stock;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.Timelines;

/**
 * The door to all units: take some, change how many, give them back, count them.
 *
 * <p><b>Threading</b>: any thread that may block. Everything that changes a counter holds its row;
 * within this node presses take turns in their SKU's {@link Lane}.
 */
public final class Stock {
  private static final int STEPS_ON_ADJUST_MAX = 1_000_000;

  private final Database database;
  private final Catalog catalog;
  private final StockLedger ledger;
  private final HoldFollower follower;
  private final StockNews news;
  private final StockConfig config;
  private final LaneLimits limits;
  private final Executor threads;
  private final Supplier<String> ids;
  private final Map<SkuId, Lane> lanes = new ConcurrentHashMap<>();
  private volatile Waiters waiters = Waiters.NOBODY;
  private volatile PictureDelays delays = PictureDelays.UNHEARD;

  /**
   * @param threads a virtual thread per task
   * @param nanos a monotonic clock
   * @param ids fresh, unguessable
   */
  public Stock(
      StockConfig config,
      Store store,
      Database database,
      Catalog catalog,
      Timelines timelines,
      HoldFollower follower,
      Executor threads,
      LongSupplier nanos,
      Supplier<String> ids,
      MeterRegistry meters) {
    this.config = config;
    this.database = database;
    this.catalog = catalog;
    this.follower = follower;
    this.threads = threads;
    this.ids = ids;
    this.ledger = new StockLedger(store, config.location());
    this.news = new StockNews(timelines, catalog, database, ledger.allotments());
    this.limits =
        new LaneLimits(
            config.laneQueueMax(),
            config.laneBatchMax(),
            config.soldOutMemory(),
            nanos,
            () -> ThreadLocalRandom.current().nextDouble(),
            LaneMetrics.in(meters));
  }

  /** For those who change holds in a transaction of their own. */
  public StockLedger ledger() {
    return ledger;
  }

  /** From now on a delay that was heard before a tap counts instead of what the tap says. */
  public void delaysFrom(PictureDelays heard) {
    delays = heard;
  }

  /** Units for people whose turn it is. */
  public Giving giving() {
    return new Giving(ledger, follower, ids);
  }

  /** From now on these are asked first when units come back. */
  public void offerTo(Waiters first) {
    waiters = first;
  }

  /** Tells the shows about a level that the caller committed. */
  public void changed(Level level) {
    changed(level, level.hasAny());
  }

  private void changed(Level committed, boolean waited) {
    var level = waited && committed.hasAny() ? waiters.offer(committed) : committed;
    var lane = lanes.get(level.sku());
    if (lane != null && level.hasAny()) {
      lane.unitsCameBack();
    }
    news.announce(level);
  }

  /** Reserves; waits for the lane's transaction. */
  public ReserveOutcome reserve(Press press) {
    if (press.quantity() < 1) {
      throw new IllegalArgumentException("quantity must be at least 1");
    }
    // A lane is made for known SKUs only, so their number is bounded.
    if (!lanes.containsKey(press.sku()) && catalog.productOf(press.sku()).isEmpty()) {
      return new ReserveOutcome.UnknownSku();
    }
    var heard = delays.of(press.show(), press.buyer());
    return lanes
        .computeIfAbsent(press.sku(), this::lane)
        .reserve(heard.isPresent() ? press.delayed(heard.getAsLong()) : press);
  }

  private Lane lane(SkuId sku) {
    var transaction =
        new LaneTransaction(
            sku, database, ledger, follower, this::changed, config.holdFor().toMillis());
    return new Lane(transaction, limits, threads);
  }

  /** Changes how many units a live hold keeps. */
  public ResizeOutcome resize(String holdId, int quantity) {
    var outcome = database.transaction(sql -> resize(sql, holdId, quantity));
    if (outcome instanceof ResizeOutcome.Resized(Level level)) {
      changed(level);
    }
    return outcome;
  }

  private ResizeOutcome resize(Sql sql, String holdId, int quantity) {
    var sku = ledger.hold(sql, holdId).map(Hold::sku);
    var locked = sku.flatMap(it -> ledger.lock(sql, it));
    var hold = locked.flatMap(ignored -> ledger.lockHold(sql, holdId));
    if (locked.isEmpty() || hold.isEmpty() || !ledger.isLive(sql, hold.get())) {
      return new ResizeOutcome.Ended();
    }
    var level = locked.get();
    LaneFacts.keepSiblingsOut(sql, hold.get(), level);
    var terms = SellingTerms.of(sql, level, hold.get().show());
    if (quantity > terms.perBuyer() - LaneFacts.takenBeside(sql, hold.get())) {
      return new ResizeOutcome.OverBuyerLimit(terms.perBuyer());
    }
    int more = quantity - hold.get().quantity();
    boolean mayGrow = terms.state() == SaleState.ON_SALE && !terms.waited();
    int left = mayGrow ? ledger.leftBeside(sql, level, hold.get()) : 0;
    if (more > left && more > 0) {
      return new ResizeOutcome.SoldOut(left + hold.get().quantity());
    }
    return new ResizeOutcome.Resized(
        more == 0 ? level : ledger.resize(sql, level, hold.get(), quantity));
  }

  /** What became of {@link #resize}. */
  public sealed interface ResizeOutcome {
    record Resized(Level level) implements ResizeOutcome {}

    /**
     * @param available units the buyer could have, theirs included
     */
    record SoldOut(int available) implements ResizeOutcome {}

    record OverBuyerLimit(int limit) implements ResizeOutcome {}

    /** It is no longer live, or being paid. */
    record Ended() implements ResizeOutcome {}
  }

  public Optional<Level> level(SkuId sku) {
    return levels(List.of(sku)).stream().findFirst();
  }

  public List<Level> levels(List<SkuId> skus) {
    return skus.isEmpty() ? List.of() : database.query(sql -> ledger.counters().levels(sql, skus));
  }

  /** What became of {@link #adjust}. */
  public sealed interface AdjustOutcome {
    record Adjusted(Level level) implements AdjustOutcome {}

    /** There would be fewer units than are held and sold. */
    record BelowZero(Level level) implements AdjustOutcome {}

    record UnknownSku() implements AdjustOutcome {}
  }

  /**
   * Units came or went.
   *
   * @param source names the request; the same one counts once
   */
  public AdjustOutcome adjust(SkuId sku, int delta, String reason, String source, String actor) {
    if (Math.abs((long) delta) > STEPS_ON_ADJUST_MAX) {
      throw new IllegalArgumentException("delta must be within ±" + STEPS_ON_ADJUST_MAX);
    }
    var product = catalog.productOf(sku);
    if (product.isEmpty()) {
      return new AdjustOutcome.UnknownSku();
    }
    var outcome =
        database.transaction(
            sql -> {
              var level = ledger.counters().openAndLock(sql, sku, product.get());
              if (ledger.isAdjusted(sql, source) || delta == 0) {
                return new AdjustOutcome.Adjusted(level);
              }
              if (level.left() + delta < 0) {
                return new AdjustOutcome.BelowZero(level);
              }
              int offered = Math.max(level.of() + delta, 0);
              var why = new StockLedger.Adjustment(source, reason, actor);
              return (AdjustOutcome)
                  new AdjustOutcome.Adjusted(ledger.adjust(sql, level, delta, offered, why));
            });
    if (outcome instanceof AdjustOutcome.Adjusted(Level level)) {
      changed(level);
    }
    return outcome;
  }

  /** Receives as many units as it takes for {@code units} to be left; none if there are enough. */
  public Level stockUpTo(SkuId sku, int units, String reason, String actor) {
    var product =
        catalog
            .productOf(sku)
            .orElseThrow(() -> new IllegalArgumentException("there is no SKU " + sku));
    var level =
        database.transaction(
            sql -> {
              var locked = ledger.counters().openAndLock(sql, sku, product);
              int delta = units - locked.left();
              if (delta <= 0) {
                return locked;
              }
              var why = new StockLedger.Adjustment("stock-up:" + ids.get(), reason, actor);
              return ledger.adjust(sql, locked, delta, units, why);
            });
    changed(level);
    return level;
  }

  /** What a show has of its own; nothing for the SKUs it shares. */
  public List<Allotment> allotments(ShowId show, List<SkuId> skus) {
    return skus.isEmpty()
        ? List.of()
        : database.query(sql -> ledger.allotments().openIn(sql, show, skus));
  }

  /** Says every listed product's stock again: repairs a crash between a commit and its news. */
  public void announceAll() {
    var skus =
        database.query(
            sql ->
                sql.list(
                    "SELECT DISTINCT v.sku FROM shop_variant v JOIN shop_listing USING"
                        + " (product_id)",
                    row -> new SkuId(row.getString(0))));
    levels(skus).forEach(news::announce);
  }

  /** Several SKUs for one checkout, in the caller's transaction. */
  public CartReserve cartReserve() {
    return new CartReserve(ledger, follower, config.holdFor().toMillis());
  }

  /** Returns what ran out. */
  public HoldSweeper sweeper() {
    return new HoldSweeper(this, database, follower, config.location());
  }
}
