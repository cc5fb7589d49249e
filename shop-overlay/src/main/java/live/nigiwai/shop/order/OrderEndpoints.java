package live.nigiwai.shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.DiscountView;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.checkout.NextView;
import live.nigiwai.shop.checkout.OrderMark;
import live.nigiwai.shop.checkout.PayWays;
import live.nigiwai.shop.checkout.Refusals;
import live.nigiwai.shop.checkout.TaxView;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/** Placing an order, reading it again, and a show's list of orders. */
public final class OrderEndpoints {
  private static final int PAGE_DEFAULT = 50;
  private static final int PAGE_MAX = 200;

  private final Orders orders;
  private final OrderRows rows;
  private final OrderChanges changes;
  private final OrderPapers papers;
  private final Database database;
  private final Store store;

  public OrderEndpoints(
      Orders orders,
      OrderRows rows,
      OrderChanges changes,
      OrderPapers papers,
      Database database,
      Store store) {
    this.orders = orders;
    this.rows = rows;
    this.changes = changes;
    this.papers = papers;
    this.database = database;
    this.store = store;
  }

  public void mount(Router router, Endpoints endpoints) {
    router.post("/api/checkouts/:id/order").handler(endpoints.viewer(this::submit));
    router.get("/api/my/orders").handler(endpoints.viewer(this::mine));
    router.get("/api/orders/:token").handler(endpoints.viewer((context, who) -> show(context)));
    router
        .get("/api/shows/:show/orders")
        .handler(
            endpoints.staff(EnumSet.of(Role.PRODUCER, Role.CS), (context, staff) -> list(context)));
  }

  record SubmitRequest(long expectedTotal, @Nullable String termsHash, @Nullable Boolean ofAge) {}

  record SubmitView(OrderMark order, @Nullable NextView next) {}

  private Answer submit(RoutingContext context, Visitor visitor) {
    var request = Requests.body(context, SubmitRequest.class);
    var confirmed =
        new Orders.Confirmed(
            request.expectedTotal,
            request.termsHash == null ? "" : request.termsHash,
            Boolean.TRUE.equals(request.ofAge),
            Requests.idempotencyKey(context),
            visitor.customer());
    return switch (orders.submit(context.pathParam("id"), visitor.viewer(), confirmed)) {
      case Submitted.Ordered(OrderMark order, var next) -> Answer.ok(new SubmitView(order, next));
      case Submitted.Declined() -> throw Refusals.cardDeclined();
      case Submitted.BeingPaid() -> throw Refusals.beingPaid();
      case Submitted.TotalChanged(long total) -> throw Refusals.totalChanged(total);
      case Submitted.TermsChanged() -> throw Refusals.termsChanged();
      case Submitted.SoldOut() -> throw Refusals.soldOut(0);
      case Submitted.HoldExpired() -> throw Refusals.holdExpired();
      case Submitted.MethodUnavailable() -> throw Refusals.methodUnavailable();
      case Submitted.AgeUnconfirmed() -> throw Refusals.ageUnconfirmed();
      case Submitted.Incomplete() -> throw Refusals.incomplete();
      case Submitted.NotFound() -> throw ApiProblem.notFound();
    };
  }

  record ShopView(String name, String nameEn, String legalUrl) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PaymentView(String method, @Nullable String brand, @Nullable String last4) {
    static PaymentView of(Order order) {
      var card = order.card();
      return new PaymentView(
          PayWays.name(order.method()),
          card == null ? null : card.brand(),
          card == null ? null : card.last4());
    }
  }

  /** A step of the order that its buyer may know. */
  record StepView(String state, long at) {}

  record RefundView(String state, long yen) {
    static RefundView of(Order order) {
      return new RefundView(
          order.sums().refundState().name().toLowerCase(Locale.ROOT),
          order.sums().refunded().yen());
    }
  }

  record ParcelView(String carrier, String tracking) {
    static @Nullable ParcelView of(Order order) {
      String carrier = order.parcel().carrier();
      String tracking = order.parcel().tracking();
      return carrier == null ? null : new ParcelView(carrier, tracking == null ? "" : tracking);
    }
  }

  record OrderView(
      String number,
      String show,
      String state,
      long placedAt,
      List<LineView> lines,
      long subtotal,
      List<DiscountView> discounts,
      long shipping,
      long fee,
      long total,
      List<TaxView> taxes,
      PaymentView payment,
      LocalText delivery,
      @Nullable ParcelView tracking,
      RefundView refund,
      @Nullable NextView next,
      List<StepView> history,
      List<OrderPapers.Link> documents,
      ShopView shop) {}

  /** Whoever has the link sees what was bought, not who bought it. */
  private Answer show(RoutingContext context) {
    String token = context.pathParam("token");
    var order = orders.byToken(token).orElseThrow(ApiProblem::notFound);
    var history = database.query(sql -> changes.history(sql, order.id()));
    var documents = database.query(sql -> papers.of(sql, order, token));
    var sums = order.sums();
    return Answer.ok(
        new OrderView(
            order.number(),
            order.show().value(),
            order.state().forBuyer(),
            order.placedAt().millis(),
            order.lines(),
            sums.subtotal().yen(),
            sums.discounts(),
            sums.shipping().yen(),
            sums.fee().yen(),
            sums.total().yen(),
            order.taxes(),
            PaymentView.of(order),
            order.delivery(),
            ParcelView.of(order),
            RefundView.of(order),
            orders.of(order.checkoutId()).next(),
            history.stream()
                .filter(it -> it.what().equals("STATE") && it.to().isTold())
                .map(it -> new StepView(it.to().forBuyer(), it.at().millis()))
                .toList(),
            documents,
            new ShopView(store.name().ja(), store.name().en(), "/legal")));
  }

  record MineView(
      String token, String number, String state, long placedAt, long total, List<LineView> lines) {}

  record MyOrdersView(List<MineView> orders, @Nullable String next) {}

  private Answer mine(RoutingContext context, Visitor visitor) {
    var search = OrderSearch.ofViewer(visitor.viewer(), before(context), limit(context));
    var page = database.query(sql -> rows.page(sql, search));
    var views =
        page.stream()
            .map(
                order ->
                    new MineView(
                        orders.token(order),
                        order.number(),
                        order.state().forBuyer(),
                        order.placedAt().millis(),
                        order.sums().total().yen(),
                        order.lines()))
            .toList();
    return Answer.ok(new MyOrdersView(views, next(page, search.limit())));
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
    var search = OrderSearch.ofShow(show, before(context), limit(context));
    var page = database.query(sql -> rows.page(sql, search));
    return Answer.ok(
        new ListView(
            page.stream().map(OrderEndpoints::listed).toList(), next(page, search.limit())));
  }

  static @Nullable String next(List<Order> page, int limit) {
    return page.size() < limit ? null : String.valueOf(page.getLast().sequence());
  }

  static long before(RoutingContext context) {
    String cursor = context.request().getParam("after");
    return cursor == null ? Long.MAX_VALUE : number("after", cursor);
  }

  static int limit(RoutingContext context) {
    String asked = context.request().getParam("limit");
    return asked == null ? PAGE_DEFAULT : (int) Math.clamp(number("limit", asked), 1, PAGE_MAX);
  }

  private static ListedOrder listed(Order order) {
    return new ListedOrder(
        order.id(),
        order.number(),
        order.state().forStaff(),
        order.placedAt().millis(),
        order.buyer().name(),
        order.sums().total().yen(),
        order.lines());
  }

  static long number(String what, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw ApiProblem.badRequest("bad_value", what + " must be a number");
    }
  }
}
