package live.nigiwai.shop;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.cart.CartCheckout;
import live.nigiwai.shop.cart.CartEndpoints;
import live.nigiwai.shop.cart.CartRows;
import live.nigiwai.shop.cart.OwnCart;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.checkout.CheckoutEndpoints;
import live.nigiwai.shop.checkout.CheckoutRows;
import live.nigiwai.shop.checkout.Checkouts;
import live.nigiwai.shop.checkout.PayWays;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.document.Documents;
import live.nigiwai.shop.document.Issuer;
import live.nigiwai.shop.offer.Coupons;
import live.nigiwai.shop.order.AttemptRows;
import live.nigiwai.shop.order.DeskEndpoints;
import live.nigiwai.shop.order.OrderChanges;
import live.nigiwai.shop.order.OrderEndpoints;
import live.nigiwai.shop.order.OrderLife;
import live.nigiwai.shop.order.OrderNews;
import live.nigiwai.shop.order.OrderRows;
import live.nigiwai.shop.order.OrderSteps;
import live.nigiwai.shop.order.OrderTokens;
import live.nigiwai.shop.order.OrderWriting;
import live.nigiwai.shop.order.Orders;
import live.nigiwai.shop.order.Outcomes;
import live.nigiwai.shop.order.RefundRows;
import live.nigiwai.shop.order.Refunds;
import live.nigiwai.shop.order.Returns;
import live.nigiwai.shop.order.Settlement;
import live.nigiwai.shop.parcel.Parcels;
import live.nigiwai.shop.parcel.Sender;
import live.nigiwai.shop.payment.Payments;
import live.nigiwai.shop.stock.HoldFollower;
import live.nigiwai.shop.stock.SoldUnits;
import live.nigiwai.shop.stock.Stock;

/** From the tap to the parcel: cart, checkout and order, put together. */
final class Buying {
  /** What has to be there before there is stock, because it follows every hold. */
  static final class Rows {
    final CheckoutRows checkouts;
    final OrderRows orders = new OrderRows();
    final CartRows carts;
    final OrderChanges changes;
    final HoldFollower followers;

    /**
     * @param news who learns of every change of an order
     */
    Rows(ShopConfig config, List<OrderNews> news) {
      this.checkouts = new CheckoutRows(config.store(), config.terms());
      this.carts = new CartRows(config.store());
      var all = new ArrayList<OrderNews>(news);
      all.addFirst(carts);
      this.changes = new OrderChanges(config.store(), orders, OrderNews.each(all));
      this.followers = new EachFollower(checkouts, changes);
    }
  }

  private final Settlement settlement;
  private final CheckoutEndpoints checkoutEndpoints;
  private final CartEndpoints cartEndpoints;
  private final OrderEndpoints orderEndpoints;
  private final DeskEndpoints deskEndpoints;
  private final Documents documents;
  private final Parcels parcels;

  Buying(
      ShopConfig config,
      Database database,
      TimelineWriter timelines,
      Catalog catalog,
      Stock stock,
      Rows rows,
      Customers customers,
      Payments payments,
      Coupons coupons,
      Supplier<String> ids) {
    var store = config.store();
    var provider = payments.provider();
    var ways = new PayWays(payments);
    var checkouts =
        new Checkouts(
            database,
            catalog,
            stock,
            rows.checkouts,
            rows.followers,
            config.terms(),
            ways,
            coupons);
    var attempts = new AttemptRows(store, config.orders());
    var refundRows = new RefundRows(store);
    var refunds = new Refunds(database, provider, rows.orders, rows.changes, attempts, refundRows);
    var outcomes =
        new Outcomes(
            timelines,
            stock,
            rows.checkouts,
            customers,
            rows.orders,
            rows.changes,
            attempts,
            config.orders(),
            config.stock().holdMax(),
            ids);
    this.settlement = new Settlement(database, provider, rows.orders, attempts, outcomes, refunds);
    var orders =
        new Orders(
            database,
            stock,
            checkouts,
            rows.checkouts,
            rows.orders,
            new OrderWriting(store),
            rows.changes,
            attempts,
            settlement,
            ways,
            coupons,
            new OrderTokens(config.tokenSecret()),
            ids);
    this.checkoutEndpoints =
        new CheckoutEndpoints(
            checkouts,
            stock,
            ways,
            orders,
            settlement,
            new ClientAddresses(config.trustedProxies()),
            ids);
    var cartCheckout =
        new CartCheckout(database, stock, checkouts, rows.checkouts, rows.carts, ids);
    this.cartEndpoints =
        new CartEndpoints(
            new OwnCart(database, catalog, stock, rows.carts, cartCheckout), checkoutEndpoints);
    this.orderEndpoints = new OrderEndpoints(orders, rows.orders, rows.changes, database, store);

    var steps = new OrderSteps(database, timelines, stock, rows.orders, refunds, store, ids);
    var sold = new SoldUnits(store, config.stock().location(), stock.ledger());
    var life =
        new OrderLife(
            steps, database, stock, sold, rows.orders, rows.changes, attempts, settlement, ids);
    var returns = new Returns(steps, rows.orders, rows.changes, sold, store, ids);
    this.deskEndpoints =
        new DeskEndpoints(
            life,
            returns,
            rows.orders,
            rows.changes,
            refundRows,
            database,
            config.orders().refundMax());
    var legal = config.legal();
    String seller = legal.isDemo() ? store.name().ja() : legal.seller().ja();
    this.documents =
        new Documents(
            database,
            store,
            new Issuer(seller, legal.address().ja(), legal.phone().ja(), legal.invoiceNumber()),
            rows.orders::byId);
    this.parcels =
        new Parcels(
            database,
            store,
            new Sender(seller, legal.address().ja(), legal.phone().ja()),
            rows.orders::byId,
            life::ship);
  }

  /** The one funnel for every hint about a payment. */
  Settlement settlement() {
    return settlement;
  }

  void mount(Router router, Endpoints endpoints) {
    checkoutEndpoints.mount(router, endpoints);
    cartEndpoints.mount(router, endpoints);
    orderEndpoints.mount(router, endpoints);
    deskEndpoints.mount(router, endpoints);
    documents.mount(router, endpoints);
    parcels.mount(router, endpoints);
  }
}
