package live.nigiwai.runtime.timeline;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Words;

/** Looks up what was said: by its id, and by whose words they are. */
public final class SaidWords {
  private SaidWords() {}

  /** The entry whose words have this id; without them once they were deleted. */
  public static Optional<TimelineEntry> find(Sql sql, LogId log, String wordsId) {
    return new LogReader(log)
            .where(
                sql,
                "e.off = (SELECT off FROM timeline_words"
                    + " WHERE show_id = $1 AND log = $2 AND words_id = $3) LIMIT $4",
                wordsId,
                1)
            .stream()
            .findFirst();
  }

  /** The newest entries somebody said in a log, newest first. */
  public static List<TimelineEntry> of(Sql sql, LogId log, String actor, int limit) {
    return new LogReader(log)
        .where(
            sql,
            "e.off IN (SELECT off FROM timeline_words WHERE actor_id = $3 AND show_id = $1"
                + " AND log = $2 ORDER BY off DESC LIMIT $4) ORDER BY e.off DESC",
            actor,
            limit);
  }

  /** How far a log has come; everything up to there can be read. */
  public static long end(Sql sql, LogId log) {
    return LogHead.read(sql, log).lastOffset();
  }

  /** Comments after an offset whose author wants an answer, oldest first. */
  public static List<TimelineEntry> questionsAfter(Sql sql, LogId log, long offset, int limit) {
    return new LogReader(log)
        .where(
            sql,
            "e.off > $3::text::bigint AND e.type = 'comment' AND e.fact ? 'q'"
                + " ORDER BY e.off LIMIT $4",
            Long.toString(offset),
            limit);
  }

  /** The words under each of these ids that still has any. */
  public static Map<String, Words> words(Sql sql, LogId log, Collection<String> ids) {
    var found = new HashMap<String, Words>();
    sql.list(
            "SELECT words_id, name, body FROM timeline_words"
                + " WHERE show_id = $1 AND log = $2 AND words_id = ANY($3) AND name IS NOT NULL",
            row -> Map.entry(row.getString(0), new Words(row.getString(1), row.getString(2))),
            log.show().value(),
            LogHead.number(log),
            ids.toArray(String[]::new))
        .forEach(each -> found.put(each.getKey(), each.getValue()));
    return found;
  }

  /** How much somebody said in a log, deleted or not. */
  public static int count(Sql sql, LogId log, String actor) {
    return sql.one(
            "SELECT count(*) FROM timeline_words WHERE actor_id = $3 AND show_id = $1 AND log = $2",
            row -> row.getLong(0).intValue(),
            log.show().value(),
            LogHead.number(log),
            actor)
        .orElse(0);
  }

  /** Whether somebody ever said anything, in any show. */
  public static boolean any(Sql sql, String actor) {
    return sql.one("SELECT 1 FROM timeline_words WHERE actor_id = $1 LIMIT 1", row -> true, actor)
        .isPresent();
  }

  /** Takes the words out of everything somebody ever said, in every log. */
  public static void erase(Sql sql, String actor) {
    sql.change("UPDATE timeline_words SET name = NULL, body = NULL WHERE actor_id = $1", actor);
  }
}
