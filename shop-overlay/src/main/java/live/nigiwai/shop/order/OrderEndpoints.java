package live.nigiwai.shop.order;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.checkout.OrderMark;
import live.nigiwai.shop.checkout.Refusals;
import live.nigiwai.shop.checkout.TaxView;
import live.nigiwai.shop.order.Orders.Submitted;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/** Placing an order, reading it again, and the shop's list of orders. */
public final class OrderEndpoints {
  private static final int PAGE_DEFAULT = 50;
  private static final int PAGE_MAX = 200;

  private final Orders orders;
  private final OrderRows rows;
  private final Database database;
  private final Store store;

  public OrderEndpoints(Orders orders, OrderRows rows, Database database, Store store) {
    this.orders = orders;
    this.rows = rows;
    this.database = database;
    this.store = store;
  }

  public void mount(Router router, Endpoints endpoints) {
    router.post("/api/checkouts/:id/order").handler(endpoints.viewer(this::submit));
    router.get("/api/orders/:token").handler(endpoints.viewer((context, who) -> show(context)));
    router
        .get("/api/shows/:show/orders")
        .handler(
            endpoints.staff(EnumSet.of(Role.PRODUCER, Role.CS), (context, staff) -> list(context)));
  }

  record SubmitRequest(long expectedTotal) {}

  record SubmitView(OrderMark order) {}

  private Answer submit(RoutingContext context, Visitor visitor) {
    long expected = Requests.body(context, SubmitRequest.class).expectedTotal;
    String key = Requests.idempotencyKey(context);
    return switch (orders.submit(context.pathParam("id"), visitor.viewer(), expected, key)) {
      case Submitted.Ordered(OrderMark order) -> Answer.ok(new SubmitView(order));
      case Submitted.Declined() -> throw Refusals.cardDeclined();
      case Submitted.TotalChanged(long total) -> throw Refusals.totalChanged(total);
      case Submitted.SoldOut() -> throw Refusals.soldOut(0);
      case Submitted.HoldExpired() -> throw Refusals.holdExpired();
      case Submitted.Incomplete() -> throw Refusals.incomplete();
      case Submitted.NotFound() -> throw ApiProblem.notFound();
    };
  }

  record ShopView(String name, String nameEn, String legalUrl) {}

  record PaymentView(String brand, String last4) {}

  record OrderView(
      String number,
      String show,
      String state,
      long placedAt,
      List<LineView> lines,
      long subtotal,
      long shipping,
      long total,
      List<TaxView> taxes,
      PaymentView payment,
      LocalText delivery,
      ShopView shop) {}

  /** Whoever has the link sees what was bought, not who bought it. */
  private Answer show(RoutingContext context) {
    var order = orders.byToken(context.pathParam("token")).orElseThrow(ApiProblem::notFound);
    return Answer.ok(
        new OrderView(
            order.number(),
            order.show().value(),
            order.state().forBuyer(),
            order.placedAt().millis(),
            order.lines(),
            order.subtotal().yen(),
            order.shipping().yen(),
            order.total().yen(),
            order.taxes(),
            new PaymentView(order.card().brand(), order.card().last4()),
            order.delivery(),
            new ShopView(store.name().ja(), store.name().en(), "/legal")));
  }

  record ListedOrder(
      String id,
      String number,
      String state,
      long placedAt,
      String buyer,
      long total,
      List<LineView> lines) {}

  record ListView(List<ListedOrder> orders, @Nullable String next) {}

  private Answer list(RoutingContext context) {
    var show = new ShowId(context.pathParam("show"));
    String cursor = context.request().getParam("after");
    long before = cursor == null ? Long.MAX_VALUE : number("after", cursor);
    String asked = context.request().getParam("limit");
    int limit =
        asked == null ? PAGE_DEFAULT : (int) Math.clamp(number("limit", asked), 1, PAGE_MAX);
    var page = database.query(sql -> rows.page(sql, show, before, limit));
    String next = page.size() < limit ? null : String.valueOf(page.getLast().sequence());
    return Answer.ok(new ListView(page.stream().map(OrderEndpoints::listed).toList(), next));
  }

  private static ListedOrder listed(Order order) {
    return new ListedOrder(
        order.id(),
        order.number(),
        order.state().forStaff(),
        order.placedAt().millis(),
        order.buyer().name(),
        order.total().yen(),
        order.lines());
  }

  private static long number(String what, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw ApiProblem.badRequest("bad_value", what + " must be a number");
    }
  }
}
