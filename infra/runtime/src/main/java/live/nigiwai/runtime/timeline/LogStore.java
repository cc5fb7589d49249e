package live.nigiwai.runtime.timeline;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/** One log's rows. Every method is one transaction or one read, and blocks. */
final class LogStore {
  private static final SecureRandom random = new SecureRandom();

  private final Database database;
  private final LogId id;
  private final ShowAtRule rule;
  private final LogReader reader;

  LogStore(Database database, LogId id, ShowAtRule rule) {
    this.database = database;
    this.id = id;
    this.rule = rule;
    this.reader = new LogReader(id);
  }

  /** A draft and the key it is stored under, which every draft has. */
  record KeyedDraft(String key, Draft draft) {}

  /**
   * What one transaction did.
   *
   * @param outcomes one per draft, in their order
   */
  record Appended(List<AppendOutcome> outcomes, @Nullable TimelineBatch batch) {}

  /** Creates the log's row if need be and tells how far the log has come. */
  long open() {
    return database.query(
        sql -> {
          LogHead.create(sql, id, randomHex(4));
          return LogHead.read(sql, id).lastOffset();
        });
  }

  /** The writer's own key, or one that no one else has. */
  String keyOf(Draft draft) {
    String key = draft.key();
    return key == null ? "~" + randomHex(12) : key;
  }

  Appended append(List<KeyedDraft> drafts, List<Versioned> states) {
    return database.transaction(
        sql -> {
          var transaction = new LogTransaction(sql, LogHead.lock(sql, id), rule);
          var outcomes = number(sql, transaction, drafts);
          states.forEach(transaction::put);
          return new Appended(outcomes, transaction.write());
        });
  }

  private List<AppendOutcome> number(Sql sql, LogTransaction transaction, List<KeyedDraft> drafts) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    var stored = storedAlready(sql, drafts);
    var outcomes = new ArrayList<AppendOutcome>(drafts.size());
    for (var keyed : drafts) {
      String identity = TickedLog.identity(keyed.draft().actor().id(), keyed.key());
      TimelineEntry before = stored.get(identity);
      if (before != null) {
        outcomes.add(new AppendOutcome.Duplicate(before));
      } else {
        var entry = transaction.add(keyed.draft(), keyed.key());
        stored.put(identity, entry);
        outcomes.add(new AppendOutcome.Stored(entry));
      }
    }
    return outcomes;
  }

  private Map<String, TimelineEntry> storedAlready(Sql sql, List<KeyedDraft> drafts) {
    return new HashMap<>(
        TickedLog.index(reader.byKeys(sql, drafts.stream().map(KeyedDraft::key).toList())));
  }

  TimelineBatch batchAfter(long offset, int limit) {
    return database.query(
        sql -> {
          var head = LogHead.read(sql, id);
          var entries = reader.after(sql, offset, limit);
          return new TimelineBatch(id, head.epoch(), entries, reader.states(sql));
        });
  }

  History history(Position from, int limit) {
    return database.query(sql -> reader.history(sql, from, limit));
  }

  Snapshot snapshot(int recent) {
    return database.query(sql -> reader.snapshot(sql, recent));
  }

  private static String randomHex(int bytes) {
    var value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
