package live.nigiwai.shop.checkout;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.customer.AddressForm;
import live.nigiwai.shop.customer.BuyerForm;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.stock.Press;
import live.nigiwai.shop.stock.ReserveOutcome;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** {@code /api/shows/{show}/checkouts} and {@code /api/checkouts/{id}}, for viewers. */
public final class CheckoutEndpoints {
  private static final int QUANTITY_MAX = 100;

  private final Checkouts checkouts;
  private final Stock stock;
  private final PaymentProvider payments;
  private final OrderMark.Finder orders;
  private final Supplier<String> ids;

  /**
   * @param ids fresh, unguessable
   */
  public CheckoutEndpoints(
      Checkouts checkouts,
      Stock stock,
      PaymentProvider payments,
      OrderMark.Finder orders,
      Supplier<String> ids) {
    this.checkouts = checkouts;
    this.stock = stock;
    this.payments = payments;
    this.orders = orders;
    this.ids = ids;
  }

  public void mount(Router router, Endpoints endpoints) {
    router.post("/api/shows/:show/checkouts").handler(endpoints.viewer(this::reserve));
    router.get("/api/checkouts/:id").handler(endpoints.viewer(this::show));
    router.put("/api/checkouts/:id/quantity").handler(endpoints.viewer(this::quantity));
    router.put("/api/checkouts/:id/buyer").handler(endpoints.viewer(this::buyer));
    router.post("/api/checkouts/:id/cancel").handler(endpoints.viewer(this::cancel));
  }

  /** What the buyer's player says about itself. */
  record Reported(long delayMs) {}

  record ReserveRequest(@Nullable String sku, int quantity, @Nullable Reported reported) {}

  private Answer reserve(RoutingContext context, Visitor visitor) {
    var request = Requests.body(context, ReserveRequest.class);
    var show = new ShowId(context.pathParam("show"));
    var sku = new SkuId(request.sku == null ? "" : request.sku);
    var press =
        new Press(
            show,
            sku,
            visitor.viewer(),
            checked(request.quantity),
            Requests.idempotencyKey(context),
            ids.get(),
            request.reported == null ? 0 : request.reported.delayMs);
    return switch (stock.reserve(press)) {
      case ReserveOutcome.Reserved(var hold) -> Answer.created(view(hold.checkoutId(), visitor));
      case ReserveOutcome.AlreadyHeld(var hold) -> Answer.ok(view(hold.checkoutId(), visitor));
      case ReserveOutcome.SoldOut(int left) -> throw Refusals.soldOut(left);
      case ReserveOutcome.NotOnSale() -> throw Refusals.notOnSale();
      case ReserveOutcome.OverBuyerLimit(int limit) -> throw Refusals.overBuyerLimit(limit);
      case ReserveOutcome.KeyReused() -> throw Refusals.keyReused();
      case ReserveOutcome.UnknownSku() -> throw ApiProblem.notFound();
      case ReserveOutcome.Busy(int millis, int ahead) -> throw Refusals.busy(millis, ahead);
    };
  }

  private static int checked(int quantity) {
    if (quantity < 1 || quantity > QUANTITY_MAX) {
      throw Refusals.invalidField(
          "quantity", "数量は1〜100で指定してください。", "The quantity must be 1 to 100.");
    }
    return quantity;
  }

  private Answer show(RoutingContext context, Visitor visitor) {
    return Answer.ok(view(context.pathParam("id"), visitor));
  }

  private CheckoutView view(String id, Visitor visitor) {
    return CheckoutView.of(find(id, visitor), orders.of(id));
  }

  private Checkout find(String id, Visitor visitor) {
    return checkouts.find(id, visitor.viewer()).orElseThrow(ApiProblem::notFound);
  }

  private Checkout findOpen(String id, Visitor visitor) {
    var checkout = find(id, visitor);
    return switch (checkout.state()) {
      case OPEN -> checkout;
      case ORDERED -> throw Refusals.alreadyOrdered();
      case CANCELLED, EXPIRED -> throw Refusals.holdExpired();
    };
  }

  record QuantityRequest(int quantity) {}

  private Answer quantity(RoutingContext context, Visitor visitor) {
    int quantity = checked(Requests.body(context, QuantityRequest.class).quantity);
    String id = context.pathParam("id");
    var hold = findOpen(id, visitor).row().hold();
    return switch (stock.resize(hold.id(), quantity)) {
      case Stock.ResizeOutcome.Resized(var ignored) -> Answer.ok(view(id, visitor));
      case Stock.ResizeOutcome.SoldOut(int available) -> throw Refusals.soldOut(available);
      case Stock.ResizeOutcome.OverBuyerLimit(int limit) -> throw Refusals.overBuyerLimit(limit);
      case Stock.ResizeOutcome.Ended() -> throw Refusals.holdExpired();
    };
  }

  record BuyerRequest(
      @Nullable String familyName,
      @Nullable String givenName,
      @Nullable String familyKana,
      @Nullable String givenKana,
      @Nullable String email,
      @Nullable String phone,
      @Nullable AddressForm address,
      @Nullable String cardToken,
      boolean keep) {
    BuyerForm form() {
      return new BuyerForm(familyName, givenName, familyKana, givenKana, email, phone, address);
    }
  }

  private Answer buyer(RoutingContext context, Visitor visitor) {
    var request = Requests.body(context, BuyerRequest.class);
    String id = context.pathParam("id");
    var checkout = findOpen(id, visitor);
    var buyer =
        switch (request.form().decide()) {
          case BuyerForm.Decision.Good(var good) -> good;
          case BuyerForm.Decision.Bad(String field, var why) ->
              throw Refusals.invalidField(field, why.ja(), why.en());
        };
    if (!checkouts.fill(id, buyer, card(request.cardToken, checkout), request.keep)) {
      throw Refusals.holdExpired();
    }
    return Answer.ok(view(id, visitor));
  }

  /** A new card, or the one already given when the buyer changes only the address. */
  private Card card(@Nullable String token, Checkout checkout) {
    var before = checkout.row().card();
    if (token == null && before != null) {
      return before;
    }
    return payments
        .card(token == null ? "" : token)
        .orElseThrow(
            () ->
                Refusals.invalidField(
                    "cardToken", "カードをもう一度入力してください。", "Please enter the card again."));
  }

  private Answer cancel(RoutingContext context, Visitor visitor) {
    var row = find(context.pathParam("id"), visitor).row();
    return switch (checkouts.cancel(row)) {
      case ENDED -> Answer.noContent();
      case ORDERED -> throw Refusals.alreadyOrdered();
      case BEING_PAID -> throw Refusals.beingPaid();
    };
  }
}
