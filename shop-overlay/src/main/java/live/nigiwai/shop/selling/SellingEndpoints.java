package live.nigiwai.shop.selling;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.catalog.Variant;
import live.nigiwai.shop.drop.DropView;
import live.nigiwai.shop.drop.Drops;
import live.nigiwai.shop.stock.Allotment;
import live.nigiwai.shop.stock.Allotments;
import live.nigiwai.shop.stock.SaleMode;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.shop.timed.TimedEndpoints.TimedView;
import live.nigiwai.shop.timed.TimedPrices;
import live.nigiwai.shop.waiting.WaitingList;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** What the producer sees and sets of how things are sold. */
final class SellingEndpoints {
  private static final Set<Role> ANY_CREW = EnumSet.allOf(Role.class);
  private static final Set<Role> PRODUCER = EnumSet.of(Role.PRODUCER);
  private static final int REASON_MAX = 200;

  private final SaleModes modes;
  private final Allotments allotments;
  private final TimedPrices timed;
  private final Drops drops;
  private final WaitingList waiting;
  private final Catalog catalog;
  private final Stock stock;

  SellingEndpoints(
      SaleModes modes,
      Allotments allotments,
      TimedPrices timed,
      Drops drops,
      WaitingList waiting,
      Catalog catalog,
      Stock stock) {
    this.modes = modes;
    this.allotments = allotments;
    this.timed = timed;
    this.drops = drops;
    this.waiting = waiting;
    this.catalog = catalog;
    this.stock = stock;
  }

  void mount(Router router, Endpoints endpoints) {
    router
        .get("/api/shows/:show/selling")
        .handler(endpoints.staff(ANY_CREW, (context, staff) -> selling(show(context))));
    router
        .put("/api/shows/:show/products/:product/mode")
        .handler(endpoints.staff(PRODUCER, this::mode));
    router
        .put("/api/shows/:show/stock/:sku/allotment")
        .handler(endpoints.staff(PRODUCER, this::allot));
  }

  record ModeView(String product, String mode) {}

  record AllotmentView(String sku, int units, int taken, int left, boolean drop) {
    static AllotmentView of(Allotment it) {
      return new AllotmentView(
          it.sku().value(), it.units(), it.taken(), it.left(), it.drop() != null);
    }
  }

  record LineView(String sku, int waiting) {}

  record SellingView(
      List<ModeView> modes,
      List<AllotmentView> allotments,
      List<TimedView> timedPrices,
      List<DropView> drops,
      List<LineView> waiting) {}

  private Answer selling(ShowId show) {
    var skus =
        catalog.listed(show).stream()
            .flatMap(it -> it.product().variants().stream())
            .map(Variant::sku)
            .toList();
    return Answer.ok(
        new SellingView(
            modes.of(show).stream()
                .map(each -> new ModeView(each.product().value(), word(each.mode())))
                .toList(),
            stock.allotments(show, skus).stream().map(AllotmentView::of).toList(),
            timed.of(show).stream().map(TimedView::of).toList(),
            drops.of(show).stream().map(DropView::of).toList(),
            waiting.lines(show).stream()
                .map(each -> new LineView(each.sku().value(), each.waiting()))
                .toList()));
  }

  private static String word(SaleMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  record ModeRequest(@Nullable String mode) {}

  private Answer mode(RoutingContext context, Visitor staff) {
    String wanted = Requests.body(context, ModeRequest.class).mode;
    var product = new ProductId(context.pathParam("product"));
    SaleMode mode;
    try {
      mode = SaleMode.valueOf(wanted == null ? "" : wanted.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw ApiProblem.badRequest("bad_value", "mode must be hold or first_paid");
    }
    if (!modes.set(show(context), product, mode, staff.actor())) {
      throw ApiProblem.notFound();
    }
    return Answer.ok(new ModeView(product.value(), word(mode)));
  }

  record AllotRequest(int units, @Nullable String reason) {}

  private Answer allot(RoutingContext context, Visitor staff) {
    var request = Requests.body(context, AllotRequest.class);
    String reason = request.reason == null ? "" : request.reason.strip();
    if (reason.length() > REASON_MAX) {
      throw ApiProblem.badRequest("bad_value", "reason has at most " + REASON_MAX + " characters");
    }
    var sku = new SkuId(context.pathParam("sku"));
    var cause = new Allotments.Cause(reason, staff.actor().id(), null);
    return switch (allotments.set(show(context), sku, request.units, cause)) {
      case Allotments.Outcome.Done(var now, var ignored) ->
          Answer.ok(
              now == null ? new AllotmentView(sku.value(), 0, 0, 0, false) : AllotmentView.of(now));
      case Allotments.Outcome.TooFew(int most) ->
          throw new ApiProblem(
                  409,
                  "too_few",
                  "在庫が足りません（最大" + most + "点）。",
                  "There are units for " + most + " at most.",
                  false)
              .with("most", most);
      case Allotments.Outcome.BelowTaken(int taken) ->
          throw new ApiProblem(
                  409,
                  "below_taken",
                  "取り置きと注文の数（" + taken + "点）を下回ることはできません。",
                  taken + " of them are held or sold already.",
                  false)
              .with("taken", taken);
      case Allotments.Outcome.OfDrop() ->
          throw new ApiProblem(
              409, "another_drop", "数量限定販売のための在庫です。", "These units belong to a drop.", false);
      case Allotments.Outcome.UnknownSku() -> throw ApiProblem.notFound();
    };
  }

  private static ShowId show(RoutingContext context) {
    return new ShowId(context.pathParam("show"));
  }
}
