package live.nigiwai.shop.offer;

import io.vertx.ext.web.Router;
import java.util.List;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.KeepsPersonalData;
import live.nigiwai.shop.order.OrderNews;
import live.nigiwai.shop.order.OrderState;
import live.nigiwai.show.ViewerId;

/** Coupons put together. */
public final class Offers implements KeepsPersonalData {
  private final Database database;
  private final CouponRows rows;
  private final GuessLimit guesses;
  private final Coupons coupons;

  /**
   * @param secret keys the hashes of mailboxes; the same on every node
   * @param members says who has an account
   */
  public Offers(
      Database database, Store store, OfferConfig config, String secret, MemberLook members) {
    this.database = database;
    this.rows = new CouponRows(store);
    this.guesses = new GuessLimit(store, config.guessesPerMinute());
    this.coupons =
        new Coupons(
            database, rows, new Segments(store, config.lapsedAfter(), members), guesses, secret);
  }

  /** Whether a viewer has an account; answered by whoever keeps the members. */
  public interface MemberLook {
    boolean isMember(Sql sql, ViewerId viewer);
  }

  public Coupons coupons() {
    return coupons;
  }

  public void mount(Router router, Endpoints endpoints) {
    new CouponEndpoints(database, rows).mount(router, endpoints);
  }

  /** An order that came to nothing gives its coupon back. */
  public OrderNews news() {
    return (sql, order, from) -> {
      if (order.state() == OrderState.CANCELLED || order.state() == OrderState.EXPIRED) {
        coupons.giveBack(sql, order.id());
      }
    };
  }

  /** What a guest used, a member has used. */
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    rows.move(sql, guest, member);
  }

  @Override
  public String dataName() {
    return "coupons";
  }

  @Override
  public List<?> copyOf(Sql sql, ViewerId viewer) {
    return rows.usesOf(sql, viewer);
  }

  /** Their mailbox is gone; that somebody used the coupon stays, as its limits need it. */
  @Override
  public void erase(Sql sql, ViewerId viewer) {
    rows.erase(sql, viewer);
  }

  /** Forgets old guesses. Blocks. */
  public void retain() {
    database.transaction(
        sql -> {
          guesses.retain(sql);
          return true;
        });
  }
}
