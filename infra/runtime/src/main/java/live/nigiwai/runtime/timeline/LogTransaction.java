package live.nigiwai.runtime.timeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.Worded;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction adds to one log whose row it has locked: numbers and times the facts, then
 * writes them, their words and the new state in as few statements as there are tables.
 */
final class LogTransaction {
  private final Sql sql;
  private final LogHead head;
  private final ShowAtRule rule;
  private final List<TimelineEntry> entries = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Versioned> states = new ArrayList<>();
  private ShowTime lastInStep;

  LogTransaction(Sql sql, LogHead locked, ShowAtRule rule) {
    this.sql = sql;
    this.head = locked;
    this.rule = rule;
    this.lastInStep = locked.lastInStep();
  }

  TimelineEntry add(Draft draft, String key) {
    boolean inStep = draft.event().inStep();
    var showAt = rule.decide(head.now(), draft.mediaAt(), inStep, lastInStep);
    if (inStep) {
      lastInStep = showAt;
    }
    var entry =
        new TimelineEntry(
            lastOffset() + 1, head.now(), draft.mediaAt(), showAt, draft.actor(), draft.event());
    entries.add(entry);
    keys.add(key);
    return entry;
  }

  long lastOffset() {
    return head.lastOffset() + entries.size();
  }

  void put(Versioned state) {
    states.add(state);
  }

  /** Writes everything added; null when it came to nothing. */
  @Nullable TimelineBatch write() {
    if (!entries.isEmpty()) {
      insertEntries();
      insertWords();
      eraseDeletedWords();
      sql.change(
          "UPDATE timeline_log SET last_off = $3, last_at_ms = $4, last_show_ms = $5"
              + " WHERE show_id = $1 AND log = $2",
          show(),
          log(),
          lastOffset(),
          head.now().millis(),
          lastInStep.millis());
    }
    var newer = states.isEmpty() ? List.<Versioned>of() : upsertStates();
    return entries.isEmpty() && newer.isEmpty()
        ? null
        : new TimelineBatch(head.id(), head.epoch(), entries, newer);
  }

  private void insertEntries() {
    int n = entries.size();
    var offsets = new Long[n];
    var mediaAt = new Long[n];
    var showAt = new Long[n];
    var kinds = new Short[n];
    var actors = new String[n];
    var types = new String[n];
    var facts = new String[n];
    var wordsIds = new String[n];
    for (int i = 0; i < n; i++) {
      var entry = entries.get(i);
      offsets[i] = entry.offset();
      mediaAt[i] = entry.mediaAt() == null ? null : entry.mediaAt().millis();
      showAt[i] = entry.showAt().millis();
      kinds[i] = (short) entry.actor().kind().ordinal();
      actors[i] = entry.actor().id();
      types[i] = FactJson.type(entry.event());
      facts[i] = FactJson.stored(entry.event());
      wordsIds[i] = entry.event() instanceof Worded worded ? worded.wordsId() : null;
    }
    sql.change(
        "INSERT INTO timeline_entry (show_id, log, at_ms, off, media_ms, show_ms, actor_kind,"
            + " actor_id, client_key, type, fact, words_id)"
            + " SELECT $1, $2, $3, t.off, t.media, t.show, t.kind, t.actor, t.key, t.type,"
            + " t.fact::jsonb, t.words"
            + " FROM unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::smallint[], $8::text[],"
            + " $9::text[], $10::text[], $11::text[], $12::text[])"
            + " AS t(off, media, show, kind, actor, key, type, fact, words)",
        show(),
        log(),
        head.now().millis(),
        offsets,
        mediaAt,
        showAt,
        kinds,
        actors,
        keys.toArray(String[]::new),
        types,
        facts,
        wordsIds);
  }

  /** What is said again, after a removal was undone, keeps its author and its first entry. */
  private void insertWords() {
    var ids = new ArrayList<String>();
    var offsets = new ArrayList<Long>();
    var actors = new ArrayList<String>();
    var names = new ArrayList<String>();
    var bodies = new ArrayList<String>();
    for (var entry : entries) {
      var words = entry.event() instanceof Worded worded ? worded.words() : null;
      if (words != null) {
        ids.add(((Worded) entry.event()).wordsId());
        offsets.add(entry.offset());
        actors.add(entry.actor().id());
        names.add(words.name());
        bodies.add(words.text());
      }
    }
    if (ids.isEmpty()) {
      return;
    }
    sql.change(
        "INSERT INTO timeline_words (show_id, log, words_id, off, actor_id, name, body)"
            + " SELECT $1, $2, * FROM"
            + " unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])"
            + " ON CONFLICT (show_id, log, words_id) DO UPDATE"
            + " SET name = excluded.name, body = excluded.body",
        show(),
        log(),
        ids.toArray(String[]::new),
        offsets.toArray(Long[]::new),
        actors.toArray(String[]::new),
        names.toArray(String[]::new),
        bodies.toArray(String[]::new));
  }

  /** The row stays, so that it is still known whose words they were and where they stood. */
  private void eraseDeletedWords() {
    var ids = new LinkedHashSet<String>();
    for (var entry : entries) {
      if (entry.event() instanceof CommentDeleted deleted) {
        ids.add(deleted.commentId());
      }
    }
    if (!ids.isEmpty()) {
      sql.change(
          "UPDATE timeline_words SET name = NULL, body = NULL"
              + " WHERE show_id = $1 AND log = $2 AND words_id = ANY($3)",
          show(),
          log(),
          ids.toArray(String[]::new));
    }
  }

  /** Stores what is newer than what is there, and tells which that was. */
  private List<Versioned> upsertStates() {
    int n = states.size();
    var stateKeys = new String[n];
    var versions = new Long[n];
    var values = new String[n];
    for (int i = 0; i < n; i++) {
      ShowState state = states.get(i).state();
      stateKeys[i] = state.key();
      versions[i] = states.get(i).version();
      values[i] = TimelineJson.storedState(state);
    }
    var stored =
        new LinkedHashSet<>(
            sql.list(
                "INSERT INTO timeline_state (show_id, log, key, version, value)"
                    + " SELECT $1, $2, t.key, t.version, t.value::jsonb"
                    + " FROM unnest($3::text[], $4::bigint[], $5::text[]) AS t(key, version, value)"
                    + " ON CONFLICT (show_id, log, key) DO UPDATE"
                    + " SET version = excluded.version, value = excluded.value"
                    + " WHERE excluded.version > timeline_state.version RETURNING key",
                row -> row.getString(0),
                show(),
                log(),
                stateKeys,
                versions,
                values));
    return states.stream().filter(state -> stored.contains(state.state().key())).toList();
  }

  private String show() {
    return head.id().show().value();
  }

  private short log() {
    return LogHead.number(head.id());
  }
}
