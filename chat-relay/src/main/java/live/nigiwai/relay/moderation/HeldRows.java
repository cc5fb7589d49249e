package live.nigiwai.relay.moderation;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Badge;
import org.jspecify.annotations.Nullable;

/** The rows of comments viewers do not see. */
final class HeldRows {
  private static final String COLUMNS =
      "eid, author, badge, client_key, media_ms, reply_to, question, why, at_ms, state";
  static final int LISTED_MAX = 500;

  private HeldRows() {}

  enum State {
    WAITING,
    SHADOW,
    SHOWN,
    REJECTED,
    DELETED
  }

  record Held(
      String commentId,
      String author,
      Badge badge,
      String key,
      @Nullable ShowTime mediaAt,
      @Nullable String replyTo,
      boolean question,
      String why,
      long atMillis,
      State state) {}

  /** Whether it was not there before. */
  static boolean insert(Sql sql, ShowId show, Held held) {
    return sql.change(
            "INSERT INTO relay_held (show_id, eid, author, badge, client_key, media_ms, reply_to,"
                + " question, why, at_ms, state)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
            show.value(),
            held.commentId(),
            held.author(),
            held.badge().name(),
            held.key(),
            held.mediaAt() == null ? null : held.mediaAt().millis(),
            held.replyTo(),
            held.question(),
            held.why(),
            held.atMillis(),
            held.state().name())
        > 0;
  }

  static Optional<Held> find(Sql sql, ShowId show, String commentId) {
    return sql.one(
        "SELECT " + COLUMNS + " FROM relay_held WHERE show_id = $1 AND eid = $2",
        HeldRows::held,
        show.value(),
        commentId);
  }

  static List<Held> waiting(Sql sql, ShowId show) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_held WHERE show_id = $1 AND state = 'WAITING'"
            + " ORDER BY at_ms LIMIT "
            + LISTED_MAX,
        HeldRows::held,
        show.value());
  }

  /** What of somebody in a show others do not see but they do. */
  static List<Held> hidden(Sql sql, ShowId show, String author) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_held WHERE author = $2 AND show_id = $1"
            + " AND state IN ('WAITING', 'SHADOW') ORDER BY at_ms DESC LIMIT 50",
        HeldRows::held,
        show.value(),
        author);
  }

  /** What of somebody in a show was never shown, newest first. */
  static List<Held> undisclosed(Sql sql, ShowId show, String author, int limit) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_held WHERE author = $2 AND show_id = $1"
            + " AND state <> 'SHOWN' ORDER BY at_ms DESC LIMIT $3",
        HeldRows::held,
        show.value(),
        author,
        limit);
  }

  static void decide(Sql sql, ShowId show, String commentId, State state, String by) {
    sql.change(
        "UPDATE relay_held SET state = $3, decided_by = $4 WHERE show_id = $1 AND eid = $2",
        show.value(),
        commentId,
        state.name(),
        by);
  }

  private static Held held(Row row) {
    Long mediaAt = row.getLong(4);
    return new Held(
        row.getString(0),
        row.getString(1),
        Badge.valueOf(row.getString(2)),
        row.getString(3),
        mediaAt == null ? null : new ShowTime(mediaAt),
        row.getString(5),
        row.getBoolean(6),
        row.getString(7).toLowerCase(Locale.ROOT),
        row.getLong(8),
        State.valueOf(row.getString(9)));
  }
}
