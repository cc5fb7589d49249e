package live.nigiwai.shop.offer;

import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.shop.Shop;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.offer.Coupons.Taken;
import live.nigiwai.show.Money;
import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.PostgresForTests;
import org.jspecify.annotations.Nullable;

/** Coupons on a real database, and the orders that decide who is a new customer. */
final class CouponScene implements AutoCloseable {
  static final Store STORE = new Store("main", new LocalText("店", "Shop"));
  static final Money GOODS = Money.yen(5_000);
  static final String HOME = "192.0.2.1";

  final Set<ViewerId> members = ConcurrentHashMap.newKeySet();
  final Database database;
  final Offers offers;
  final Coupons coupons;
  private final CouponRows rows = new CouponRows(STORE);
  private final Vertx vertx = Vertx.vertx();

  CouponScene() {
    database = Database.open(vertx, PostgresForTests.migrated("runtime", Shop.MIGRATIONS), 16);
    offers =
        new Offers(
            database,
            STORE,
            OfferConfig.defaults(),
            "a secret for tests only",
            (sql, viewer) -> members.contains(viewer));
    coupons = offers.coupons();
  }

  CouponScene emptied() {
    members.clear();
    change("TRUNCATE shop_coupon, shop_coupon_use, shop_coupon_guess");
    change("DELETE FROM shop_order");
    return this;
  }

  static Coupon percent(String code, int percent) {
    return new Coupon(
        "id-" + code,
        code,
        new LocalText(percent + "%引き", percent + " % off"),
        Coupon.Kind.PERCENT,
        percent,
        null,
        Money.ZERO,
        null,
        null,
        0,
        null,
        null,
        true);
  }

  static Coupon limited(String code, @Nullable Integer total, @Nullable Integer person) {
    return new Coupon(
        "id-" + code,
        code,
        new LocalText("500円引き", "500 yen off"),
        Coupon.Kind.YEN,
        500,
        null,
        Money.ZERO,
        total,
        person,
        0,
        null,
        null,
        true);
  }

  static Coupon forSegment(String code, String segment) {
    return new Coupon(
        "id-" + code,
        code,
        new LocalText("送料無料", "Free shipping"),
        Coupon.Kind.FREE_SHIPPING,
        0,
        segment,
        Money.ZERO,
        null,
        null,
        0,
        null,
        null,
        true);
  }

  void create(Coupon coupon) {
    database.transaction(sql -> rows.create(sql, coupon, "ken"));
  }

  static Asker asker(String viewer) {
    return new Asker(new ViewerId(viewer), viewer + "@example.jp", null);
  }

  static Asker customer(String viewer, String segment) {
    return new Asker(new ViewerId(viewer), null, new Customer("c-1", segment));
  }

  CouponAnswer preview(String code, Asker asker) {
    return coupons.preview(code, asker, HOME, GOODS);
  }

  Taken take(@Nullable String code, String order, Asker asker) {
    return database.transaction(sql -> coupons.take(sql, code, order, asker, GOODS));
  }

  /** As a buyer does who is told to try again: a busy machine may keep a row locked for long. */
  Taken insist(String code, String order, Asker asker) {
    while (true) {
      try {
        return take(code, order, asker);
      } catch (DatabaseUnavailableException busy) {
        // Nothing was done; the order is sent again.
      }
    }
  }

  void giveBack(String order) {
    database.transaction(
        sql -> {
          coupons.giveBack(sql, order);
          return true;
        });
  }

  int used(String code) {
    return database.query(sql -> rows.byId(sql, "id-" + code)).orElseThrow().used();
  }

  /** Uses that tell whose mailbox it was. */
  long mailboxes() {
    return database
        .query(
            sql ->
                sql.one(
                    "SELECT count(*) FROM shop_coupon_use WHERE mailbox <> ''",
                    row -> row.getLong(0)))
        .orElseThrow();
  }

  /** An order of someone, placed so many days ago. */
  void ordered(String viewer, String email, int daysAgo) {
    change(
        """
        INSERT INTO shop_order (order_id, number, token_hash, store_id, show_id, checkout_id, buyer,
                                state, subtotal, shipping, total, details, keep, delivery, delivery_en,
                                terms, placed_at)
        SELECT id, id, id, 'main', 'demo', id, $1, 'ACCEPTED', 100, 0, 100,
               jsonb_build_object('email', $2::text), false, '', '', '{}',
               now() - $3::int * interval '1 day'
          FROM (SELECT gen_random_uuid()::text AS id) fresh
        """,
        viewer,
        email,
        daysAgo);
  }

  void change(String statement, Object... args) {
    database.query(sql -> sql.change(statement, args));
  }

  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
