package live.nigiwai.shop.waiting;

import java.time.Duration;
import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.Giving;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.ReserveOutcome;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.shop.stock.Waiters;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people wait for what is sold out, and offers them what comes back, one unit each, in the
 * order in which they came.
 *
 * <p><b>Threading</b>: any thread that may block; offers lock the SKU's counter first.
 */
public final class WaitingList implements Waiters {
  private static final Logger log = LoggerFactory.getLogger(WaitingList.class);

  /** In one show for one SKU. */
  static final int LINE_MAX = 20_000;

  static final int LINES_OF_ONE_MAX = 20;
  private static final int TURNS_AT_ONCE_MAX = 200;
  private static final int SKUS_AT_ONCE_MAX = 100;

  private final Database database;
  private final Stock stock;
  private final Giving giving;
  private final WaitingRows rows;
  private final Duration offerFor;

  /**
   * @param offerFor how long an offer is held
   */
  public WaitingList(Database database, Stock stock, Store store, Duration offerFor) {
    this.database = database;
    this.stock = stock;
    this.giving = stock.giving();
    this.rows = new WaitingRows(store);
    this.offerFor = offerFor;
  }

  /** What became of {@link #join}. */
  enum JoinOutcome {
    JOINED,
    /** The SKU cannot be had in this show at all. */
    UNKNOWN,
    /** There are some: no need to wait. */
    NOT_SOLD_OUT,
    /** The line, or the number of lines one may stand in, is full. */
    FULL
  }

  JoinOutcome join(ShowId show, SkuId sku, ViewerId viewer) {
    return database.transaction(
        sql -> {
          var product = rows.listed(sql, show, sku);
          var level = stock.ledger().lock(sql, sku);
          if (product.isEmpty() || level.isEmpty()) {
            return JoinOutcome.UNKNOWN;
          }
          int waiting = rows.count(sql, show, sku);
          if (waiting == 0 && stock.ledger().left(sql, level.get(), show) > 0) {
            return JoinOutcome.NOT_SOLD_OUT;
          }
          if (waiting >= LINE_MAX || rows.countOf(sql, show, viewer) >= LINES_OF_ONE_MAX) {
            return JoinOutcome.FULL;
          }
          rows.join(sql, show, product.get(), sku, viewer);
          return JoinOutcome.JOINED;
        });
  }

  void leave(ShowId show, SkuId sku, ViewerId viewer) {
    database.transaction(
        sql -> {
          rows.leave(sql, show, sku, viewer);
          return true;
        });
    // Whoever was behind may be the first now, and what was kept for them everyone's.
    stock.level(sku).filter(Level::hasAny).ifPresent(stock::changed);
  }

  List<Standing> of(ShowId show, ViewerId viewer) {
    return database.query(sql -> rows.of(sql, show, viewer));
  }

  /** How many wait for a SKU. */
  public record Line(SkuId sku, int waiting) {}

  public List<Line> lines(ShowId show) {
    return database.query(sql -> rows.lengths(sql, show)).stream()
        .map(each -> new Line(each.sku(), each.waiting()))
        .toList();
  }

  /** A place in the copy of what is kept about somebody. */
  public record Waited(String show, String sku, String state, long joinedAt) {}

  public List<Waited> copyOf(Sql sql, ViewerId viewer) {
    return rows.copyOf(sql, viewer);
  }

  /** A guest became a member. */
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    rows.move(sql, guest, member);
  }

  public void erase(Sql sql, ViewerId viewer) {
    rows.erase(sql, viewer);
  }

  /** Offers what a crash, or a line that was too long at once, left unoffered. */
  public void sweep() {
    for (var sku : database.query(sql -> rows.due(sql, SKUS_AT_ONCE_MAX))) {
      stock.level(sku).ifPresent(stock::changed);
    }
  }

  @Override
  public Level offer(Level level) {
    try {
      if (!database.query(sql -> rows.anyFor(sql, level.sku()))) {
        return level;
      }
      Offered done;
      do {
        done = database.transaction(sql -> offerSome(sql, level));
      } while (done.goesOn);
      return done.level;
    } catch (DatabaseUnavailableException away) {
      log.warn("{} is offered in a moment: {}", level.sku(), away.getMessage());
      return level;
    }
  }

  private record Offered(Level level, boolean goesOn) {}

  private Offered offerSome(Sql sql, Level seen) {
    var locked = giving.lock(sql, seen.sku());
    if (locked == null) {
      return new Offered(seen, false);
    }
    var next =
        locked.hasAny()
            ? rows.next(sql, seen.sku(), TURNS_AT_ONCE_MAX)
            : List.<WaitingRows.Next>of();
    if (next.isEmpty()) {
      return new Offered(locked, false);
    }
    var given =
        giving.give(
            sql,
            locked,
            next.stream().map(each -> new Giving.Turn(each.show(), each.viewer(), 1)).toList(),
            offerFor.toMillis(),
            Giving.Rule.AS_SOLD);
    boolean decided = false;
    for (int i = 0; i < next.size(); i++) {
      decided |= record(sql, next.get(i), given.outcomes().get(i));
    }
    return new Offered(given.level(), decided && next.size() == TURNS_AT_ONCE_MAX);
  }

  /** Returns whether they had their turn. */
  private boolean record(Sql sql, WaitingRows.Next next, ReserveOutcome outcome) {
    switch (outcome) {
      case ReserveOutcome.Reserved(var hold) -> rows.offered(sql, next.id(), hold.id());
      case ReserveOutcome.AlreadyHeld ignored -> rows.passed(sql, next.id());
      case ReserveOutcome.OverBuyerLimit ignored -> rows.passed(sql, next.id());
      case ReserveOutcome.KeyReused ignored -> rows.passed(sql, next.id());
      case ReserveOutcome.UnknownSku ignored -> rows.passed(sql, next.id());
      // They go on waiting: none for their show yet, or it is paused.
      case ReserveOutcome.SoldOut ignored -> {
        return false;
      }
      case ReserveOutcome.NotOnSale ignored -> {
        return false;
      }
      case ReserveOutcome.Busy ignored -> {
        return false;
      }
    }
    return true;
  }
}
