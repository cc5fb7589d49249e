package live.nigiwai.runtime.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares where all followed logs stand with what this node delivered, in one query: every two
 * seconds, so that a lost bell is noticed, and every tick while the bell is not heard.
 *
 * <p><b>Threading</b>: one virtual thread.
 */
final class LogWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogWatch.class);
  private static final int LOGS_PER_QUERY_MAX = 1_000;
  private static final Duration AWAY_PAUSE = Duration.ofMillis(500);

  private final Database database;
  private final Bell bell;
  private final Duration tick;
  private final Duration compareEvery;
  private final Supplier<Stream<Feed>> followed;
  private final Counter polls;
  private final Counter found;
  private final Thread watching;

  /**
   * @param followed the logs somebody on this node follows
   */
  LogWatch(
      Database database,
      Bell bell,
      TimelineConfig config,
      Supplier<Stream<Feed>> followed,
      MeterRegistry meters) {
    this.database = database;
    this.bell = bell;
    this.tick = config.tick().isZero() ? Duration.ofMillis(1) : config.tick();
    this.compareEvery = config.compareEvery();
    this.followed = followed;
    this.polls = meters.counter("nigiwai.timeline.polls");
    this.found = meters.counter("nigiwai.timeline.bells", "told", "lost");
    this.watching = Thread.ofVirtual().name("timeline-watch").unstarted(this::run);
  }

  /** Watches from now on; a node that is alone too, for the sake of lost commits. */
  void start() {
    watching.start();
  }

  private void run() {
    long comparedAt = System.nanoTime();
    boolean heard = false;
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(tick.toNanos());
        boolean heardBefore = heard;
        heard = bell.reach() != Bell.Reach.DEAF;
        // Once more when it is heard again: what was rung in between was not.
        boolean due = System.nanoTime() - comparedAt >= compareEvery.toNanos();
        if (heard && heardBefore && !due) {
          continue;
        }
        comparedAt = System.nanoTime();
        if (!compare(heard)) {
          heard = false;
          TimeUnit.MILLISECONDS.sleep(AWAY_PAUSE.toMillis());
        }
      }
    } catch (InterruptedException stopped) {
      log.debug("stopped");
    }
  }

  /** False when the database does not answer. */
  private boolean compare(boolean heard) {
    var feeds = followed.get().collect(Collectors.toMap(Feed::id, Function.identity()));
    var ids = List.copyOf(feeds.keySet());
    try {
      for (int from = 0; from < ids.size(); from += LOGS_PER_QUERY_MAX) {
        var some = ids.subList(from, Math.min(ids.size(), from + LOGS_PER_QUERY_MAX));
        compare(some, feeds, heard);
      }
      return true;
    } catch (DatabaseUnavailableException away) {
      log.debug("logs were not compared: {}", away.getMessage());
      return false;
    } catch (RuntimeException fault) {
      log.error("logs were not compared", fault);
      return false;
    }
  }

  private record Stand(LogId id, String epoch, long lastOffset, long versionsSum) {}

  private void compare(List<LogId> ids, Map<LogId, Feed> feeds, boolean heard) {
    polls.increment();
    for (var stand : standing(ids)) {
      var feed = feeds.get(stand.id);
      if (feed != null && feed.differs(stand.epoch, stand.lastOffset, stand.versionsSum)) {
        if (heard) {
          found.increment();
        }
        feed.ask();
      }
    }
  }

  private List<Stand> standing(List<LogId> ids) {
    return database.query(
        sql ->
            sql.list(
                "SELECT l.show_id, l.log, l.epoch, l.last_off, (SELECT "
                    + LogHead.VERSIONS_SUM
                    + " FROM timeline_state s WHERE s.show_id = l.show_id AND s.log = l.log)"
                    + " FROM unnest($1::text[], $2::smallint[]) AS w(show_id, log)"
                    + " JOIN timeline_log l USING (show_id, log)",
                row ->
                    new Stand(
                        new LogId(new ShowId(row.getString(0)), Log.values()[row.getShort(1)]),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4)),
                ids.stream().map(id -> id.show().value()).toArray(String[]::new),
                ids.stream().map(LogHead::number).toArray(Short[]::new)));
  }

  @Override
  public void close() {
    watching.interrupt();
  }
}
