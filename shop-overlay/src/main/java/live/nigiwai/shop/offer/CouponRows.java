package live.nigiwai.shop.offer;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.Money;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/** Coupons and the orders that have them. */
final class CouponRows {
  private static final String COUPON =
      """
      SELECT coupon_id, code, label, label_en, kind, amount, segment, minimum, total_max, person_max,
             CASE WHEN total_max IS NULL
                  THEN (SELECT count(*)::int FROM shop_coupon_use u
                         WHERE u.coupon_id = c.coupon_id AND returned_at IS NULL)
                  ELSE used END AS used,
             (extract(epoch FROM starts_at) * 1000)::bigint AS starts_ms,
             (extract(epoch FROM ends_at) * 1000)::bigint AS ends_ms, active
        FROM shop_coupon c
      """;

  /** Without counting the uses of those without limit, which nobody has to know to use one. */
  private static final String BARE = COUPON.replaceFirst("(?s)CASE WHEN.*END AS used", "used");

  private final Store store;

  CouponRows(Store store) {
    this.store = store;
  }

  Optional<Coupon> byCode(Sql sql, String code) {
    return sql.one(
        BARE + " WHERE store_id = $1 AND code = $2", CouponRows::coupon, store.id(), code);
  }

  Optional<Coupon> byId(Sql sql, String id) {
    return sql.one(
        COUPON + " WHERE store_id = $1 AND coupon_id = $2", CouponRows::coupon, store.id(), id);
  }

  /** Locks it against everybody who would use it up; its order is locked before. */
  Coupon lock(Sql sql, String id) {
    return sql.one(BARE + " WHERE coupon_id = $1 FOR NO KEY UPDATE", CouponRows::coupon, id)
        .orElseThrow();
  }

  /** Newest first. */
  List<Coupon> newest(Sql sql, int limit) {
    return sql.list(
        COUPON + " WHERE store_id = $1 ORDER BY created_at DESC, coupon_id LIMIT $2",
        CouponRows::coupon,
        store.id(),
        limit);
  }

  /** Returns false where it was written before. */
  boolean create(Sql sql, Coupon coupon, String actor) {
    return sql.change(
            """
            INSERT INTO shop_coupon (coupon_id, store_id, code, label, label_en, kind, amount, segment,
                                     minimum, total_max, person_max, starts_at, ends_at, active,
                                     created_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                    to_timestamp($12::float8 / 1000), to_timestamp($13::float8 / 1000), $14, $15)
            ON CONFLICT (coupon_id) DO NOTHING
            """,
            coupon.id(),
            store.id(),
            coupon.code(),
            coupon.label().ja(),
            coupon.label().en(),
            coupon.kind().name(),
            coupon.amount(),
            coupon.segment(),
            coupon.minimum().yen(),
            coupon.totalMax(),
            coupon.personMax(),
            asDouble(coupon.startsAt()),
            asDouble(coupon.endsAt()),
            coupon.active(),
            actor)
        == 1;
  }

  /** What may change while orders have it; returns false where the limit is below its uses. */
  boolean change(Sql sql, Coupon coupon) {
    return sql.change(
            """
            UPDATE shop_coupon
               SET label = $2, label_en = $3, minimum = $4, total_max = $5, person_max = $6,
                   starts_at = to_timestamp($7::float8 / 1000),
                   ends_at = to_timestamp($8::float8 / 1000), active = $9
             WHERE coupon_id = $1 AND (total_max IS NULL OR used <= $5)
            """,
            coupon.id(),
            coupon.label().ja(),
            coupon.label().en(),
            coupon.minimum().yen(),
            coupon.totalMax(),
            coupon.personMax(),
            asDouble(coupon.startsAt()),
            asDouble(coupon.endsAt()),
            coupon.active())
        == 1;
  }

  private static @Nullable Double asDouble(@Nullable Long millis) {
    return millis == null ? null : (double) millis;
  }

  /** One person's uses of a coupon without a total limit come one after the other. */
  void lockPerson(Sql sql, String couponId, ViewerId viewer, String mailbox) {
    sql.list(
        "SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended($1 || who, 7) AS"
            + " key FROM unnest($2::text[]) who ORDER BY key) keys",
        row -> true,
        couponId,
        new String[] {" viewer " + viewer.value(), " mailbox " + mailbox});
  }

