package live.nigiwai.shop.overlay;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.rundown.Cue;
import live.nigiwai.shop.rundown.Rundown;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.ShowState;
import org.jspecify.annotations.Nullable;

/** The shelf for viewers, and the producer's controls of a show. */
public final class OverlayEndpoints {
  private static final Set<Role> ANY_CREW = EnumSet.allOf(Role.class);
  private static final Set<Role> ON_SET = EnumSet.of(Role.PRODUCER, Role.PRESENTER);
  private static final Set<Role> PRODUCER = EnumSet.of(Role.PRODUCER);
  private static final int REASON_MAX = 200;

  private final Shelf shelf;
  private final Pins pins;
  private final SaleStates saleStates;
  private final Stock stock;
  private final Rundown rundown;
  private final Function<ShowId, ?> orderSum;

  /**
   * @param orderSum how many orders a show has and what they come to
   */
  public OverlayEndpoints(
      Shelf shelf,
      Pins pins,
      SaleStates saleStates,
      Stock stock,
      Rundown rundown,
      Function<ShowId, ?> orderSum) {
    this.shelf = shelf;
    this.pins = pins;
    this.saleStates = saleStates;
    this.stock = stock;
    this.rundown = rundown;
    this.orderSum = orderSum;
  }

  public void mount(Router router, Endpoints endpoints) {
    router
        .get("/api/shows/:show/products")
        .handler(
            endpoints.on(context -> Answer.ok(new ShelfView(shelf.forViewers(show(context))))));
    router
        .get("/api/shows/:show/control")
        .handler(endpoints.staff(ANY_CREW, (context, staff) -> control(show(context))));
    router.put("/api/shows/:show/pins/:product").handler(endpoints.staff(ON_SET, this::pin));
    router.delete("/api/shows/:show/pins/:product").handler(endpoints.staff(ON_SET, this::unpin));
    router
        .put("/api/shows/:show/products/:product/state")
        .handler(endpoints.staff(PRODUCER, this::saleState));
    router.post("/api/shows/:show/stock/:sku").handler(endpoints.staff(PRODUCER, this::adjust));
  }

  private static ShowId show(RoutingContext context) {
    return new ShowId(context.pathParam("show"));
  }

  private static ProductId product(RoutingContext context) {
    return new ProductId(context.pathParam("product"));
  }

  record ShelfView(List<ProductView> products) {}

  record PinView(String product, long showAt) {}

  record PinsView(List<PinView> pins) {}

  record CueView(int position, @Nullable String product, String note, String noteEn) {}

  record ControlView(
      List<ProductView> products, List<PinView> pins, List<CueView> rundown, Object orders) {}

  private Answer control(ShowId show) {
    var cues = rundown.of(show);
    var views = new CueView[cues.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = view(i + 1, cues.get(i));
    }
    return Answer.ok(
        new ControlView(
            shelf.forStaff(show), views(pins.of(show)), List.of(views), orderSum.apply(show)));
  }

  private static CueView view(int position, Cue cue) {
    var product = cue.product();
    return new CueView(
        position, product == null ? null : product.value(), cue.note().ja(), cue.note().en());
  }

  private static List<PinView> views(List<ShowState.Pin> pins) {
    return pins.stream()
        .map(pin -> new PinView(pin.product().value(), pin.showAt().millis()))
        .toList();
  }

  record PinRequest(@Nullable Long mediaAt) {}

  private Answer pin(RoutingContext context, Visitor staff) {
    boolean empty = context.body().buffer() == null || context.body().length() <= 0;
    var mediaAt = empty ? null : Requests.body(context, PinRequest.class).mediaAt;
    return answer(pins.pin(show(context), product(context), staff.actor(), time(mediaAt)));
  }

  private Answer unpin(RoutingContext context, Visitor staff) {
    String text = context.request().getParam("mediaAt");
    return answer(pins.unpin(show(context), product(context), staff.actor(), time(millis(text))));
  }

  private static @Nullable ShowTime time(@Nullable Long millis) {
    return millis == null ? null : new ShowTime(millis);
  }

  private static @Nullable Long millis(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException malformed) {
      throw ApiProblem.badRequest("bad_value", "mediaAt must be epoch milliseconds");
    }
  }

  private static Answer answer(Pins.Outcome outcome) {
    return switch (outcome) {
      case Pins.Outcome.Pinned(var now) -> Answer.ok(new PinsView(views(now)));
      case Pins.Outcome.TooMany() ->
          throw new ApiProblem(
                  409,
                  "too_many_pins",
                  "ピン留めは" + Pins.PINS_MAX + "件までです。",
                  "Up to " + Pins.PINS_MAX + " products can be pinned.",
                  false)
              .with("max", Pins.PINS_MAX);
      case Pins.Outcome.NotListed() -> throw ApiProblem.notFound();
    };
  }

  record StateRequest(@Nullable String state) {}

  record StateView(String product, String state) {}

  private Answer saleState(RoutingContext context, Visitor staff) {
    String wanted = Requests.body(context, StateRequest.class).state;
    SaleState state;
    try {
      state = SaleState.valueOf(wanted == null ? "" : wanted.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw ApiProblem.badRequest(
          "bad_value", "state must be one of " + List.of(SaleState.values()));
    }
    if (!saleStates.change(show(context), product(context), state, staff.actor())) {
      throw ApiProblem.notFound();
    }
    return Answer.ok(
        new StateView(product(context).value(), state.name().toLowerCase(Locale.ROOT)));
  }

  record AdjustRequest(int delta, @Nullable String reason) {}

  record LevelView(int onHand, int held, int sold, int left, int of) {
    static LevelView of(Level level) {
      return new LevelView(
          level.onHand(), level.held(), level.committed(), level.left(), level.of());
    }
  }

  private Answer adjust(RoutingContext context, Visitor staff) {
    var request = Requests.body(context, AdjustRequest.class);
    String reason = request.reason == null ? "" : request.reason.strip();
    if (reason.length() > REASON_MAX) {
      throw ApiProblem.badRequest("bad_value", "reason has at most " + REASON_MAX + " characters");
    }
    String actor = staff.actor().id();
    String source = "staff:" + actor + ":" + Requests.idempotencyKey(context);
    var sku = new SkuId(context.pathParam("sku"));
    return switch (stock.adjust(sku, request.delta, reason, source, actor)) {
      case Stock.AdjustOutcome.Adjusted(Level level) -> Answer.ok(LevelView.of(level));
      case Stock.AdjustOutcome.BelowZero(Level level) ->
          throw new ApiProblem(
                  409,
                  "below_zero",
                  "取り置きと注文の数を下回ることはできません。",
                  "There are more units held and sold than that.",
                  false)
              .with("left", level.left());
      case Stock.AdjustOutcome.UnknownSku() -> throw ApiProblem.notFound();
    };
  }
}
