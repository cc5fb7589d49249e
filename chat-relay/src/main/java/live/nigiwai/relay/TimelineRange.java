package live.nigiwai.relay;

import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Predicate;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Timelines;

/** Reads a range of a log back, for a replay or a report (PROTOCOL.md section 8). */
final class TimelineRange {
  private static final int ENTRIES_MAX = 500;

  private final Timelines timelines;
  private final Visitors visitors;
  private final Predicate<ShowId> exists;

  TimelineRange(Timelines timelines, Visitors visitors, Predicate<ShowId> exists) {
    this.timelines = timelines;
    this.visitors = visitors;
    this.exists = exists;
  }

  Answer answer(RoutingContext context) {
    var show = new ShowId(context.pathParam("show"));
    if (!exists.test(show)) {
      throw ApiProblem.notFound();
    }
    var request = context.request();
    Log log =
        switch (request.getParam("log", "stage")) {
          case "stage" -> Log.STAGE;
          case "backstage" -> Log.BACKSTAGE;
          default -> throw ApiProblem.badRequest("bad_log", "log is stage or backstage");
        };
    if (log == Log.BACKSTAGE && visitors.staff(request).isEmpty()) {
      throw ApiProblem.unauthorized();
    }
    long after = number(request.getParam("after", "0"), Long.MAX_VALUE);
    int limit = (int) number(request.getParam("limit", "500"), ENTRIES_MAX);
    var timeline = timelines.log(new LogId(show, log));
    var asked = request.getParam("ep");
    String epoch = asked == null ? timeline.snapshot(0).at().epoch() : asked;
    return read(timeline, new Position(epoch, after), Math.max(1, limit));
  }

  private static long number(String text, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return Math.min(number, max);
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the same answer
    }
    throw ApiProblem.badRequest("bad_number", "after and limit are numbers, 0 or more");
  }

  private static Answer read(ShowTimeline timeline, Position from, int limit) {
    return switch (timeline.readAfter(from, limit)) {
      case History.Continued continued ->
          new Answer(200, json(continued), Map.of("Content-Type", "application/json"));
      case History.Gap gap ->
          throw new ApiProblem(
              409,
              "gap",
              "この位置からは続きを読めません。",
              "The log cannot be continued from this position: " + gap.reason(),
              false);
    };
  }

  private static byte[] json(History.Continued continued) {
    var bytes = new ByteArrayOutputStream(4_096);
    try (var out = Json.mapper().getFactory().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("ep", continued.to().epoch());
      out.writeNumberField("to", continued.to().offset());
      out.writeBooleanField("more", continued.more());
      out.writeArrayFieldStart("ev");
      for (var entry : continued.entries()) {
        TimelineJson.writeEntry(out, entry);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
