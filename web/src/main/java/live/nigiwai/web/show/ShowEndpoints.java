package live.nigiwai.web.show;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Timelines;

/** What anyone may know about shows. */
public final class ShowEndpoints {
  private static final Duration STAFF_WATCHES = Duration.ofHours(12);

  private final Shows shows;
  private final LocalText seller;
  private final StreamStatuses statuses;
  private final ShowClock clock;
  private final Endpoints endpoints;
  private final ToIntFunction<ShowId> viewers;
  private final ViewerPasses passes;
  private final Predicate<HttpServerRequest> staff;

  /**
   * @param seller the shop's name
   * @param viewers how many watch now
   * @param staff whether the request is of somebody who may see every show
   */
  public ShowEndpoints(
      Shows shows,
      LocalText seller,
      Timelines timelines,
      ShowClock clock,
      Endpoints endpoints,
      ToIntFunction<ShowId> viewers,
      ViewerPasses passes,
      Predicate<HttpServerRequest> staff) {
    this.shows = shows;
    this.seller = seller;
    this.statuses = new StreamStatuses(timelines);
    this.clock = clock;
    this.endpoints = endpoints;
    this.viewers = viewers;
    this.passes = passes;
    this.staff = staff;
  }

  public void mount(Router router) {
    router.get("/api/shows").handler(endpoints.on(this::list));
    router.get("/api/shows/:show").handler(endpoints.on(this::one));
  }

  private Answer list(RoutingContext context) {
    var listed =
        shows.newest().stream()
            .map(
                show ->
                    Map.of(
                        "id", show.id().value(),
                        "title", show.title(),
                        "titleEn", show.titleEn(),
                        "presenter", show.presenter(),
                        "status", statuses.of(show.id()),
                        "viewers", viewers.applyAsInt(show.id())))
            .toList();
    return Answer.ok(Map.of("shows", listed));
  }

  private Answer one(RoutingContext context) {
    var show = shows.named(context.pathParam("show"));
    var out = new LinkedHashMap<String, Object>();
    out.put("id", show.id().value());
    out.put("title", show.title());
    out.put("titleEn", show.titleEn());
    out.put("presenter", show.presenter());
    out.put("description", show.description());
    out.put("pr", show.sponsored());
    out.put("status", statuses.of(show.id()));
    out.put("hls", hls(show.id(), pass(context, show.id())));
    out.put("now", clock.now().millis());
    out.put("shop", Map.of("name", seller.ja(), "nameEn", seller.en(), "legalUrl", "/legal"));
    return Answer.ok(out);
  }

  /**
   * What the viewer's media URLs must carry; empty where anyone may watch.
   *
   * @throws ApiProblem 403 for those who are not invited
   */
  private String pass(RoutingContext context, ShowId show) {
    if (!shows.isInvited(show)) {
      return "";
    }
    if (staff.test(context.request())) {
      return passes.mint(show, "staff", STAFF_WATCHES);
    }
    String pass = context.request().getParam("pass");
    if (pass == null || !passes.admits(show, pass)) {
      throw new ApiProblem(
          403,
          "invitation_needed",
          "招待された方だけの番組です。招待リンクからお入りください。",
          "This show is by invitation; please use the link you were sent.",
          false);
    }
    context.response().addCookie(invitation(context.request(), show, pass));
    return pass;
  }

  /** With it the live connection of the same page is let in. */
  private static Cookie invitation(HttpServerRequest request, ShowId show, String pass) {
    return Cookie.cookie("np", pass)
        .setPath("/api/shows/" + show)
        .setHttpOnly(true)
        .setSecure(request.isSSL())
        .setSameSite(CookieSameSite.LAX);
  }

  static String hls(ShowId show, String pass) {
    return "/hls/" + show + (pass.isEmpty() ? "" : "/~" + pass) + "/index.m3u8";
  }
}
