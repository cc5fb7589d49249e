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

  /**
   * A log when this node first meets it.
   *
   * @param versions of its keyed state
   */
  record Opened(Position at, Map<String, Long> versions) {}

  /** Creates the log's row if need be and tells how far the log has come. */
  Opened open() {
    return database.query(
        sql -> {
          LogHead.create(sql, id, randomHex(4));
          // The states first: one that changes meanwhile counts as unseen, never as seen.
          var versions = reader.versions(sql);
          return new Opened(LogHead.read(sql, id).position(), versions);
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
      String identity = LogReader.Keyed.identity(keyed.draft().actor().id(), keyed.key());
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
    var byIdentity = new HashMap<String, TimelineEntry>();
    for (var keyed : reader.byKeys(sql, drafts.stream().map(KeyedDraft::key).toList())) {
      byIdentity.put(keyed.identity(), keyed.entry());
    }
    return byIdentity;
  }

  /**
   * What came after an offset.
   *
   * @param head how far the log had come before the rest was read
   */
  record Rest(LogHead head, TimelineBatch batch) {}

  /** Entries after an offset, and all keyed state if its versions do not add up to the sum. */
  Rest after(long offset, int limit, long versionsSum) {
    return database.query(
        sql -> {
          var head = LogHead.read(sql, id);
          var entries = reader.after(sql, offset, limit);
          boolean changed = LogHead.versionsSum(sql, id) != versionsSum;
          var states = changed ? reader.states(sql) : List.<Versioned>of();
          return new Rest(head, new TimelineBatch(id, head.epoch(), entries, states));
        });
  }

  List<Versioned> states() {
    return database.query(reader::states);
  }

  /**
   * Gives a log that has lost entries a new epoch, unless another node did: what we delivered under
   * its old offsets will be stored there again as something else.
   */
  void declareRestored(Position delivered) {
    database.query(
        sql ->
            sql.change(
                "UPDATE timeline_log SET epoch = $3"
                    + " WHERE show_id = $1 AND log = $2 AND epoch = $4 AND last_off < $5",
                id.show().value(),
                LogHead.number(id),
                randomHex(4),
                delivered.epoch(),
                delivered.offset()));
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
