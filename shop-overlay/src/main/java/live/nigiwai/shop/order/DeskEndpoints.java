package live.nigiwai.shop.order;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.checkout.Refusals;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** {@code /api/desk/orders}, for the staff who look after orders. */
public final class DeskEndpoints {
  private static final Set<Role> ROLES = EnumSet.of(Role.PRODUCER, Role.CS);
  private static final int WORDS_MAX = 100;
  private static final int REASON_MAX = 500;
  private static final int TRACKING_MAX = 40;
  private static final int LINES_MAX = 50;
  private static final Set<String> CARRIERS = Set.of("yamato", "sagawa", "japanpost", "other");

  private final OrderLife life;
  private final Returns returns;
  private final OrderRows rows;
  private final OrderChanges changes;
  private final RefundRows refunds;
  private final Database database;
  private final Money refundMax;

  /**
   * @param refundMax as much of one order may be given back by cs alone
   */
  public DeskEndpoints(
      OrderLife life,
      Returns returns,
      OrderRows rows,
      OrderChanges changes,
      RefundRows refunds,
      Database database,
      Money refundMax) {
    this.life = life;
    this.returns = returns;
    this.rows = rows;
    this.changes = changes;
    this.refunds = refunds;
    this.database = database;
    this.refundMax = refundMax;
  }

  public void mount(Router router, Endpoints endpoints) {
    router
        .get("/api/desk/orders")
        .handler(endpoints.staff(ROLES, (context, staff) -> list(context)));
    router
        .get("/api/desk/orders/:id")
        .handler(endpoints.staff(ROLES, (context, staff) -> Answer.ok(view(context))));
    router.post("/api/desk/orders/:id/accept").handler(endpoints.staff(ROLES, this::accept));
    router.post("/api/desk/orders/:id/ship").handler(endpoints.staff(ROLES, this::ship));
    router.post("/api/desk/orders/:id/deliver").handler(endpoints.staff(ROLES, this::deliver));
    router.post("/api/desk/orders/:id/cancel").handler(endpoints.staff(ROLES, this::cancel));
    router.post("/api/desk/orders/:id/refund").handler(endpoints.staff(ROLES, this::refund));
    router.post("/api/desk/orders/:id/return").handler(endpoints.staff(ROLES, this::giveBack));
    router.post("/api/desk/orders/:id/restock").handler(endpoints.staff(ROLES, this::restock));
  }

  record ListView(List<DeskViews.Listed> orders, @Nullable String next) {}

  private Answer list(RoutingContext context) {
    var search = search(context);
    var page = database.query(sql -> rows.page(sql, search));
    return Answer.ok(
        new ListView(
            page.stream().map(DeskViews.Listed::of).toList(),
            OrderEndpoints.next(page, search.limit())));
  }

  /** Narrowed by whatever the query names. */
  static OrderSearch search(RoutingContext context) {
    var request = context.request();
    String words = request.getParam("q");
    if (words != null && words.length() > WORDS_MAX) {
      throw ApiProblem.badRequest("bad_value", "q must have at most " + WORDS_MAX + " characters");
    }
    String show = request.getParam("show");
    return new OrderSearch(
        words == null || words.isBlank() ? null : words.strip(),
        state(request.getParam("state")),
        show == null ? null : new ShowId(show),
        null,
        time("from", request.getParam("from")),
        time("to", request.getParam("to")),
        OrderEndpoints.before(context),
        OrderEndpoints.limit(context));
  }

  private static @Nullable OrderState state(@Nullable String asked) {
    if (asked == null) {
      return null;
    }
    return Arrays.stream(OrderState.values())
        .filter(it -> it.isTold() && it.forStaff().equals(asked))
        .findFirst()
        .orElseThrow(() -> ApiProblem.badRequest("bad_value", "there is no such state"));
  }

  private static @Nullable ShowTime time(String what, @Nullable String text) {
    return text == null ? null : new ShowTime(OrderEndpoints.number(what, text));
  }

  private DeskViews.DeskView view(RoutingContext context) {
    String id = context.pathParam("id");
    return database.query(
        sql ->
            rows.byId(sql, id)
                .filter(order -> order.state().isTold())
                .map(
                    order ->
                        DeskViews.of(
                            order,
                            changes.history(sql, id),
                            refunds.ofOrder(sql, id),
                            returns.ofOrder(sql, id)))
                .orElseThrow(ApiProblem::notFound));
  }

  private Stepped.By by(RoutingContext context, Visitor staff) {
    boolean unlimited = staff.may(EnumSet.of(Role.PRODUCER));
    return new Stepped.By(
        "staff:" + staff.actor().id(),
        Requests.idempotencyKey(context),
        unlimited ? null : refundMax);
  }

