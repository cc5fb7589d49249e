package live.nigiwai.shop.cart;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.cart.CartTarget.CartAnswer;
import live.nigiwai.shop.checkout.CheckoutEndpoints;
import live.nigiwai.shop.checkout.Refusals;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** {@code /api/cart}, for viewers. */
public final class CartEndpoints {
  private final CartTarget cart;
  private final CheckoutEndpoints checkouts;

  /**
   * @param checkouts shows the checkout that a cart became
   */
  public CartEndpoints(CartTarget cart, CheckoutEndpoints checkouts) {
    this.cart = cart;
    this.checkouts = checkouts;
  }

  public void mount(Router router, Endpoints endpoints) {
    router.get("/api/cart").handler(endpoints.viewer(this::show));
    router.post("/api/cart/lines").handler(endpoints.viewer(this::add));
    router.put("/api/cart/lines/:sku").handler(endpoints.viewer(this::update));
    router.post("/api/cart/checkout").handler(endpoints.viewer(this::checkout));
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LineView(
      String key,
      String show,
      String sku,
      String product,
      String name,
      String nameEn,
      String variant,
      String variantEn,
      @Nullable String image,
      long unitPrice,
      @Nullable Long unitWas,
      int quantity,
      int perBuyer,
      long total,
      String status,
      @Nullable Integer left) {
    static LineView of(CartTarget.Line line) {
      var was = line.unitWas();
      var picture = line.picture();
      return new LineView(
          line.sku().value(),
          line.show().value(),
          line.sku().value(),
          line.product().value(),
          line.name().ja(),
          line.name().en(),
          line.variant().ja(),
          line.variant().en(),
          picture == null ? null : picture.url(),
          line.unitPrice().yen(),
          was == null ? null : was.yen(),
          line.quantity(),
          line.perBuyer(),
          line.unitPrice().times(line.quantity()).yen(),
          line.problem() == null ? "ok" : wire(line.problem()),
          line.left());
    }
  }

  record CartView(List<LineView> lines, long subtotal, int count) {
    static CartView of(CartTarget.Cart cart) {
      return new CartView(
          cart.lines().stream().map(LineView::of).toList(),
          cart.subtotal().yen(),
          cart.lines().stream().mapToInt(CartTarget.Line::quantity).sum());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProblemView(
      String sku,
      String reason,
      @Nullable Integer left,
      @Nullable Integer limit,
      @Nullable Long price) {
    static ProblemView of(CartTarget.Problem problem) {
      var price = problem.price();
      return new ProblemView(
          problem.sku().value(),
          wire(problem.reason()),
          problem.left(),
          problem.limit(),
          price == null ? null : price.yen());
    }
  }

  private static String wire(CartTarget.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private Answer show(RoutingContext context, Visitor visitor) {
    return Answer.ok(CartView.of(cart.sync(visitor.viewer())));
  }

  record AddRequest(@Nullable String show, @Nullable String sku, int quantity) {}

  private Answer add(RoutingContext context, Visitor visitor) {
    var request = Requests.body(context, AddRequest.class);
    var show = new ShowId(request.show == null ? "" : request.show);
    var sku = new SkuId(request.sku == null ? "" : request.sku);
    return answer(cart.add(visitor.viewer(), show, sku, checked(request.quantity, 1)));
  }

  record UpdateRequest(@Nullable String show, int quantity) {}

  private Answer update(RoutingContext context, Visitor visitor) {
    var request = Requests.body(context, UpdateRequest.class);
    var show = new ShowId(request.show == null ? "" : request.show);
    var sku = new SkuId(context.pathParam("sku"));
    return answer(cart.update(visitor.viewer(), show, sku, checked(request.quantity, 0)));
  }

  private static int checked(int quantity, int min) {
    if (quantity < min || quantity > OwnCart.QUANTITY_MAX) {
      throw Refusals.invalidField(
          "quantity", "数量は" + min + "〜100で指定してください。", "The quantity must be " + min + " to 100.");
    }
    return quantity;
  }

  private Answer answer(CartAnswer answer) {
    return switch (answer) {
      case CartAnswer.Ok(var now) -> Answer.ok(CartView.of(now));
      case CartAnswer.Checkout(String ignored) ->
          throw new IllegalStateException("no checkout was asked for");
      case CartAnswer.Changed(var lines) ->
          throw Refusals.cartChanged(lines.stream().map(ProblemView::of).toList());
      case CartAnswer.OutOfStock(int left) -> throw Refusals.soldOut(left);
      case CartAnswer.NotOnSale() -> throw Refusals.notOnSale();
      case CartAnswer.OverLimit(int limit) -> throw Refusals.overBuyerLimit(limit);
      case CartAnswer.Full(int max) -> throw Refusals.cartFull(max);
      case CartAnswer.Empty() -> throw Refusals.cartEmpty();
      case CartAnswer.UnknownSku() -> throw ApiProblem.notFound();
      case CartAnswer.BeingPaid() -> throw Refusals.beingPaid();
    };
  }

  private Answer checkout(RoutingContext context, Visitor visitor) {
    var answer = cart.checkout(visitor.viewer(), Requests.idempotencyKey(context));
    return answer instanceof CartAnswer.Checkout(String checkoutId)
        ? checkouts.created(checkoutId, visitor)
        : answer(answer);
  }
}
