package live.nigiwai.shop.stock;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
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
      revision, request_key, request_quantity,
      (extract(epoch FROM created_at) * 1000)::bigint AS created_ms,
      (extract(epoch FROM expires_at) * 1000)::bigint AS expires_ms
      """;

  private static final String LEVEL = "sku, product_id, on_hand, held, committed, offered, version";
  private static final int EXPIRE_AT_ONCE_MAX = 500;

  private final Store store;
  private final String location;

  StockLedger(Store store, String location) {
    this.store = store;
    this.location = location;
  }

  /** Locks the counter, waiting for it; empty where the SKU has none. */
  public Optional<Level> lock(Sql sql, SkuId sku) {
    return sql.one(
        "SELECT " + LEVEL + " FROM shop_stock WHERE sku = $1 AND location = $2 FOR NO KEY UPDATE",
        StockLedger::level,
        sku.value(),
        location);
  }

  /** Locks the counter if nobody else has it. */
  Optional<Level> lockIfFree(Sql sql, SkuId sku) {
    return sql.one(
        "SELECT "
            + LEVEL
            + " FROM shop_stock WHERE sku = $1 AND location = $2"
            + " FOR NO KEY UPDATE SKIP LOCKED",
        StockLedger::level,
        sku.value(),
        location);
  }

  List<Level> levels(Sql sql, List<SkuId> skus) {
    return sql.list(
        "SELECT " + LEVEL + " FROM shop_stock WHERE sku = ANY($1) AND location = $2",
        StockLedger::level,
        skus.stream().map(SkuId::value).toArray(String[]::new),
        location);
  }

  /** Makes sure the SKU has a counter. */
  void open(Sql sql, SkuId sku, ProductId product) {
    sql.change(
        """
        INSERT INTO shop_stock (sku, location, store_id, product_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        """,
        sku.value(),
        location,
        store.id(),
        product.value());
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

  /** From now on only the payment's outcome ends it. */
  public void startPaying(Sql sql, Hold live) {
    state(sql, live, HoldState.PAYING);
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
    state(sql, hold, HoldState.COMMITTED);
    move(sql, hold.sku(), "COMMIT", hold.id(), 0, -hold.quantity(), hold.quantity(), "", "");
    return change(sql, locked, 0, -hold.quantity(), hold.quantity(), locked.offered());
  }

  /** Given back. */
  public Level release(Sql sql, Level locked, Hold hold) {
    state(sql, hold, HoldState.RELEASED);
    move(sql, hold.sku(), "RELEASE", hold.id(), 0, -hold.quantity(), 0, "", "");
    return change(sql, locked, 0, -hold.quantity(), 0, locked.offered());
  }

  /** Paid after its hold had ended: takes the units again if they are there; empty if not. */
  public Optional<Level> retake(Sql sql, Level locked, Hold ended, String freshId) {
    if (ended.quantity() > locked.left()) {
      return Optional.empty();
    }
    sql.change(
        """
        INSERT INTO shop_hold (hold_id, store_id, show_id, product_id, sku, location, buyer, quantity,
                               unit_yen, price_id, state, checkout_id, request_quantity,
                               created_at, expires_at)
        SELECT $2, store_id, show_id, product_id, sku, location, buyer, quantity,
               unit_yen, price_id, 'COMMITTED', checkout_id, request_quantity, now(), now()
          FROM shop_hold WHERE hold_id = $1
        """,
        ended.id(),
        freshId);
    move(sql, ended.sku(), "RETAKE", freshId, 0, 0, ended.quantity(), "", "");
    return Optional.of(change(sql, locked, 0, 0, ended.quantity(), locked.offered()));
  }

  Level resize(Sql sql, Level locked, Hold hold, int quantity) {
    int more = quantity - hold.quantity();
    sql.change(
        "UPDATE shop_hold SET quantity = $2, revision = revision + 1 WHERE hold_id = $1",
        hold.id(),
        quantity);
    move(sql, hold.sku(), "RESIZE", hold.id() + ":" + (hold.revision() + 1), 0, more, 0, "", "");
    return change(sql, locked, 0, more, 0, locked.offered());
  }

  /** Writes the accepted holds of a batch. */
  Level take(Sql sql, Level locked, List<Hold> holds, List<String> keys, int units) {
    var ids = holds.stream().map(Hold::id).toArray(String[]::new);
    var quantities = holds.stream().map(Hold::quantity).toArray(Integer[]::new);
    var first = holds.getFirst();
    sql.change(
        """
        INSERT INTO shop_hold (hold_id, store_id, show_id, product_id, sku, location, buyer, quantity,
                               unit_yen, price_id, state, checkout_id, request_key,
                               request_quantity, created_at, expires_at)
        SELECT t.id, $1, t.show, $2, $3, $4, t.buyer, t.quantity, t.yen, t.price, 'HELD', t.id, t.key,
               t.quantity, to_timestamp($12::bigint / 1000.0), to_timestamp($13::bigint / 1000.0)
          FROM unnest($5::text[], $6::text[], $7::text[], $8::int[], $9::bigint[], $10::bigint[],
                      $11::text[]) AS t(id, show, buyer, quantity, yen, price, key)
        """,
        store.id(),
        first.product().value(),
        first.sku().value(),
        location,
        ids,
        holds.stream().map(hold -> hold.show().value()).toArray(String[]::new),
        holds.stream().map(hold -> hold.buyer().value()).toArray(String[]::new),
        quantities,
        holds.stream().map(hold -> hold.unitPrice().yen()).toArray(Long[]::new),
        holds.stream().map(Hold::priceId).toArray(Long[]::new),
        keys.toArray(String[]::new),
        first.createdAt().millis(),
        first.expiresAt().millis());
    moveEach(sql, first.sku(), "HOLD", ids, quantities, 1);
    return change(sql, locked, 0, units, 0, locked.offered());
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
    var ids = due.stream().map(Hold::id).toArray(String[]::new);
    var quantities = due.stream().map(Hold::quantity).toArray(Integer[]::new);
    moveEach(sql, locked.sku(), "EXPIRE", ids, quantities, -1);
    int units = due.stream().mapToInt(Hold::quantity).sum();
    return new Expired(due, change(sql, locked, 0, -units, 0, locked.offered()));
  }

  record Expired(List<Hold> holds, Level level) {}

  /**
   * The staff counted or received units. The caller has checked that it stays above what is taken.
   */
  Level adjust(Sql sql, Level locked, int delta, int offered, Adjustment why) {
    move(sql, locked.sku(), "ADJUST", why.source(), delta, 0, 0, why.reason(), why.actor());
    return change(sql, locked, delta, 0, 0, offered);
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

  private void move(
      Sql sql,
      SkuId sku,
      String kind,
      String source,
      int onHand,
      int held,
      int committed,
      String reason,
      String actor) {
    sql.change(
        """
        INSERT INTO shop_stock_movement
               (store_id, sku, location, kind, source, on_hand, held, committed, reason, actor)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        store.id(),
        sku.value(),
        location,
        kind,
        source,
        onHand,
        held,
        committed,
        reason,
        actor);
  }

  private void moveEach(
      Sql sql, SkuId sku, String kind, String[] sources, Integer[] quantities, int sign) {
    sql.change(
        """
        INSERT INTO shop_stock_movement (store_id, sku, location, kind, source, on_hand, held, committed)
        SELECT $1, $2, $3, $4, t.source, 0, t.quantity * $7::int, 0
          FROM unnest($5::text[], $6::int[]) AS t(source, quantity)
        """,
        store.id(),
        sku.value(),
        location,
        kind,
        sources,
        quantities,
        sign);
  }

  private Level change(Sql sql, Level locked, int onHand, int held, int committed, int offered) {
    return sql.one(
            "UPDATE shop_stock SET on_hand = on_hand + $3, held = held + $4,"
                + " committed = committed + $5, offered = $6, version = version + 1"
                + " WHERE sku = $1 AND location = $2"
                + " AND held + $4 + committed + $5 <= on_hand + $3 RETURNING "
                + LEVEL,
            StockLedger::level,
            locked.sku().value(),
            location,
            onHand,
            held,
            committed,
            offered)
        .orElseThrow(
            () -> new IllegalStateException("the counter of " + locked.sku() + " would oversell"));
  }

  private static Level level(Row row) {
    return new Level(
        new SkuId(row.getString("sku")),
        new ProductId(row.getString("product_id")),
        row.getInteger("on_hand"),
        row.getInteger("held"),
        row.getInteger("committed"),
        row.getInteger("offered"),
        row.getLong("version"));
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
        new ShowTime(row.getLong("expires_ms")));
  }

  static @Nullable String requestKey(Row row) {
    return row.getString("request_key");
  }
}
