package live.nigiwai.shop.waiting;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** {@code /api/shows/{show}/waitlist}, for viewers. */
public final class WaitingEndpoints {
  private final WaitingList list;

  public WaitingEndpoints(WaitingList list) {
    this.list = list;
  }

  public void mount(Router router, Endpoints endpoints) {
    String all = "/api/shows/:show/waitlist";
    router.get(all).handler(endpoints.viewer(this::mine));
    router.post(all + "/:sku").handler(endpoints.viewer(this::join));
    router.delete(all + "/:sku").handler(endpoints.viewer(this::leave));
  }

  record StandingView(
      String sku, String state, int ahead, @Nullable String checkout, @Nullable Long expiresAt) {
    static StandingView of(Standing standing) {
      var expires = standing.expiresAt();
      return new StandingView(
          standing.sku().value(),
          standing.state().name().toLowerCase(Locale.ROOT),
          standing.ahead(),
          standing.checkout(),
          expires == null ? null : expires.millis());
    }
  }

  record ListView(List<StandingView> waiting) {}

  private Answer mine(RoutingContext context, Visitor visitor) {
    return Answer.ok(view(show(context), visitor));
  }

  private ListView view(ShowId show, Visitor visitor) {
    return new ListView(list.of(show, visitor.viewer()).stream().map(StandingView::of).toList());
  }

  private Answer join(RoutingContext context, Visitor visitor) {
    var show = show(context);
    return switch (list.join(show, sku(context), visitor.viewer())) {
      case JOINED -> Answer.ok(view(show, visitor));
      case UNKNOWN -> throw ApiProblem.notFound();
      case NOT_SOLD_OUT ->
          throw new ApiProblem(
              409, "not_sold_out", "在庫があります。そのままご購入ください。", "It is not sold out.", false);
      case FULL ->
          throw new ApiProblem(
              409, "waitlist_full", "これ以上お待ちいただけません。", "The waiting list is full.", true);
    };
  }

  private Answer leave(RoutingContext context, Visitor visitor) {
    list.leave(show(context), sku(context), visitor.viewer());
    return Answer.noContent();
  }

  private static ShowId show(RoutingContext context) {
    return new ShowId(context.pathParam("show"));
  }

  private static SkuId sku(RoutingContext context) {
    return new SkuId(context.pathParam("sku"));
  }
}