  private Answer answer(RoutingContext context, Stepped stepped) {
    return switch (stepped) {
      case Stepped.Done ignored -> Answer.ok(view(context));
      case Stepped.Refused(OrderState state) ->
          throw new ApiProblem(
                  409,
                  "wrong_state",
                  "この状態の注文にはできない操作です。",
                  "An order in this state does not allow it.",
                  false)
              .with("state", state.forStaff());
      case Stepped.TooMuch(Money max) ->
          throw new ApiProblem(
                  409,
                  "refund_limit",
                  "返金できるのは%,d円までです。".formatted(max.yen()),
                  "Up to ¥%,d can be refunded.".formatted(max.yen()),
                  false)
              .with("max", max.yen());
      case Stepped.TooMany(String sku) ->
          throw Refusals.invalidField(
              "lines",
              "返品の数が注文より多い商品があります。",
              "More of an item would come back than was ordered: " + sku);
      case Stepped.SoldOut() -> throw Refusals.soldOut(0);
      case Stepped.BeingPaid() -> throw Refusals.beingPaid();
      case Stepped.KeyReused() -> throw Refusals.keyReused();
      case Stepped.NotFound() -> throw ApiProblem.notFound();
    };
  }

  private Answer accept(RoutingContext context, Visitor staff) {
    return answer(context, life.accept(context.pathParam("id"), by(context, staff)));
  }

  record ShipRequest(@Nullable String carrier, @Nullable String tracking) {}

  private Answer ship(RoutingContext context, Visitor staff) {
    var request = Requests.body(context, ShipRequest.class);
    String carrier = request.carrier == null ? "" : request.carrier;
    if (!CARRIERS.contains(carrier)) {
      throw Refusals.invalidField("carrier", "配送会社を選んでください。", "Choose a carrier.");
    }
    String tracking = request.tracking == null ? "" : request.tracking.strip();
    if (tracking.length() > TRACKING_MAX || !tracking.matches("[0-9A-Za-z-]*")) {
      throw Refusals.invalidField("tracking", "お問い合わせ番号をご確認ください。", "Check the tracking number.");
    }
    return answer(
        context, life.ship(context.pathParam("id"), carrier, tracking, by(context, staff)));
  }

  private Answer deliver(RoutingContext context, Visitor staff) {
    return answer(context, life.deliver(context.pathParam("id"), by(context, staff)));
  }

  record CancelRequest(@Nullable String reason) {}

  private Answer cancel(RoutingContext context, Visitor staff) {
    var by = by(context, staff);
    String reason = reason(Requests.body(context, CancelRequest.class).reason);
    return answer(context, life.cancel(context.pathParam("id"), reason, by));
  }

  private static String reason(@Nullable String text) {
    String words = text == null ? "" : text.strip();
    if (words.isEmpty() || words.length() > REASON_MAX) {
      throw Refusals.invalidField(
          "reason",
          "理由を" + REASON_MAX + "文字以内で入力してください。",
          "Give a reason of up to " + REASON_MAX + " characters.");
    }
    return words;
  }

  record RefundRequest(long yen, @Nullable String reason) {}

  private Answer refund(RoutingContext context, Visitor staff) {
    var request = Requests.body(context, RefundRequest.class);
    return answer(
        context,
        life.refund(
            context.pathParam("id"),
            Money.yen(request.yen),
            reason(request.reason),
            by(context, staff)));
  }

  record ReturnedLine(@Nullable String key, int quantity) {}

  record ReturnRequest(
      @Nullable List<ReturnedLine> lines,
      @Nullable String reason,
      boolean restock,
      boolean refund,
      @Nullable Long momentMs) {}

  private Answer giveBack(RoutingContext context, Visitor staff) {
    var request = Requests.body(context, ReturnRequest.class);
    var units = new HashMap<String, Integer>();
    if (request.lines != null && request.lines.size() <= LINES_MAX) {
      for (var line : request.lines) {
        units.merge(line.key == null ? "" : line.key, line.quantity, Math::addExact);
      }
    }
    if (units.isEmpty()) {
      throw Refusals.invalidField("lines", "返品の商品を選んでください。", "Choose what came back.");
    }
    var returned =
        new Returns.Returned(
            units,
            reason(request.reason),
            request.restock,
            request.refund,
            request.momentMs == null ? null : new ShowTime(request.momentMs));
    return answer(context, returns.giveBack(context.pathParam("id"), returned, by(context, staff)));
  }

  private Answer restock(RoutingContext context, Visitor staff) {
    return answer(context, life.restock(context.pathParam("id"), by(context, staff)));
  }
}
