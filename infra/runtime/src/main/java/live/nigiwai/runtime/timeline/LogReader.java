package live.nigiwai.runtime.timeline;

import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;

/** Reads a log back. Words come from beside the log, so a deleted comment has none. */
final class LogReader {
  private static final String ENTRIES =
      "SELECT e.off, e.at_ms, e.media_ms, e.show_ms, e.actor_kind, e.actor_id, e.type,"
          + " e.fact::text, w.name, w.body, e.client_key"
          + " FROM timeline_entry e LEFT JOIN timeline_words w"
          + " ON w.show_id = e.show_id AND w.log = e.log AND w.words_id = e.words_id"
          + " WHERE e.show_id = $1 AND e.log = $2";
  private static final Actor.Kind[] KINDS = Actor.Kind.values();

  private final LogId id;

  LogReader(LogId id) {
    this.id = id;
  }

  List<TimelineEntry> after(Sql sql, long offset, int limit) {
    return sql.list(
        ENTRIES + " AND e.off > $3 ORDER BY e.off LIMIT $4",
        LogReader::entry,
        id.show().value(),
        LogHead.number(id),
        offset,
        limit);
  }

  /** Entries by a condition on the entry {@code e}, with {@code $3} and {@code $4} in it. */
  List<TimelineEntry> where(Sql sql, String condition, String third, int fourth) {
    return sql.list(
        ENTRIES + " AND " + condition,
        LogReader::entry,
        id.show().value(),
        LogHead.number(id),
        third,
        fourth);
  }

  History history(Sql sql, Position from, int limit) {
    var head = LogHead.read(sql, id);
    if (!head.epoch().equals(from.epoch())) {
      return new History.Gap(History.Reason.EPOCH);
    }
    if (from.offset() > head.lastOffset()) {
      return new History.Gap(History.Reason.AHEAD);
    }
    var entries = after(sql, from.offset(), limit);
    long to = entries.isEmpty() ? from.offset() : entries.getLast().offset();
    return new History.Continued(entries, new Position(head.epoch(), to), to < head.lastOffset());
  }

  Snapshot snapshot(Sql sql, int recent) {
    var head = LogHead.read(sql, id);
    var newest =
        sql.list(
            ENTRIES + " AND e.off > $3 AND e.off <= $4 ORDER BY e.off",
            LogReader::entry,
            id.show().value(),
            LogHead.number(id),
            Math.max(0, head.lastOffset() - recent),
            head.lastOffset());
    return new Snapshot(head.position(), newest, states(sql));
  }

  List<Versioned> states(Sql sql) {
    return sql.list(
        "SELECT key, version, value::text FROM timeline_state WHERE show_id = $1 AND log = $2",
        row ->
            new Versioned(
                TimelineJson.readState(row.getString(0), row.getString(2)), row.getLong(1)),
        id.show().value(),
        LogHead.number(id));
  }

  /** Entries stored under any of these keys, with the key each was stored under. */
  List<Keyed> byKeys(Sql sql, Collection<String> keys) {
    return sql.list(
        ENTRIES + " AND e.client_key = ANY($3)",
        row -> new Keyed(row.getString(10), entry(row)),
        id.show().value(),
        LogHead.number(id),
        keys.toArray(String[]::new));
  }

  /** An entry and the key its writer gave it. */
  record Keyed(String key, TimelineEntry entry) {
    /** A writer's keys are its own. */
    String identity() {
      return identity(entry.actor().id(), key);
    }

    static String identity(String actor, String key) {
      return actor + ' ' + key;
    }
  }

  /** The version of each key of state. */
  Map<String, Long> versions(Sql sql) {
    var versions = new HashMap<String, Long>();
    sql.list(
            "SELECT key, version FROM timeline_state WHERE show_id = $1 AND log = $2",
            row -> Map.entry(row.getString(0), row.getLong(1)),
            id.show().value(),
            LogHead.number(id))
        .forEach(entry -> versions.put(entry.getKey(), entry.getValue()));
    return versions;
  }

  private static TimelineEntry entry(Row row) {
    Long mediaAt = row.getLong(2);
    String name = row.getString(8);
    var words = name == null ? null : new Words(name, row.getString(9));
    return new TimelineEntry(
        row.getLong(0),
        new ShowTime(row.getLong(1)),
        mediaAt == null ? null : new ShowTime(mediaAt),
        new ShowTime(row.getLong(3)),
        new Actor(KINDS[row.getShort(4)], row.getString(5)),
        FactJson.read(row.getString(6), row.getString(7), words));
  }
}
