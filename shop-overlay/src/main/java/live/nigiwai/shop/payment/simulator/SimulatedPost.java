package live.nigiwai.shop.payment.simulator;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.WebhookSignature;
import live.nigiwai.show.ShowClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the simulator's webhooks, as bytes with a signature, to whoever takes them. What is not
 * taken is sent again, later and later, for a while.
 *
 * <p><b>Threading</b>: one thread of its own sends; any thread may plan, wake or send an early one.
 */
public final class SimulatedPost implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SimulatedPost.class);
  private static final int SENT_AT_ONCE_MAX = 50;
  private static final int TRIES_MAX = 8;
  private static final long PAUSE_MILLIS = 500;

  /** As a real provider's webhook comes some time after the answer it repeats. */
  private static final long ORDINARY_MILLIS = 400;

  /** Takes a webhook; true where it need not be sent again. */
  public interface Receiver {
    boolean take(byte[] body, String signature);
  }

  /** The body of a webhook. */
  record Body(String id, String kind, String attempt) {}

  private record Posted(long id, Body body) {}

  private final Database database;
  private final Store store;
  private final ShowClock clock;
  private final Supplier<String> ids;
  private final String secret;
  private final long lateMillis;
  private final Semaphore bell = new Semaphore(0);
  private volatile Receiver receiver = (body, signature) -> false;
  private volatile boolean open = true;
  private final Thread thread;

  SimulatedPost(
      Database database,
      Store store,
      ShowClock clock,
      Supplier<String> ids,
      String secret,
      long lateMillis) {
    this.database = database;
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.secret = secret;
    this.lateMillis = lateMillis;
    this.thread = Thread.ofVirtual().name("simulated-post").unstarted(this::run);
  }

  /** Starts sending. */
  public void start(Receiver to) {
    receiver = to;
    thread.start();
  }

  /** Plans the webhooks of what just happened, in the transaction in which it does. */
  void plan(Sql sql, String attemptId, Mischief mischief, List<String> kinds) {
    for (int i = 0; i < kinds.size(); i++) {
      String eventId = "evt_" + ids.get();
      long delay =
          switch (mischief) {
            case LATE -> lateMillis;
            case SHUFFLED -> i == 0 ? lateMillis : 0;
            case EARLY -> 0;
            case NONE, TWICE, LOST, REFUND_LOST -> ORDINARY_MILLIS;
          };
      int copies =
          switch (mischief) {
            case LOST -> 0;
            case TWICE -> 3;
            case NONE, LATE, EARLY, SHUFFLED, REFUND_LOST -> 1;
          };
      for (int copy = 0; copy < copies; copy++) {
        sql.change(
            """
            INSERT INTO shop_sim_event (store_id, event_id, attempt_id, kind, due_at)
            VALUES ($1, $2, $3, $4, clock_timestamp() + $5::bigint * interval '1 millisecond')
            """,
            store.id(),
            eventId,
            attemptId,
            kinds.get(i),
            delay);
      }
    }
  }

  /** Something may be due. */
  void wake() {
    bell.release();
  }

  private void run() {
    while (open) {
      try {
        while (open && sendDue() == SENT_AT_ONCE_MAX) {}
      } catch (RuntimeException later) {
        log.debug("webhooks wait", later);
      }
      try {
        if (bell.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  /** Sends what is due; returns how many were tried. */
  int sendDue() {
    var due =
        database.query(
            sql ->
                sql.list(
                    """
                    UPDATE shop_sim_event
                       SET tries = tries + 1,
                           due_at = clock_timestamp() + least(60, 2 ^ tries) * interval '1 second'
                     WHERE post_id IN (
                           SELECT post_id FROM shop_sim_event WHERE due_at <= clock_timestamp()
                            ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                    RETURNING post_id, event_id, kind, attempt_id
                    """,
                    row ->
                        new Posted(
                            row.getLong(0),
                            new Body(row.getString(1), row.getString(2), row.getString(3))),
                    SENT_AT_ONCE_MAX));
    due.forEach(this::send);
    return due.size();
  }

  private void send(Posted posted) {
    byte[] body = Json.bytes(posted.body());
    String signature = WebhookSignature.header(secret, clock.now().millis() / 1000, body);
    boolean taken;
    try {
      taken = receiver.take(body, signature);
    } catch (RuntimeException refused) {
      log.debug("a webhook was not taken", refused);
      taken = false;
    }
    boolean over = taken;
    database.query(
        sql ->
            sql.change(
                "DELETE FROM shop_sim_event WHERE post_id = $1 AND ($2 OR tries >= $3)",
                posted.id(),
                over,
                TRIES_MAX));
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
