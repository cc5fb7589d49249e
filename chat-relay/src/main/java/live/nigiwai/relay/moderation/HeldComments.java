package live.nigiwai.relay.moderation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.nigiwai.relay.moderation.HeldRows.Held;
import live.nigiwai.relay.moderation.HeldRows.State;
import live.nigiwai.relay.moderation.Moderation.Kept;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEvent.CommentDecided;
import live.nigiwai.show.timeline.TimelineEvent.CommentHeld;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comments that viewers do not see: kept backstage, and shown later, under their own id and author,
 * when a moderator says so.
 *
 * <p>Like comments they are gathered: in a raid hundreds a second are held, and one transaction
 * keeps what came while the last one ran. While the database is away they wait, within bounds.
 *
 * <p><b>Threading</b>: {@link #keep} from any thread, never blocking; one virtual thread stores;
 * the rest blocks.
 */
final class HeldComments implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeldComments.class);
  private static final int WAITING_MAX = 2_000;
  private static final int BATCH_MAX = 200;
  private static final long PAUSE_MILLIS_MIN = 50;
  private static final long PAUSE_MILLIS_MAX = 1_000;

  private final Database database;
  private final TimelineWriter timelines;
  private final BlockingQueue<Coming> coming = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Thread storing;
  private volatile boolean closed;

  HeldComments(Database database, TimelineWriter timelines) {
    this.database = database;
    this.timelines = timelines;
    this.storing = Thread.ofVirtual().name("held-comments").start(this::run);
  }

  private record Coming(ShowId show, Held held, Words words, CompletableFuture<Kept> outcome) {}

  CompletionStage<Kept> keep(ShowId show, Held held, Words words) {
    var mine = new Coming(show, held, words, new CompletableFuture<>());
    if (closed || !coming.offer(mine)) {
      mine.outcome.complete(Kept.OVERLOADED);
    }
    return mine.outcome;
  }

  private void run() {
    try {
      while (!closed || !coming.isEmpty()) {
        var first = coming.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          var batch = new ArrayList<Coming>(List.of(first));
          coming.drainTo(batch, BATCH_MAX - 1);
          storeByShow(batch);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      coming.forEach(each -> each.outcome.complete(Kept.OVERLOADED));
    }
  }

  private void storeByShow(List<Coming> batch) throws InterruptedException {
    var byShow = new LinkedHashMap<ShowId, List<Coming>>();
    batch.forEach(
        each -> byShow.computeIfAbsent(each.show, ignored -> new ArrayList<>()).add(each));
    for (var each : byShow.entrySet()) {
      storeUntilDone(each.getKey(), each.getValue());
    }
  }

  private void storeUntilDone(ShowId show, List<Coming> batch) throws InterruptedException {
    for (long pause = PAUSE_MILLIS_MIN; ; pause = Math.min(2 * pause, PAUSE_MILLIS_MAX)) {
      try {
        var outcomes = timelines.act(show, action -> store(action, show, batch));
        batch.forEach(
            each ->
                each.outcome.complete(outcomes.getOrDefault(each.held.commentId(), Kept.KNOWN)));
        return;
      } catch (DatabaseUnavailableException away) {
        log.warn("{} held comments wait for the database: {}", batch.size(), away.getMessage());
        if (closed) {
          batch.forEach(each -> each.outcome.complete(Kept.OVERLOADED));
          return;
        }
        TimeUnit.MILLISECONDS.sleep(pause);
      } catch (RuntimeException refused) {
        log.error("held comments of {} could not be kept", show, refused);
        batch.forEach(each -> each.outcome.complete(Kept.OVERLOADED));
        return;
      }
    }
  }

  private static Map<String, Kept> store(Action action, ShowId show, List<Coming> batch) {
    var outcomes = new HashMap<String, Kept>();
    for (var each : batch) {
      var held = each.held;
      var sql = action.sql();
      boolean inTheLog = SaidWords.find(sql, LogId.stage(show), held.commentId()).isPresent();
      if (!inTheLog && HeldRows.insert(sql, show, held)) {
        var author = Actor.viewer(new ViewerId(held.author()));
        var fact = new CommentHeld(held.commentId(), held.why(), each.words);
        action.append(Log.BACKSTAGE, new Draft(null, author, held.mediaAt(), fact));
        outcomes.put(held.commentId(), Kept.HELD);
      } else {
        var known = HeldRows.find(sql, show, held.commentId());
        boolean waits = known.isPresent() && known.get().state() == State.WAITING;
        outcomes.put(held.commentId(), waits ? Kept.HELD : Kept.KNOWN);
      }
    }
    return outcomes;
  }

  /** A held comment with its words. */
  record Waiting(Held held, Words words) {}

  /** What waits for a moderator, oldest first. */
  List<Waiting> waiting(ShowId show) {
    return database.query(
        sql -> {
          var rows = HeldRows.waiting(sql, show);
          var words =
              SaidWords.words(
                  sql, LogId.backstage(show), rows.stream().map(Held::commentId).toList());
          var waiting = new ArrayList<Waiting>();
          for (var row : rows) {
            var said = words.get(row.commentId());
            if (said != null) {
              waiting.add(new Waiting(row, said));
            }
          }
          return waiting;
        });
  }

  /** What became of a decision. */
  enum Decided {
    DONE,
    NO_SUCH,
    /** Its author took it back. */
    GONE
  }

  Decided decide(ShowId show, String commentId, boolean showIt, Actor staff) {
    return timelines.act(
        show,
        action -> {
          var sql = action.sql();
          ChatModes.lock(sql, show);
          var found = HeldRows.find(sql, show, commentId);
          if (found.isEmpty()) {
            return Decided.NO_SUCH;
          }
          var held = found.get();
          var wanted = showIt ? State.SHOWN : State.REJECTED;
          if (held.state() == wanted) {
            return Decided.DONE;
          }
          if (held.state() == State.DELETED || held.state() == State.SHOWN) {
            return Decided.GONE;
          }
          HeldRows.decide(sql, show, commentId, wanted, staff.id());
          if (showIt) {
            show(action, show, held);
          }
          String decision = showIt ? "shown" : "rejected";
          Audit.backstage(action, staff, new CommentDecided(commentId, decision));
          Audit.note(action, staff, "comment_" + decision, commentId);
          return Decided.DONE;
        });
  }

  /** Puts it into the log as if it had just been said, by whoever said it. */
  private static void show(Action action, ShowId show, Held held) {
    var sql = action.sql();
    var words =
        SaidWords.words(sql, LogId.backstage(show), List.of(held.commentId()))
            .get(held.commentId());
    if (words != null && SaidWords.find(sql, LogId.stage(show), held.commentId()).isEmpty()) {
      var author = Actor.viewer(new ViewerId(held.author()));
      var fact =
          new CommentPosted(held.commentId(), held.badge(), words, held.replyTo(), held.question());
      action.append(Log.STAGE, new Draft(held.key(), author, held.mediaAt(), fact));
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      storing.join(java.time.Duration.ofSeconds(2));
      storing.interrupt();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
