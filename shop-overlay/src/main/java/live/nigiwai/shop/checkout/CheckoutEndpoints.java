package live.nigiwai.shop.checkout;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.customer.AddressForm;
import live.nigiwai.shop.customer.BuyerForm;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.offer.CouponAnswer;
import live.nigiwai.shop.stock.Hold;
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
  private final PayWays ways;
  private final Progress.Finder orders;
  private final GivingUp givingUp;
  private final ClientAddresses addresses;
  private final Supplier<String> ids;

  /** Takes a payment back that waits for its buyer; answered by whoever settles payments. */
  public interface GivingUp {
    /** Asks the provider to give up what is open for a checkout. Blocks. */
    void giveUp(String checkoutId);
  }

  /**
   * @param ids fresh, unguessable
   */
  public CheckoutEndpoints(
      Checkouts checkouts,
      Stock stock,
      PayWays ways,
      Progress.Finder orders,
      GivingUp givingUp,
      ClientAddresses addresses,
      Supplier<String> ids) {
    this.checkouts = checkouts;
    this.stock = stock;
    this.ways = ways;
    this.orders = orders;
    this.givingUp = givingUp;
    this.addresses = addresses;
    this.ids = ids;
  }

  public void mount(Router router, Endpoints endpoints) {
    router.post("/api/shows/:show/checkouts").handler(endpoints.viewer(this::reserve));
    router.get("/api/checkouts/:id").handler(endpoints.viewer(this::show));
    router.put("/api/checkouts/:id/quantity").handler(endpoints.viewer(this::quantity));
    router.put("/api/checkouts/:id/buyer").handler(endpoints.viewer(this::buyer));
    router.put("/api/checkouts/:id/choices").handler(endpoints.viewer(this::choose));
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
      case ReserveOutcome.Reserved(var hold) -> {
        var begun = checkouts.begun(hold.checkoutId(), visitor.viewer(), visitor.customer());
        yield Answer.created(
            CheckoutView.of(begun.orElseThrow(ApiProblem::notFound), ways, Progress.NONE));
      }
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

  /** What a visitor sees of a checkout of theirs that has just begun. */
  public Answer created(String id, Visitor visitor) {
    return Answer.created(view(id, visitor));
  }

  private CheckoutView view(String id, Visitor visitor) {
    return CheckoutView.of(find(id, visitor), ways, orders.of(id));
  }

  private Checkout find(String id, Visitor visitor) {
    return checkouts
        .find(id, visitor.viewer(), visitor.customer())
        .orElseThrow(ApiProblem::notFound);
  }

  private Checkout findOpen(String id, Visitor visitor) {
    var checkout = find(id, visitor);
    return switch (checkout.state()) {
      case OPEN -> checkout;
      case ORDERED -> throw Refusals.alreadyOrdered();
      case CANCELLED, EXPIRED -> throw Refusals.holdExpired();
    };
  }

  record QuantityRequest(int quantity, @Nullable String sku) {}

  private Answer quantity(RoutingContext context, Visitor visitor) {
    var request = Requests.body(context, QuantityRequest.class);
    int quantity = checked(request.quantity);
    String id = context.pathParam("id");
    var hold = hold(findOpen(id, visitor), request.sku);
    return switch (stock.resize(hold.id(), quantity)) {
      case Stock.ResizeOutcome.Resized(var ignored) -> Answer.ok(view(id, visitor));
      case Stock.ResizeOutcome.SoldOut(int available) -> throw Refusals.soldOut(available);
      case Stock.ResizeOutcome.OverBuyerLimit(int limit) -> throw Refusals.overBuyerLimit(limit);
      case Stock.ResizeOutcome.Ended() -> throw Refusals.holdExpired();
    };
  }

  /** The line that is named, or the only one. */
  private static Hold hold(Checkout checkout, @Nullable String sku) {
    var holds = checkout.row().holds();
    if (sku == null && holds.size() == 1) {
      return holds.getFirst();
    }
    return holds.stream()
        .filter(hold -> hold.sku().value().equals(sku))
        .findFirst()
        .orElseThrow(
            () ->
                Refusals.invalidField(
                    "sku", "どの商品の数量かを指定してください。", "Say which item's quantity to change."));
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
  private @Nullable Card card(@Nullable String token, Checkout checkout) {
    if (token == null) {
      return checkout.row().card();
    }
    return ways.provider()
        .card(token)
        .orElseThrow(
            () ->
                Refusals.invalidField(
                    "cardToken", "カードをもう一度入力してください。", "Please enter the card again."));
  }

  private Answer choose(RoutingContext context, Visitor visitor) {
    var form = Requests.body(context, ChoicesForm.class);
    String id = context.pathParam("id");
    var checkout = findOpen(id, visitor);
    var before = checkout.row().choices();
    var after = form.after(before, checkout.earliest());
    var method = form.paidBy().orElse(checkout.row().method());
    var goods = checkout.totals().total().minus(checkout.totals().paymentFee());
    if (form.paidBy().isPresent() && !ways.isAvailable(method, goods, checkout.row().isScarce())) {
      throw Refusals.methodUnavailable();
    }
    String code = after.coupon();
    if (code != null && !code.equals(before.coupon())) {
      String address = ClientAddresses.range(addresses.of(context.request()));
      if (checkouts.preview(code, checkout, visitor.customer(), address)
          instanceof CouponAnswer.Refused refused) {
        throw refused.problem();
      }
    }
    if (!checkouts.choose(id, method, after)) {
      throw Refusals.holdExpired();
    }
    return Answer.ok(view(id, visitor));
  }

  private Answer cancel(RoutingContext context, Visitor visitor) {
    var row = find(context.pathParam("id"), visitor).row();
    var outcome = checkouts.cancel(row);
    if (outcome == Checkouts.CancelOutcome.BEING_PAID) {
      givingUp.giveUp(row.id());
      outcome = checkouts.cancel(row);
    }
    return switch (outcome) {
      case ENDED -> Answer.noContent();
      case ORDERED -> throw Refusals.alreadyOrdered();
      case BEING_PAID -> throw Refusals.beingPaid();
    };
  }
}
