package live.nigiwai.shop.cart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.catalog.Listed;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.catalog.Variant;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;
import org.jspecify.annotations.Nullable;

/** Our own cart. What it says about stock is as of now; only its checkout reserves. */
public final class OwnCart implements CartTarget {
  static final int LINES_MAX = 50;
  static final int QUANTITY_MAX = 100;

  private final Database database;
  private final Catalog catalog;
  private final Stock stock;
  private final CartRows rows;
  private final CartCheckout checkout;

  public OwnCart(
      Database database, Catalog catalog, Stock stock, CartRows rows, CartCheckout checkout) {
    this.database = database;
    this.catalog = catalog;
    this.stock = stock;
    this.rows = rows;
    this.checkout = checkout;
  }

  /** A variant as it can be bought in a show. */
  private record Offered(Product product, Variant variant, SaleState state) {}

  private Optional<Offered> offered(ShowId show, SkuId sku) {
    return catalog
        .productOf(sku)
        .flatMap(
            id ->
                catalog.listed(show).stream()
                    .filter(listed -> listed.product().id().equals(id))
                    .findFirst())
        .flatMap(listed -> offered(listed, sku));
  }

  private static Optional<Offered> offered(Listed listed, SkuId sku) {
    return listed
        .product()
        .variant(sku)
        .map(variant -> new Offered(listed.product(), variant, listed.state()));
  }

  @Override
  public CartAnswer add(ViewerId buyer, ShowId show, SkuId sku, int quantity) {
    return put(buyer, show, sku, quantity, true);
  }

  @Override
  public CartAnswer update(ViewerId buyer, ShowId show, SkuId sku, int quantity) {
    if (quantity == 0) {
      database.transaction(
          sql -> {
            rows.lock(sql, buyer);
            rows.remove(sql, buyer, sku);
            return true;
          });
      return new CartAnswer.Ok(sync(buyer));
    }
    return put(buyer, show, sku, quantity, false);
  }

  private CartAnswer put(ViewerId buyer, ShowId show, SkuId sku, int quantity, boolean more) {
    if (quantity < 1 || quantity > QUANTITY_MAX) {
      throw new IllegalArgumentException("quantity must be 1 to " + QUANTITY_MAX);
    }
    var found = offered(show, sku);
    if (found.isEmpty()) {
      return new CartAnswer.UnknownSku();
    }
    var offered = found.get();
    if (offered.state() != SaleState.ON_SALE) {
      return new CartAnswer.NotOnSale();
    }
    int left = stock.level(sku).map(Level::left).orElse(0);
    var refused =
        database.transaction(
            sql -> {
              rows.lock(sql, buyer);
              var lines = rows.lines(sql, buyer);
              var before = lines.stream().filter(line -> line.sku().equals(sku)).findFirst();
              int wanted = quantity + (more ? before.map(CartRows.Row::quantity).orElse(0) : 0);
              if (before.isEmpty() && lines.size() >= LINES_MAX) {
                return Optional.<CartAnswer>of(new CartAnswer.Full(LINES_MAX));
              }
              if (wanted > offered.product().perBuyer()) {
                return Optional.<CartAnswer>of(
                    new CartAnswer.OverLimit(offered.product().perBuyer()));
              }
              if (wanted > left && wanted > before.map(CartRows.Row::quantity).orElse(0)) {
                return Optional.<CartAnswer>of(new CartAnswer.OutOfStock(left));
              }
              rows.write(
                  sql, buyer, new CartRows.Row(show, sku, wanted, offered.variant().price()));
              return Optional.<CartAnswer>empty();
            });
    return refused.orElseGet(() -> new CartAnswer.Ok(sync(buyer)));
  }

  @Override
  public Cart sync(ViewerId buyer) {
    var stored = database.query(sql -> rows.lines(sql, buyer));
    var levels = levels(stored);
    var lines = new ArrayList<Line>();
    for (var row : stored) {
      line(row, levels).ifPresent(lines::add);
    }
    return new Cart(lines);
  }

  private Map<SkuId, Level> levels(List<CartRows.Row> stored) {
    return stock.levels(stored.stream().map(CartRows.Row::sku).toList()).stream()
        .collect(Collectors.toMap(Level::sku, level -> level));
  }

  /** Empty for goods that the shop no longer knows. */
  private Optional<Line> line(CartRows.Row row, Map<SkuId, Level> levels) {
    var offered = offered(row.show(), row.sku());
    var product =
        offered
            .map(Offered::product)
            .or(() -> catalog.productOf(row.sku()).flatMap(catalog::product));
    if (product.isEmpty()) {
      return Optional.empty();
    }
    var variant = product.get().variant(row.sku());
    var price = variant.map(Variant::price).orElse(row.seen());
    var level = levels.get(row.sku());
    int left = level == null ? 0 : level.left();
    var reason = problem(row, offered.orElse(null), left, price);
    return Optional.of(
        new Line(
            row.show(),
            product.get().id(),
            row.sku(),
            product.get().name(),
            variant.map(Variant::name).orElse(LocalText.EMPTY),
            product.get().pictures().isEmpty() ? null : product.get().pictures().getFirst(),
            price,
            price.equals(row.seen()) ? null : row.seen(),
            row.quantity(),
            product.get().perBuyer(),
            reason,
            reason == Reason.SOLD_OUT ? left : null));
  }

  private static @Nullable Reason problem(
      CartRows.Row row, @Nullable Offered offered, int left, Money price) {
    if (offered == null || offered.state() != SaleState.ON_SALE) {
      return Reason.NOT_ON_SALE;
    }
    if (row.quantity() > offered.product().perBuyer()) {
      return Reason.OVER_LIMIT;
    }
    if (row.quantity() > left) {
      return Reason.SOLD_OUT;
    }
    return price.compareTo(row.seen()) > 0 ? Reason.PRICE_CHANGED : null;
  }

  @Override
  public CartAnswer checkout(ViewerId buyer, String key) {
    var outcome = checkout.begin(buyer, key);
    if (outcome instanceof CartAnswer.Changed(var problems)) {
      // The refusal itself tells the new prices; who presses again has seen them.
      var prices = new HashMap<SkuId, Money>();
      for (var problem : problems) {
        if (problem.price() != null) {
          prices.put(problem.sku(), problem.price());
        }
      }
      database.query(sql -> seen(sql, buyer, prices));
    }
    return outcome;
  }

  private boolean seen(Sql sql, ViewerId buyer, Map<SkuId, Money> prices) {
    prices.forEach((sku, price) -> rows.seen(sql, buyer, sku, price));
    return true;
  }
}
