package live.nigiwai.relay.moderation;

import java.time.Duration;
import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ViewerId;

/**
 * How long the relay keeps what it knows of people, and how one of them is forgotten. Blocks.
 *
 * <p>The words themselves lie beside the log and are taken out there; entries and offsets stay.
 */
final class Retention {
  private static final Duration REMOVED_WORDS_KEPT = Duration.ofDays(30);
  private static final Duration ADDRESSES_KEPT = Duration.ofDays(30);
  private static final Duration RECORDS_KEPT = Duration.ofDays(400);

  private final Database database;
  private final ShowClock clock;

  Retention(Database database, ShowClock clock) {
    this.database = database;
    this.clock = clock;
  }

  void retain() {
    long now = clock.now().millis();
    change(
        "UPDATE relay_removed SET name = NULL, body = NULL"
            + " WHERE removed_ms < $1 AND body IS NOT NULL",
        now - REMOVED_WORDS_KEPT.toMillis());
    change(
        "UPDATE relay_person SET device = '', address = ''"
            + " WHERE last_ms < $1 AND (device <> '' OR address <> '')",
        now - ADDRESSES_KEPT.toMillis());
    long records = now - RECORDS_KEPT.toMillis();
    change("DELETE FROM relay_person WHERE last_ms < $1", records);
    change("DELETE FROM relay_report WHERE at_ms < $1", records);
    change("DELETE FROM relay_held WHERE at_ms < $1", records);
    change("DELETE FROM relay_word_change WHERE at_ms < $1", records);
    change("DELETE FROM relay_removed WHERE removed_ms < $1", records);
    change("DELETE FROM relay_sanction WHERE lifted_ms < $1 OR until_ms < $1", records);
  }

  void erase(ViewerId viewer) {
    String who = viewer.value();
    database.transaction(
        sql -> {
          SaidWords.erase(sql, who);
          for (String statement :
              List.of(
                  "UPDATE relay_removed SET name = NULL, body = NULL WHERE author = $1",
                  "UPDATE relay_question SET answer = NULL WHERE asker = $1 AND status = 'PRIVATE'",
                  "UPDATE relay_sanction SET name = '', reason = '' WHERE account = $1",
                  "DELETE FROM relay_person WHERE person = $1",
                  "DELETE FROM relay_report WHERE reporter = $1",
                  "DELETE FROM relay_vote WHERE viewer = $1")) {
            sql.change(statement, who);
          }
          return who;
        });
  }

  private void change(String statement, long before) {
    database.query(sql -> sql.change(statement, before));
  }
}
