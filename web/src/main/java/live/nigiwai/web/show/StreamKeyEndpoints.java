package live.nigiwai.web.show;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;

/**
 * The stream keys, and whether what is published with them is for viewers to see. Every look and
 * every change is an act of its own in the audit: whoever has a key can be the show.
 *
 * <p>A changed row is all that happens here: ingest, on whichever node, looks again twice a second
 * and ends a publish whose key is worth nothing any more.
 */
public final class StreamKeyEndpoints {
  private static final Set<Role> KEYS = Set.of(Role.OWNER, Role.PRESENTER);
  private static final Set<Role> ON_SET = Set.of(Role.OWNER, Role.PRODUCER, Role.PRESENTER);

  private final Shows shows;
  private final TimelineWriter timelines;
  private final Endpoints endpoints;
  private final Function<Show, Publishing> publishing;

  /**
   * @param publishing where and with which keys the show's encoders connect
   */
  public StreamKeyEndpoints(
      Shows shows,
      TimelineWriter timelines,
      Endpoints endpoints,
      Function<Show, Publishing> publishing) {
    this.shows = shows;
    this.timelines = timelines;
    this.endpoints = endpoints;
    this.publishing = publishing;
  }

  private record Rehearsal(boolean on) {}

  public void mount(Router router) {
    router.get("/api/shows/:show/stream-key").handler(endpoints.staff(KEYS, this::view));
    router.post("/api/shows/:show/stream-key/rotate").handler(endpoints.staff(KEYS, this::rotate));
    router.get("/api/shows/:show/rehearsal").handler(endpoints.staff(ON_SET, this::rehearsal));
    router.put("/api/shows/:show/rehearsal").handler(endpoints.staff(ON_SET, this::rehearse));
  }

  private Answer view(RoutingContext context, Visitor staff) {
    var show = shows.named(context.pathParam("show"));
    timelines.act(
        show.id(),
        action -> {
          record(action, staff, "stream_key_viewed", show);
          return show;
        });
    return answer(show);
  }

  private Answer rotate(RoutingContext context, Visitor staff) {
    var id = shows.named(context.pathParam("show")).id();
    var rotated =
        timelines.act(
            id,
            action -> {
              var show = Shows.raiseKeyVersion(action.sql(), id).orElseThrow(ApiProblem::notFound);
              record(action, staff, "stream_key_rotated", show);
              return show;
            });
    return answer(rotated);
  }

  private Answer answer(Show show) {
    var where = publishing.apply(show);
    var out = new LinkedHashMap<String, Object>();
    out.put("url", where.url());
    if (!where.secureUrl().isEmpty()) {
      out.put("secureUrl", where.secureUrl());
    }
    out.put("key", where.key());
    out.put("backupKey", where.backupKey());
    out.put("version", show.keyVersion());
    return Answer.ok(out);
  }

  private Answer rehearsal(RoutingContext context, Visitor staff) {
    return Answer.ok(Map.of("on", shows.named(context.pathParam("show")).rehearsal()));
  }

  private Answer rehearse(RoutingContext context, Visitor staff) {
    var show = shows.named(context.pathParam("show"));
    boolean on = Requests.body(context, Rehearsal.class).on();
    timelines.act(
        show.id(),
        action -> {
          boolean changed = Shows.setRehearsal(action.sql(), show.id(), on);
          if (changed) {
            record(action, staff, on ? "rehearsal_begun" : "rehearsal_ended", show);
          }
          return changed;
        });
    return Answer.ok(Map.of("on", on));
  }

  private static void record(Action action, Visitor staff, String act, Show show) {
    action.append(
        Log.BACKSTAGE,
        new Draft(null, staff.actor(), null, new StaffActed(act, show.id().value())));
  }
}
