package live.nigiwai.web.show;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;

/** What anyone may know about shows, and the stream key for those who may see it. */
public final class ShowEndpoints {
  private final Shows shows;
  private final LocalText seller;
  private final StreamStatuses statuses;
  private final TimelineWriter timelines;
  private final ShowClock clock;
  private final Endpoints endpoints;
  private final ToIntFunction<ShowId> viewers;
  private final Function<Show, Publishing> publishing;

  /**
   * @param seller the shop's name
   * @param viewers how many watch now
   * @param publishing where and with which key the show's encoder connects
   */
  public ShowEndpoints(
      Shows shows,
      LocalText seller,
      TimelineWriter timelines,
      ShowClock clock,
      Endpoints endpoints,
      ToIntFunction<ShowId> viewers,
      Function<Show, Publishing> publishing) {
    this.shows = shows;
    this.seller = seller;
    this.statuses = new StreamStatuses(timelines);
    this.timelines = timelines;
    this.clock = clock;
    this.endpoints = endpoints;
    this.viewers = viewers;
    this.publishing = publishing;
  }

  /** What a presenter types into their encoder. */
  public record Publishing(String url, String key) {
    @Override
    public String toString() {
      return "Publishing[url=" + url + ", key=hidden]";
    }
  }

  public void mount(Router router) {
    router.get("/api/shows").handler(endpoints.on(this::list));
    router.get("/api/shows/:show").handler(endpoints.on(this::one));
    router
        .get("/api/shows/:show/stream-key")
        .handler(endpoints.staff(Set.of(Role.OWNER, Role.PRESENTER), this::streamKey));
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

  /** Seeing the key is an act of its own in the audit: whoever has it can be the show. */
  private Answer streamKey(RoutingContext context, Visitor staff) {
    var show = shows.named(context.pathParam("show"));
    timelines.act(
        show.id(),
        action ->
            action.append(
                Log.BACKSTAGE,
                new Draft(
                    null,
                    staff.actor(),
                    null,
                    new StaffActed("stream_key_viewed", show.id().value()))));
    var where = publishing.apply(show);
    return Answer.ok(Map.of("url", where.url(), "key", where.key()));
  }
}
