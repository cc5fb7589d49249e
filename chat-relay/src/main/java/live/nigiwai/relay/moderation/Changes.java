package live.nigiwai.relay.moderation;

import java.util.HashMap;
import java.util.Map;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears within half a second that another node changed what all of them keep in memory. A counter
 * is asked, not a bell: it needs no Redis, and a node that was cut off catches up by itself.
 *
 * <p><b>Threading</b>: any thread that may block; one looks at a time.
 */
final class Changes {
  private static final Logger log = LoggerFactory.getLogger(Changes.class);

  private final Database database;
  private final Map<String, Runnable> reloads;
  private final Map<String, Long> seen = new HashMap<>();
  private boolean away;

  /**
   * @param reloads by what changed
   */
  Changes(Database database, Map<String, Runnable> reloads) {
    this.database = database;
    this.reloads = Map.copyOf(reloads);
  }

  /** Counts one change; at the end of its transaction, because others wait for the row. */
  static long count(Sql sql, String what) {
    return sql.one(
            "UPDATE relay_change SET version = version + 1 WHERE what = $1 RETURNING version",
            row -> row.getLong(0),
            what)
        .orElseThrow();
  }

  synchronized void look() {
    try {
      Map<String, Long> now = new HashMap<>();
      database
          .query(
              sql ->
                  sql.list(
                      "SELECT what, version FROM relay_change",
                      row -> Map.entry(row.getString(0), row.getLong(1))))
          .forEach(each -> now.put(each.getKey(), each.getValue()));
      for (var each : reloads.entrySet()) {
        Long version = now.get(each.getKey());
        if (version != null && !version.equals(seen.get(each.getKey()))) {
          each.getValue().run();
          seen.put(each.getKey(), version);
        }
      }
      away = false;
    } catch (RuntimeException failed) {
      if (!away) {
        log.warn("sanctions and words stay as they are: {}", failed.toString());
      }
      away = true;
    }
  }
}
