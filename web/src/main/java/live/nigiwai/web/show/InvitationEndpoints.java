package live.nigiwai.web.show;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;
import org.jspecify.annotations.Nullable;

/** Who may watch a show: everybody, or those the producer hands a link to. */
public final class InvitationEndpoints {
  private static final Set<Role> PRODUCERS = Set.of(Role.OWNER, Role.PRODUCER);
  private static final int HOURS_DEFAULT = 24;
  private static final int HOURS_MAX = 24 * 60;

  private final Shows shows;
  private final ViewerPasses passes;
  private final TimelineWriter timelines;
  private final Endpoints endpoints;

  public InvitationEndpoints(
      Shows shows, ViewerPasses passes, TimelineWriter timelines, Endpoints endpoints) {
    this.shows = shows;
    this.passes = passes;
    this.timelines = timelines;
    this.endpoints = endpoints;
  }

  private record Visibility(boolean invited) {}

  private record Wanted(@Nullable String name, @Nullable Integer hours) {}

  public void mount(Router router) {
    router.get("/api/shows/:show/visibility").handler(endpoints.staff(PRODUCERS, this::visibility));
    router.put("/api/shows/:show/visibility").handler(endpoints.staff(PRODUCERS, this::change));
    router.post("/api/shows/:show/invitations").handler(endpoints.staff(PRODUCERS, this::invite));
  }

  private Answer visibility(RoutingContext context, Visitor staff) {
    var show = shows.named(context.pathParam("show"));
    return Answer.ok(Map.of("invited", shows.isInvited(show.id())));
  }

  private Answer change(RoutingContext context, Visitor staff) {
    var show = shows.named(context.pathParam("show"));
    boolean invited = Requests.body(context, Visibility.class).invited();
    timelines.act(
        show.id(),
        action -> {
          boolean changed = Shows.setInvited(action.sql(), show.id(), invited);
          if (changed) {
            String act = invited ? "audience_invited" : "audience_everybody";
            action.append(
                Log.BACKSTAGE,
                new Draft(null, staff.actor(), null, new StaffActed(act, show.id().value())));
          }
          return changed;
        });
    return Answer.ok(Map.of("invited", invited));
  }

  private Answer invite(RoutingContext context, Visitor staff) {
    var show = shows.named(context.pathParam("show"));
    var wanted = Requests.body(context, Wanted.class);
    String name = wanted.name() == null ? "guest" : wanted.name();
    int hours = wanted.hours() == null ? HOURS_DEFAULT : wanted.hours();
    if (!ViewerPasses.isName(name) || hours < 1 || hours > HOURS_MAX) {
      throw ApiProblem.badRequest(
          "bad_invitation", "name: 1-24 of a-z and 0-9; hours: 1-" + HOURS_MAX);
    }
    String pass = passes.mint(show.id(), name, Duration.ofHours(hours));
    return Answer.ok(
        Map.of(
            "pass",
            pass,
            "watch",
            "/watch/" + show.id() + "?pass=" + pass,
            "hls",
            ShowEndpoints.hls(show.id(), pass)));
  }
}
