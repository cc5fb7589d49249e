package live.nigiwai.shop.checkout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.offer.CouponAnswer;
import live.nigiwai.shop.offer.Coupons;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.stock.HeldUnits;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldFollower;
import live.nigiwai.shop.stock.HoldState;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/** The buyers' door to their checkouts. Whoever asks for someone else's finds nothing. */
public final class Checkouts {
  private final Database database;
  private final Catalog catalog;
  private final Stock stock;
  private final CheckoutRows rows;
  private final HoldFollower followers;
  private final SaleTerms terms;
  private final PayWays ways;
  private final Coupons coupons;
  private final Quotes quotes;
  private final FreshCheckouts fresh;

  /**
   * @param followers everyone to be told when a hold is given back
   */
  public Checkouts(
      Database database,
      Catalog catalog,
      Stock stock,
      CheckoutRows rows,
      HoldFollower followers,
      SaleTerms terms,
      PayWays ways,
      Coupons coupons) {
    this.database = database;
    this.catalog = catalog;
    this.stock = stock;
    this.rows = rows;
    this.followers = followers;
    this.terms = terms;
    this.ways = ways;
    this.coupons = coupons;
    this.quotes = new Quotes(database, terms, ways, coupons);
    this.fresh = new FreshCheckouts(database, rows);
  }

  /**
   * @param said what the merchant's own shop says about the viewer
   */
  public Optional<Checkout> find(String id, ViewerId viewer, @Nullable Customer said) {
    return database.query(sql -> rows.read(sql, id, viewer)).map(row -> seen(row, said));
  }

  /** As {@link #find}, for one that a press has just begun: read together with its neighbours. */
  Optional<Checkout> begun(String id, ViewerId viewer, @Nullable Customer said) {
    return fresh.read(id, viewer).map(row -> seen(row, said));
  }

  /**
   * As its buyer sees it now. Asks the catalogue and for the coupon, so no transaction may be open.
   */
  public Checkout seen(CheckoutRow row, @Nullable Customer said) {
    var products = products(row);
    var quote = quotes.of(row, Checkout.lines(row, products), said);
    return Checkout.of(row, products, quote, terms, ways.cardComesFirst());
  }

  private Map<ProductId, Product> products(CheckoutRow row) {
    var products = new HashMap<ProductId, Product>();
    for (var hold : row.holds()) {
      catalog.product(hold.product()).ifPresent(it -> products.put(it.id(), it));
    }
    return products;
  }

  /** Returns false where the checkout is no longer open. */
  boolean fill(String id, Buyer buyer, @Nullable Card card, boolean keep) {
    return database.query(sql -> rows.fill(sql, id, buyer, card, keep));
  }

  /** Returns false where the checkout is no longer open. */
  boolean choose(String id, PaymentMethod method, Choices choices) {
    return database.query(sql -> rows.choose(sql, id, method, choices));
  }

  /**
   * What a code that was typed is worth; wrong ones are counted.
   *
   * @param address the range of addresses the request came from
   */
  CouponAnswer preview(String code, Checkout checkout, @Nullable Customer said, String address) {
    return coupons.preview(code, checkout.asker(said), address, checkout.totals().subtotal());
  }

  /** What became of {@link #cancel}. */
  public enum CancelOutcome {
    /** Its units are back, now or already before. */
    ENDED,
    /** The provider has been asked for the money; only its answer decides. */
    BEING_PAID,
    ORDERED
  }

  /** Gives the units back. */
  public CancelOutcome cancel(CheckoutRow row) {
    var done = database.transaction(sql -> cancel(sql, row.id()));
    done.levels.forEach(stock::changed);
    return done.outcome;
  }

  private record Cancelled(CancelOutcome outcome, List<Level> levels) {}

  private Cancelled cancel(Sql sql, String id) {
    var all = HeldUnits.lock(sql, stock.ledger(), id);
    var states = all.stream().map(HeldUnits::hold).map(Hold::state).distinct().toList();
    if (states.contains(HoldState.PAYING)) {
      return new Cancelled(CancelOutcome.BEING_PAID, List.of());
    }
    if (Stream.of(HoldState.COMMITTED, HoldState.SHIPPED).anyMatch(states::contains)) {
      return new Cancelled(CancelOutcome.ORDERED, List.of());
    }
    var levels = release(sql, all);
    if (!levels.isEmpty()) {
      rows.setState(sql, id, CheckoutState.CANCELLED);
    }
    return new Cancelled(CancelOutcome.ENDED, levels);
  }

  /** Gives back what is held and not being paid; the caller has locked it. */
  public List<Level> release(Sql sql, List<HeldUnits> all) {
    var levels = new ArrayList<Level>();
    var ended = new ArrayList<Hold>();
    for (var units : all) {
      if (units.hold().state() == HoldState.HELD) {
        levels.add(stock.ledger().release(sql, units.level(), units.hold()));
        ended.add(units.hold());
      }
    }
    if (!ended.isEmpty()) {
      followers.ended(sql, ended);
    }
    return levels;
  }
}
