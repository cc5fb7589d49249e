package live.nigiwai.ingest.hls;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.Timelines;

/** What staff ask of a show's pictures: where they stand, where the rehearsal is, and the end. */
final class StreamEndpoints {
  private static final Set<Role> ON_SET = Set.of(Role.OWNER, Role.PRODUCER, Role.PRESENTER);
  private static final Set<Role> PRODUCERS = Set.of(Role.OWNER, Role.PRODUCER);

  private final LiveShows shows;
  private final Timelines timelines;
  private final Endpoints endpoints;

  StreamEndpoints(LiveShows shows, Timelines timelines, Endpoints endpoints) {
    this.shows = shows;
    this.timelines = timelines;
    this.endpoints = endpoints;
  }

  void mount(Router router) {
    router.get("/api/shows/:show/stream").handler(endpoints.staff(ON_SET, this::state));
    router.post("/api/shows/:show/stream/end").handler(endpoints.staff(PRODUCERS, this::end));
  }

  private Answer state(RoutingContext context, Visitor staff) {
    ShowId show = new ShowId(context.pathParam("show"));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("publishing", shows.hasPublisher(show));
    shows.rehearsal(show).ifPresent(name -> out.put("rehearsal", "/hls/" + name + "/index.m3u8"));
    return Answer.ok(out);
  }

  /** Nothing follows: the lists are closed and the recording becomes the replay. */
  private Answer end(RoutingContext context, Visitor staff) {
    ShowId show = new ShowId(context.pathParam("show"));
    if (!shows.over(show)) {
      throw new ApiProblem(
          409, "no_stream", "この番組には映像がありません。", "This show has no pictures to end.", false);
    }
    timelines
        .backstage(show)
        .append(
            new Draft(
                null,
                staff.actor(),
                null,
                new TimelineEvent.StaffActed("stream_ended", show.value())));
    return Answer.ok(Map.of("ended", true));
  }
}
