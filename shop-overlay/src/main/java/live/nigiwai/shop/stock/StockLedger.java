package live.nigiwai.shop.stock;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.Movements.Change;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Counters, holds and movements, always changed together inside the caller's transaction. The
 * caller locks the counter first ({@link #lock}), then the hold ({@link #lockHold}).
 *
 * <p>The three walls against overselling: the caller's decision under the lock, the condition
 * repeated in the UPDATE, and the CHECK on the row.
 */
public final class StockLedger {
  /** The columns that {@link #hold(Row)} reads. */
  public static final String HOLD =
      """
      hold_id, show_id, product_id, sku, buyer, quantity, unit_yen, price_id, state, checkout_id,
      revision, request_key, request_quantity, soft, allotment_id, timed_id,
      (extract(epoch FROM created_at) * 1000)::bigint AS created_ms,
      (extract(epoch FROM expires_at) * 1000)::bigint AS expires_ms
      """;

  private static final int EXPIRE_AT_ONCE_MAX = 500;

  private final Store store;
  private final String location;
  private final Counters counters;
  private final Movements movements;
  private final AllotmentRows allotments;

  StockLedger(Store store, String location) {
    this.store = store;
    this.location = location;
    this.counters = new Counters(store, location);
    this.movements = new Movements(store, location);
    this.allotments = new AllotmentRows(store, location);
  }

  AllotmentRows allotments() {
    return allotments;
  }

  /** Units of the SKU that a buyer in the show could have: its own, or those everyone shares. */
  public int left(Sql sql, Level locked, ShowId show) {
    var own = allotments.open(sql, locked).get(show);
    return own == null ? locked.left() : own.left();
  }

  /** Locks the counter, waiting for it; empty where the SKU has none. */
  public Optional<Level> lock(Sql sql, SkuId sku) {
    return counters.lock(sql, sku);
  }

  Counters counters() {
    return counters;
  }

  /** Locks a hold, and its state with it. */
  public Optional<Hold> lockHold(Sql sql, String holdId) {
    return sql.one(
        "SELECT " + HOLD + " FROM shop_hold WHERE hold_id = $1 FOR UPDATE",
        StockLedger::hold,
        holdId);
  }

  /** Reads a hold without a lock; its SKU, show and buyer never change. */
  public Optional<Hold> hold(Sql sql, String holdId) {
    return sql.one(
        "SELECT " + HOLD + " FROM shop_hold WHERE hold_id = $1", StockLedger::hold, holdId);
  }

  /** Whether the hold may still be ordered, by the database's clock now. */
  public boolean isLive(Sql sql, Hold locked) {
    return locked.state() == HoldState.HELD
        && sql.one(
                "SELECT expires_at > clock_timestamp() FROM shop_hold WHERE hold_id = $1",
                row -> row.getBoolean(0),
                locked.id())
            .orElse(false);
  }

  /**
   * From now on only the payment's outcome ends it. A soft hold gets its units here; false where
   * they are gone.
   */
  public boolean startPaying(Sql sql, Level locked, Hold live) {
    if (!live.how().soft()) {
      state(sql, live, HoldState.PAYING);
      return true;
    }
    var own = allotments.open(sql, locked).get(live.show());
    int units = live.quantity();
    if (units > (own == null ? locked.left() : own.left())) {
      return false;
    }
    if (own != null) {
      allotments.take(sql, own, units);
    }
    sql.change(
        "UPDATE shop_hold SET state = 'PAYING', soft = false, allotment_id = $2 WHERE hold_id = $1",
        live.id(),
        own == null ? null : own.id());
    var held = new Change(0, units, 0);
    movements.add(sql, live.sku(), "HOLD", live.id(), held);
    change(sql, locked, held, locked.offered(), own == null ? 0 : -units);
    return true;
  }

  /**
   * The card said no: the units stay the buyer's, with at least {@code graceMillis} to try again,
   * but not beyond {@code lifeMillisMax} after the tap.
   */
  public void backToHeld(Sql sql, Hold paying, long graceMillis, long lifeMillisMax) {
    sql.change(
        """
        UPDATE shop_hold
           SET state = 'HELD',
               expires_at = greatest(expires_at,
                   least(clock_timestamp() + $2::bigint * interval '1 millisecond',
                         created_at + $3::bigint * interval '1 millisecond'))
         WHERE hold_id = $1
        """,
        paying.id(),
        graceMillis,
        lifeMillisMax);
  }

  /** Sold. */
  public Level commit(Sql sql, Level locked, Hold hold) {
    if (hold.how().soft()) {
      throw new IllegalStateException("hold " + hold.id() + " has no units to sell");
    }
    state(sql, hold, HoldState.COMMITTED);
    var sold = new Change(0, -hold.quantity(), hold.quantity());
    movements.add(sql, hold.sku(), "COMMIT", hold.id(), sold);
    return change(sql, locked, sold, locked.offered(), 0);
  }

  /** Given back. */
  public Level release(Sql sql, Level locked, Hold hold) {
    state(sql, hold, HoldState.RELEASED);
    if (hold.how().soft()) {
      return locked;
    }
    var back = new Change(0, -hold.quantity(), 0);
    movements.add(sql, hold.sku(), "RELEASE", hold.id(), back);
    return change(sql, locked, back, locked.offered(), allotments.giveBack(sql, List.of(hold)));
  }

  /** Paid after its hold had ended: takes the units again if they are there; empty if not. */
  public Optional<Level> retake(Sql sql, Level locked, Hold ended, String freshId) {
    int units = ended.quantity();
    var own = allotments.open(sql, locked).get(ended.show());
    boolean fromOwn = own != null && units <= own.left();
    if (!fromOwn && units > locked.left()) {
      return Optional.empty();
    }
    if (own != null && fromOwn) {
      allotments.take(sql, own, units);
    }
    sql.change(
        """
        INSERT INTO shop_hold (hold_id, store_id, show_id, product_id, sku, location, buyer, quantity,
                               unit_yen, price_id, state, checkout_id, request_quantity,
                               created_at, expires_at, allotment_id, timed_id)
        SELECT $2, store_id, show_id, product_id, sku, location, buyer, quantity,
               unit_yen, price_id, 'COMMITTED', checkout_id, request_quantity, now(), now(), $3, timed_id
          FROM shop_hold WHERE hold_id = $1
        """,
        ended.id(),
        freshId,
        own != null && fromOwn ? own.id() : null);
    var sold = new Change(0, 0, units);
    movements.add(sql, ended.sku(), "RETAKE", freshId, sold);
    return Optional.of(change(sql, locked, sold, locked.offered(), fromOwn ? -units : 0));
  }

  /** Units that the hold could have beside its own. */
  int leftBeside(Sql sql, Level locked, Hold hold) {
    return hold.how().soft()
        ? left(sql, locked, hold.show())
        : allotments.of(sql, hold.how().allotment()).map(Allotment::left).orElse(locked.left());
  }

  Level resize(Sql sql, Level locked, Hold hold, int quantity) {
    int more = quantity - hold.quantity();
    sql.change(
        "UPDATE shop_hold SET quantity = $2, revision = revision + 1 WHERE hold_id = $1",
        hold.id(),
        quantity);
    if (hold.how().soft()) {
      return locked;
    }
    var own = allotments.of(sql, hold.how().allotment());
    own.ifPresent(it -> allotments.take(sql, it, more));
    var resized = new Change(0, more, 0);
    movements.add(sql, hold.sku(), "RESIZE", hold.id() + ":" + (hold.revision() + 1), resized);
    return change(sql, locked, resized, locked.offered(), own.isPresent() ? -more : 0);
  }

  /**
   * Writes new holds, out of their show's own units where it has some.
   *
   * @param keys the buyers' idempotency keys; null for a hold that nobody asked for by one
   * @param units what the holds count, soft ones not
   */
  Level take(Sql sql, Level locked, List<Hold> holds, List<@Nullable String> keys, int units) {
    var own = allotments.open(sql, locked);
    var first = holds.getFirst();
    sql.change(
        """
        INSERT INTO shop_hold (hold_id, store_id, show_id, product_id, sku, location, buyer, quantity,
                               unit_yen, price_id, state, checkout_id, request_key,
                               request_quantity, created_at, expires_at, soft, allotment_id, timed_id)
        SELECT t.id, $1, t.show, $2, $3, $4, t.buyer, t.quantity, t.yen, t.price, 'HELD',
               t.checkout, t.key,
               t.quantity, to_timestamp($12::bigint / 1000.0), to_timestamp($13::bigint / 1000.0),
               t.soft, t.allotment, t.timed
          FROM unnest($5::text[], $6::text[], $7::text[], $8::int[], $9::bigint[], $10::bigint[],
                      $11::text[], $14::boolean[], $15::text[], $16::text[], $17::text[])
               AS t(id, show, buyer, quantity, yen, price, key, soft, allotment, timed, checkout)
        """,
        store.id(),
        first.product().value(),
        first.sku().value(),
        location,
        holds.stream().map(Hold::id).toArray(String[]::new),
        holds.stream().map(hold -> hold.show().value()).toArray(String[]::new),
        holds.stream().map(hold -> hold.buyer().value()).toArray(String[]::new),
        holds.stream().map(Hold::quantity).toArray(Integer[]::new),
        holds.stream().map(hold -> hold.unitPrice().yen()).toArray(Long[]::new),
        holds.stream().map(Hold::priceId).toArray(Long[]::new),
        keys.toArray(String[]::new),
        first.createdAt().millis(),
        first.expiresAt().millis(),
        holds.stream().map(hold -> hold.how().soft()).toArray(Boolean[]::new),
        holds.stream().map(hold -> from(own, hold)).toArray(String[]::new),
        holds.stream().map(hold -> hold.how().timedPrice()).toArray(String[]::new),
        holds.stream().map(Hold::checkoutId).toArray(String[]::new));
    int kept = 0;
    for (Allotment each : own.values()) {
      int of = units(holds.stream().filter(hold -> hold.show().equals(each.show())).toList());
      if (of > 0) {
        allotments.take(sql, each, of);
        kept -= of;
      }
    }
    if (units == 0) {
      return locked;
    }
    moveEach(sql, "HOLD", holds, 1);
    return change(sql, locked, new Change(0, units, 0), locked.offered(), kept);
  }

  private static @Nullable String from(Map<ShowId, Allotment> own, Hold hold) {
    var allotment = hold.how().soft() ? null : own.get(hold.show());
    return allotment == null ? null : allotment.id();
  }

  private static int units(List<Hold> holds) {
    return holds.stream().mapToInt(Hold::counted).sum();
  }

  private void moveEach(Sql sql, String kind, List<Hold> holds, int sign) {
    var counted = holds.stream().filter(hold -> hold.counted() > 0).toList();
    movements.addEach(
        sql,
        holds.getFirst().sku(),
        kind,
        counted.stream().map(Hold::id).toArray(String[]::new),
        counted.stream().map(Hold::quantity).toArray(Integer[]::new),
        sign);
  }

  /** Ends the SKU's holds whose time is up; returns them and the counter after that. */
  Expired expire(Sql sql, Level locked) {
    var due =
        sql.list(
            "UPDATE shop_hold SET state = 'EXPIRED' WHERE hold_id IN (SELECT hold_id FROM shop_hold"
                + " WHERE sku = $1 AND location = $2 AND state = 'HELD'"
                + " AND expires_at <= clock_timestamp() ORDER BY hold_id LIMIT $3 FOR UPDATE"
                + " SKIP LOCKED) AND state = 'HELD' RETURNING "
                + HOLD,
            StockLedger::hold,
            locked.sku().value(),
            location,
            EXPIRE_AT_ONCE_MAX);
    if (due.isEmpty()) {
      return new Expired(due, locked);
    }
    int units = units(due);
    if (units == 0) {
      return new Expired(due, locked);
    }
    moveEach(sql, "EXPIRE", due, -1);
    int kept = allotments.giveBack(sql, due);
    return new Expired(due, change(sql, locked, new Change(0, -units, 0), locked.offered(), kept));
  }

  record Expired(List<Hold> holds, Level level) {}

  /**
   * The staff counted or received units. The caller has checked that it stays above what is taken.
   */
  Level adjust(Sql sql, Level locked, int delta, int offered, Adjustment why) {
    var change = new Change(delta, 0, 0);
    movements.add(sql, locked.sku(), "ADJUST", why.source(), change, why.reason(), why.actor());
    return change(sql, locked, change, offered, 0);
  }

  /** Why units came or went; the source is unique. */
  record Adjustment(String source, String reason, String actor) {}

  boolean isAdjusted(Sql sql, String source) {
    return sql.one(
            "SELECT 1 FROM shop_stock_movement WHERE source = $1 AND kind = 'ADJUST'",
            row -> true,
            source)
        .isPresent();
  }

  private void state(Sql sql, Hold hold, HoldState next) {
    sql.change("UPDATE shop_hold SET state = $2 WHERE hold_id = $1", hold.id(), next.name());
  }

  private Level change(Sql sql, Level locked, Change change, int offered, int kept) {
    return counters.change(sql, locked, change, offered, kept);
  }

  public static Hold hold(Row row) {
    return new Hold(
        row.getString("hold_id"),
        new ShowId(row.getString("show_id")),
        new ProductId(row.getString("product_id")),
        new SkuId(row.getString("sku")),
        new ViewerId(row.getString("buyer")),
        row.getInteger("quantity"),
        Money.yen(row.getLong("unit_yen")),
        row.getLong("price_id"),
        HoldState.valueOf(row.getString("state")),
        row.getString("checkout_id"),
        row.getInteger("revision"),
        new ShowTime(row.getLong("created_ms")),
        new ShowTime(row.getLong("expires_ms")),
        new HoldTerms(
            row.getBoolean("soft"), row.getString("allotment_id"), row.getString("timed_id")));
  }

  static @Nullable String requestKey(Row row) {
    return row.getString("request_key");
  }
}
