package live.nigiwai.runtime.timeline;

import io.vertx.sqlclient.Row;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;

/**
 * A log's row: how far it has come.
 *
 * @param now the database's clock when the row was read, never before {@code lastAt}
 */
record LogHead(LogId id, String epoch, long lastOffset, ShowTime lastInStep, ShowTime now) {
  private static final String COLUMNS =
      " epoch, last_off, last_show_ms,"
          + " greatest((extract(epoch FROM clock_timestamp()) * 1000)::bigint, last_at_ms)"
          + " FROM timeline_log WHERE show_id = $1 AND log = $2";

  static final String VERSIONS_SUM = "coalesce(sum(s.version + 1), 0)::bigint";

  /** Creates the row of a log that nobody wrote to yet. */
  static void create(Sql sql, LogId id, String epoch) {
    sql.change(
        "INSERT INTO timeline_log (show_id, log, epoch) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        id.show().value(),
        number(id),
        epoch);
  }

  static LogHead read(Sql sql, LogId id) {
    return sql.one("SELECT" + COLUMNS, row -> of(id, row), id.show().value(), number(id))
        .orElseThrow();
  }

  /**
   * Reads and locks the row until the transaction ends: whoever holds it numbers the next entries.
   */
  static LogHead lock(Sql sql, LogId id) {
    return sql.one(
            "SELECT" + COLUMNS + " FOR NO KEY UPDATE",
            row -> of(id, row),
            id.show().value(),
            number(id))
        .orElseThrow();
  }

  /** The sum of all states' versions, plus one for each state: every change makes it grow. */
  static long versionsSum(Sql sql, LogId id) {
    return sql.one(
            "SELECT " + VERSIONS_SUM + " FROM timeline_state s WHERE show_id = $1 AND log = $2",
            row -> row.getLong(0),
            id.show().value(),
            number(id))
        .orElseThrow();
  }

  static short number(LogId id) {
    return switch (id.log()) {
      case STAGE -> 0;
      case BACKSTAGE -> 1;
    };
  }

  Position position() {
    return new Position(epoch, lastOffset);
  }

  private static LogHead of(LogId id, Row row) {
    return new LogHead(
        id,
        row.getString(0),
        row.getLong(1),
        new ShowTime(row.getLong(2)),
        new ShowTime(row.getLong(3)));
  }
}
