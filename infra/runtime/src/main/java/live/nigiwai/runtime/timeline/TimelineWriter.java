package live.nigiwai.runtime.timeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Timelines;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * Every show's timeline on PostgreSQL: the only way anything enters a log, on every node.
 *
 * <p><b>Threading</b>: {@link #log} blocks the first time it is asked for a log, {@link #act}
 * always; both belong on virtual threads.
 */
public final class TimelineWriter implements Timelines, AutoCloseable {
  /** The feature name of this package's migrations. */
  public static final String MIGRATIONS = "runtime";

  private final Database ticks;
  private final Database actions;
  private final TimelineConfig config;
  private final ShowAtRule rule;
  private final Bell bell;
  private final Feed.Heard heard;
  private final LogWatch watch;
  private final Map<LogId, TickedLog> logs = new ConcurrentHashMap<>();

  private TimelineWriter(
      Database ticks, Database actions, TimelineConfig config, Bell bell, MeterRegistry meters) {
    this.ticks = ticks;
    this.actions = actions;
    this.config = config;
    this.bell = bell;
    this.rule = new ShowAtRule(config.mediaDelayMax().toMillis());
    this.heard = Feed.Heard.in(meters);
    this.watch = new LogWatch(ticks, bell, config, this::followed, meters);
  }

  /** The writer of a node that is the only one. */
  public static TimelineWriter alone(Database ticks, Database actions, TimelineConfig config) {
    return open(ticks, actions, config, Bell.alone(), new SimpleMeterRegistry());
  }

  /**
   * @param ticks connections for gathered facts and for reading back
   * @param actions connections of their own for control actions, which wait for nobody
   * @param bell how other nodes are told, and tell
   */
  public static TimelineWriter open(
      Database ticks, Database actions, TimelineConfig config, Bell bell, MeterRegistry meters) {
    var writer = new TimelineWriter(ticks, actions, config, bell, meters);
    writer.watch.start();
    return writer;
  }

  private Stream<Feed> followed() {
    return logs.values().stream().map(TickedLog::feed).filter(Feed::followed);
  }

  @Override
  public ShowTimeline log(LogId id) {
    return ticked(id);
  }

  private TickedLog ticked(LogId id) {
    return logs.computeIfAbsent(
        id,
        key -> {
          var store = store(key);
          return new TickedLog(key, config, store, new Feed(key, store, bell, heard));
        });
  }

  private LogStore store(LogId id) {
    return new LogStore(ticks, id, rule);
  }

  /**
   * Runs a control action: its own rows and its facts commit together, then are delivered at once.
   *
   * @throws DatabaseUnavailableException when it is not known to have been committed; where {@link
   *     DatabaseUnavailableException#outcomeUnknown} it may have been
   */
  public <T> T act(ShowId show, Act<T> work) {
    var stage = ticked(LogId.stage(show));
    var backstage = ticked(LogId.backstage(show));
    Committed<T> committed;
    try {
      committed =
          actions.transaction(
              sql -> {
                var action = new LockingAction(sql, show);
                T result = work.run(action);
                return new Committed<>(result, action.write());
              });
    } catch (DatabaseUnavailableException away) {
      if (away.outcomeUnknown()) {
        stage.feed().ask();
        backstage.feed().ask();
      }
      throw away;
    }
    for (var batch : committed.batches) {
      ticked(batch.log()).feed().stored(batch);
    }
    return committed.result;
  }

  @Override
  public void close() {
    watch.close();
    // Side by side: each may need its two seconds when the database is away.
    var closing =
        logs.values().stream().map(each -> Thread.ofVirtual().start(each::close)).toList();
    for (var thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Committed<T>(T result, List<TimelineBatch> batches) {}

  /** What a control action does. It may run more than once, so it must have no other effects. */
  public interface Act<T> {
    T run(Action action);
  }

  /** Locks both of the show's rows at the first append, always in the same order. */
  private final class LockingAction implements Action {
    private final Sql sql;
    private final ShowId show;
    private @Nullable Map<Log, LogTransaction> locked;

    LockingAction(Sql sql, ShowId show) {
      this.sql = sql;
      this.show = show;
    }

    @Override
    public Sql sql() {
      return sql;
    }

    @Override
    public TimelineEntry append(Log log, Draft draft) {
      return transaction(log).add(draft, store(new LogId(show, log)).keyOf(draft));
    }

    @Override
    public void put(Log log, ShowState state) {
      var transaction = transaction(log);
      transaction.put(new Versioned(state, transaction.lastOffset()));
    }

    @Override
    public void put(Log log, Versioned state) {
      transaction(log).put(state);
    }

    private LogTransaction transaction(Log log) {
      var both = locked;
      if (both == null) {
        both = new EnumMap<>(Log.class);
        for (Log each : Log.values()) {
          both.put(each, new LogTransaction(sql, LogHead.lock(sql, new LogId(show, each)), rule));
        }
        locked = both;
      }
      return java.util.Objects.requireNonNull(both.get(log));
    }

    List<TimelineBatch> write() {
      var both = locked;
      if (both == null) {
        return List.of();
      }
      var batches = new ArrayList<TimelineBatch>();
      for (var transaction : both.values()) {
        var batch = transaction.write();
        if (batch != null) {
          batches.add(batch);
        }
      }
      return batches;
    }
  }
}
