package live.nigiwai.shop.checkout;

import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldFollower;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ViewerId;

/** The buyers' door to their checkouts. Whoever asks for someone else's finds nothing. */
public final class Checkouts {
  private final Database database;
  private final Catalog catalog;
  private final Stock stock;
  private final CheckoutRows rows;
  private final HoldFollower followers;
  private final SaleTerms terms;

  /**
   * @param followers everyone to be told when a hold is given back
   */
  public Checkouts(
      Database database,
      Catalog catalog,
      Stock stock,
      CheckoutRows rows,
      HoldFollower followers,
      SaleTerms terms) {
    this.database = database;
    this.catalog = catalog;
    this.stock = stock;
    this.rows = rows;
    this.followers = followers;
    this.terms = terms;
  }

  public Optional<Checkout> find(String id, ViewerId viewer) {
    return database.query(sql -> rows.read(sql, id, viewer)).map(this::seen);
  }

  /** As its buyer sees it, with the product's words as they are now. */
  public Checkout seen(CheckoutRow row) {
    var product =
        catalog
            .product(row.hold().product())
            .orElseThrow(() -> new IllegalStateException("no product " + row.hold().product()));
    return Checkout.of(row, product, terms);
  }

  /** Returns false where the checkout is no longer open. */
  boolean fill(String id, Buyer buyer, Card card, boolean keep) {
    return database.query(sql -> rows.fill(sql, id, buyer, card, keep));
  }

  /** What became of {@link #cancel}. */
  enum CancelOutcome {
    /** Its units are back, now or already before. */
    ENDED,
    /** The provider has been asked for the money; only its answer decides. */
    BEING_PAID,
    ORDERED
  }

  /** Gives the units back. */
  CancelOutcome cancel(CheckoutRow row) {
    var done = database.transaction(sql -> cancel(sql, row.hold()));
    done.level.ifPresent(stock::changed);
    return done.outcome;
  }

  private record Cancelled(CancelOutcome outcome, Optional<Level> level) {}

  private Cancelled cancel(Sql sql, Hold seen) {
    var level = stock.ledger().lock(sql, seen.sku()).orElseThrow();
    var hold = stock.ledger().lockHold(sql, seen.id()).orElseThrow();
    return switch (hold.state()) {
      case HELD -> {
        rows.setState(sql, hold.checkoutId(), CheckoutState.CANCELLED);
        followers.ended(sql, List.of(hold));
        yield new Cancelled(
            CancelOutcome.ENDED, Optional.of(stock.ledger().release(sql, level, hold)));
      }
      case PAYING -> new Cancelled(CancelOutcome.BEING_PAID, Optional.empty());
      case COMMITTED -> new Cancelled(CancelOutcome.ORDERED, Optional.empty());
      case RELEASED, EXPIRED -> new Cancelled(CancelOutcome.ENDED, Optional.empty());
    };
  }
}
