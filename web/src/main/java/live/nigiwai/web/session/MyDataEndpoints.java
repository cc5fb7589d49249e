package live.nigiwai.web.session;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Consumer;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.customer.PersonalData;
import live.nigiwai.show.ViewerId;

/** {@code /api/my/data}: a copy of what is kept about whoever asks, and its erasure. */
final class MyDataEndpoints {
  private final PersonalData data;
  private final CookieVisitors visitors;
  private final Endpoints endpoints;
  private final Consumer<ViewerId> comments;

  /**
   * @param comments forgets what someone said in the shows
   */
  MyDataEndpoints(
      PersonalData data,
      CookieVisitors visitors,
      Endpoints endpoints,
      Consumer<ViewerId> comments) {
    this.data = data;
    this.visitors = visitors;
    this.endpoints = endpoints;
    this.comments = comments;
  }

  void mount(Router router) {
    router.get("/api/my/data").handler(endpoints.viewer((context, viewer) -> copy(viewer)));
    router.delete("/api/my/data").handler(endpoints.viewer(this::erase));
  }

  private Answer copy(Visitor viewer) {
    var copy = data.copyOf(viewer.viewer());
    copy.put("name", viewer.name());
    return new Answer(
        200, copy, Map.of("Content-Disposition", "attachment; filename=\"nigiwai-data.json\""));
  }

  private Answer erase(RoutingContext context, Visitor viewer) {
    var member = visitors.freshMember(context.request());
    if (member.isPresent() && !member.get().fresh()) {
      throw MemberEndpoints.loginAgain();
    }
    if (!data.erase(viewer.viewer())) {
      throw new ApiProblem(
          409,
          "orders_open",
          "お届けが終わっていないご注文があります。完了してから削除できます。",
          "An order of yours is still under way. You can erase your data once it is done.",
          false);
    }
    comments.accept(viewer.viewer());
    visitors.forget(context.request(), viewer.viewer());
    return Answer.noContent();
  }
}