  /** A person's orders that have it, except one; a person is a browser or a mailbox. */
  int usedBy(Sql sql, String couponId, ViewerId viewer, @Nullable String mailbox, String except) {
    return sql.one(
            """
            SELECT count(*)::int FROM shop_coupon_use
             WHERE coupon_id = $1 AND returned_at IS NULL AND order_id <> $4
               AND (buyer = $2 OR mailbox = $3)
            """,
            row -> row.getInteger(0),
            couponId,
            viewer.value(),
            mailbox,
            except)
        .orElseThrow();
  }

  /** The coupon that an order has now. */
  Optional<String> ofOrder(Sql sql, String orderId) {
    return sql.one(
        "SELECT coupon_id FROM shop_coupon_use WHERE order_id = $1 AND returned_at IS NULL",
        row -> row.getString(0),
        orderId);
  }

  /** Returns false where the last one went meanwhile; then nothing was written. */
  boolean take(Sql sql, Coupon coupon, String orderId, ViewerId viewer, String mailbox) {
    if (coupon.totalMax() != null) {
      int taken =
          sql.change(
              "UPDATE shop_coupon SET used = used + 1 WHERE coupon_id = $1 AND used < total_max",
              coupon.id());
      if (taken != 1) {
        return false;
      }
    }
    int written =
        sql.change(
            """
            INSERT INTO shop_coupon_use AS u (coupon_id, order_id, store_id, buyer, mailbox)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (coupon_id, order_id) DO UPDATE
               SET buyer = excluded.buyer, mailbox = excluded.mailbox,
                   taken_at = clock_timestamp(), returned_at = NULL
             WHERE u.returned_at IS NOT NULL
            """,
            coupon.id(),
            orderId,
            store.id(),
            viewer.value(),
            mailbox);
    if (written != 1) {
      throw new IllegalStateException("an order takes a coupon it has");
    }
    return true;
  }

  /** Gives back whatever coupon the order has; a second time finds none. */
  void giveBack(Sql sql, String orderId) {
    var returned =
        sql.one(
            "UPDATE shop_coupon_use SET returned_at = clock_timestamp()"
                + " WHERE order_id = $1 AND returned_at IS NULL RETURNING coupon_id",
            row -> row.getString(0),
            orderId);
    returned.ifPresent(
        coupon ->
            sql.change(
                "UPDATE shop_coupon SET used = used - 1"
                    + " WHERE coupon_id = $1 AND total_max IS NOT NULL",
                coupon));
  }

  void move(Sql sql, ViewerId from, ViewerId to) {
    sql.change("UPDATE shop_coupon_use SET buyer = $2 WHERE buyer = $1", from.value(), to.value());
  }

  /** One coupon that somebody used, for the copy of what is kept about them. */
  record Use(String coupon, String order, boolean returned) {}

  List<Use> usesOf(Sql sql, ViewerId viewer) {
    return sql.list(
        "SELECT coupon_id, order_id, returned_at IS NOT NULL FROM shop_coupon_use"
            + " WHERE buyer = $1 ORDER BY taken_at",
        row -> new Use(row.getString(0), row.getString(1), row.getBoolean(2)),
        viewer.value());
  }

  /** What the rows say about someone beside the pseudonym is gone; limits per person hold on. */
  void erase(Sql sql, ViewerId viewer) {
    sql.change("UPDATE shop_coupon_use SET mailbox = '' WHERE buyer = $1", viewer.value());
  }

  static long now(Sql sql) {
    return sql.one(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", row -> row.getLong(0))
        .orElseThrow();
  }

  private static Coupon coupon(Row row) {
    return new Coupon(
        row.getString("coupon_id"),
        row.getString("code"),
        new LocalText(row.getString("label"), row.getString("label_en")),
        Coupon.Kind.valueOf(row.getString("kind")),
        row.getLong("amount"),
        row.getString("segment"),
        Money.yen(row.getLong("minimum")),
        row.getInteger("total_max"),
        row.getInteger("person_max"),
        row.getInteger("used"),
        row.getLong("starts_ms"),
        row.getLong("ends_ms"),
        row.getBoolean("active"));
  }
}
