package live.nigiwai.web.show;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Timelines;

/** What anyone may know about shows. */
public final class ShowEndpoints {
  private final Shows shows;
  private final LocalText seller;
  private final StreamStatuses statuses;
  private final ShowClock clock;
  private final Endpoints endpoints;
  private final ToIntFunction<ShowId> viewers;

  /**
   * @param seller the shop's name
   * @param viewers how many watch now
   */
  public ShowEndpoints(
      Shows shows,
      LocalText seller,
      Timelines timelines,
      ShowClock clock,
      Endpoints endpoints,
      ToIntFunction<ShowId> viewers) {
    this.shows = shows;
    this.seller = seller;
    this.statuses = new StreamStatuses(timelines);
    this.clock = clock;
    this.endpoints = endpoints;
    this.viewers = viewers;
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
    out.put("hls", "/hls/" + show.id() + "/index.m3u8");
    out.put("now", clock.now().millis());
    out.put("shop", Map.of("name", seller.ja(), "nameEn", seller.en(), "legalUrl", "/legal"));
    return Answer.ok(out);
  }
}
