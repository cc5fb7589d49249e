package live.nigiwai.ingest.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * What the staff sees and takes of a recording: {@code GET /api/shows/{show}/recording} and {@code
 * GET /api/shows/{show}/recording.mp4}.
 *
 * <p><i>Threading</i>: as {@link Endpoints}.
 */
public final class RecordingEndpoints {
  private static final Set<Role> MAY_SEE = Set.of(Role.OWNER, Role.PRODUCER, Role.PRESENTER);
  private static final Set<Role> MAY_TAKE = Set.of(Role.OWNER, Role.PRODUCER);

  /** So long a download that broke off can go on although the show grows meanwhile. */
  private static final Duration RESUMABLE = Duration.ofMinutes(15);

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.ofHours(9));

  /** The show's axis: ticks of 1/90 000 s to milliseconds since the epoch, and back. */
  public interface Axis {
    long millis(long ticks);

    long ticks(long millis);
  }

  private record Wish(String recording, String rung, long from, long to) {}

  private final Recordings recordings;
  private final Endpoints endpoints;
  private final Axis axis;
  private final Downloads downloads;
  private final Cache<Wish, Mp4File> begun;

  public RecordingEndpoints(Recordings recordings, Endpoints endpoints, Axis axis) {
    this.recordings = recordings;
    this.endpoints = endpoints;
    this.axis = axis;
    int atOnce = recordings.config().exportsMax();
    downloads = new Downloads(atOnce);
    begun = Caffeine.newBuilder().maximumSize(atOnce).expireAfterAccess(RESUMABLE).build();
  }

  public void mount(Router router) {
    router
        .get("/api/shows/:show/recording")
        .handler(endpoints.staff(MAY_SEE, (context, staff) -> Answer.ok(view(context))));
    var file =
        endpoints.staff(
            MAY_TAKE,
            (context, staff) -> {
              send(context);
              // The response has ended; this is only what the door wants to hear.
              return Answer.noContent();
            });
    router.get("/api/shows/:show/recording.mp4").handler(file);
    router.head("/api/shows/:show/recording.mp4").handler(file);
  }

  private RecordingView view(RoutingContext context) {
    return RecordingView.of(recording(context), axis);
  }

  private Recording recording(RoutingContext context) {
    return recordings
        .latest(new ShowId(context.pathParam("show")))
        .orElseThrow(RecordingEndpoints::nothing);
  }

  private void send(RoutingContext context) {
    Recording recording = recording(context);
    HttpServerRequest request = context.request();
    // Sound alone makes no MP4.
    List<String> rungs = recording.rungs().stream().filter(recording::hasPictures).toList();
    if (rungs.isEmpty()) {
      throw nothing();
    }
    String asked = request.getParam("rung");
    String rung = asked == null ? rungs.getFirst() : asked;
    if (!rungs.contains(rung)) {
      throw new ApiProblem(
              404,
              "no_such_rung",
              "この画質の録画はありません。ほかの画質をお選びください: " + String.join("、", rungs),
              "There is no recording of this quality. Choose one of: " + String.join(", ", rungs),
              false)
          .with("rungs", rungs);
    }
    long from = ticks(request, "from", 0);
    if (from > 0) {
      // A picture's date is cut to the millisecond: asked by that date, it is the first one.
      from += Sample.TICKS_PER_MILLI - 1;
    }
    long to = ticks(request, "to", Long.MAX_VALUE);
    if (from >= to) {
      throw ApiProblem.badRequest("bad_range", "from must be before to");
    }
    Mp4File file = file(recording, new Wish(recording.id(), rung, from, to), request);
    downloads.send(request, file, fileName(recording, rung, from));
  }

  private long ticks(HttpServerRequest request, String name, long standard) {
    @Nullable String text = request.getParam(name);
    if (text == null || text.isEmpty()) {
      return standard;
    }
    try {
      long millis = Long.parseLong(text);
      if (millis >= 0 && millis < 1L << 43) {
        return axis.ticks(millis);
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, as what is out of range.
    }
    throw ApiProblem.badRequest("bad_range", name + " must be milliseconds since the epoch");
  }

  private Mp4File file(Recording recording, Wish wish, HttpServerRequest request) {
    Mp4File before = begun.getIfPresent(wish);
    if (before != null && request.getHeader("Range") != null) {
      return before;
    }
    Mp4Export.Outcome outcome;
    try {
      outcome = Mp4Export.plan(recording, wish.rung, wish.from, wish.to);
    } catch (IOException unreadable) {
      throw new ApiProblem(
          503,
          "recording_unreadable",
          "録画を読み取れませんでした。時間をおいてお試しください。",
          "The recording could not be read. Please try again later.",
          true);
    }
    return switch (outcome) {
      case Mp4Export.Ready(Mp4File file) -> {
        begun.put(wish, file);
        yield file;
      }
      case Mp4Export.Nothing() -> throw nothing();
      case Mp4Export.Mixed mixed -> throw mixed(wish.rung, mixed);
    };
  }

  private ApiProblem mixed(String rung, Mp4Export.Mixed mixed) {
    List<Map<String, Long>> parts =
        mixed.parts().stream()
            .map(p -> Map.of("from", axis.millis(p.fromTicks()), "to", axis.millis(p.toTicks())))
            .toList();
    String works = mixed.rungs().stream().collect(Collectors.joining(", "));
    return new ApiProblem(
            409,
            "recording_mixed",
            "画質「"
                + rung
                + "」は途中で映像の設定が変わったため、1 つの MP4 にできません。"
                + (works.isEmpty()
                    ? "区間（from と to）を指定してください。"
                    : "次の画質か、区間（from と to）を指定してください: " + works),
            "The picture settings of “"
                + rung
                + "” changed in the middle, so it cannot become one MP4. "
                + (works.isEmpty()
                    ? "Choose one of the parts by from and to."
                    : "Choose one of these qualities, or a part by from and to: " + works + "."),
            false)
        .with("rungs", mixed.rungs())
        .with("parts", parts);
  }

  private String fileName(Recording recording, String rung, long from) {
    Instant when = from == 0 ? recording.startedAt() : Instant.ofEpochMilli(axis.millis(from));
    return recording.show().value() + "-" + FILE_TIME.format(when) + "-" + rung + ".mp4";
  }

  private static ApiProblem nothing() {
    return new ApiProblem(
        404, "no_recording", "録画がありません。", "There is no recording of this.", false);
  }
}
