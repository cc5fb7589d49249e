package live.nigiwai.relay.moderation;

import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEvent.CommentReported;

/**
 * What viewers think a moderator should look at; one report per viewer and comment.
 *
 * <p>However many report it, nothing is taken down by itself: a crowd must not be able to silence
 * somebody.
 */
final class Reports {
  private final TimelineWriter timelines;
  private final ShowClock clock;

  Reports(TimelineWriter timelines, ShowClock clock) {
    this.timelines = timelines;
    this.clock = clock;
  }

  /** Whether there is such a comment. */
  boolean report(ShowId show, String commentId, Actor reporter, String why) {
    return timelines.act(
        show,
        action -> {
          var sql = action.sql();
          var found = SaidWords.find(sql, LogId.stage(show), commentId);
          if (found.isEmpty()) {
            return false;
          }
          int first =
              sql.change(
                  "INSERT INTO relay_report (show_id, eid, reporter, author, why, at_ms)"
                      + " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                  show.value(),
                  commentId,
                  reporter.id(),
                  found.get().actor().id(),
                  why,
                  clock.now().millis());
          if (first > 0) {
            int reports =
                sql.one(
                        "SELECT count(*) FROM relay_report WHERE show_id = $1 AND eid = $2",
                        row -> row.getLong(0).intValue(),
                        show.value(),
                        commentId)
                    .orElse(1);
            Audit.backstage(action, reporter, new CommentReported(commentId, why, reports));
          }
          return true;
        });
  }
}
