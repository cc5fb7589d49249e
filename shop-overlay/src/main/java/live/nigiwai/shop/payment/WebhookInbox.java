package live.nigiwai.shop.payment;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.Webhooks.Hint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks in: verified, stored once, answered; only then settled. A webhook says that
 * something happened, never what: {@link Settles} asks the provider. What a crash left unsettled is
 * settled by {@link #sweep}.
 *
 * <p><b>Threading</b>: any thread that may block; settling runs on virtual threads of its own, a
 * bounded number at once, and what finds no room waits for the sweep.
 */
final class WebhookInbox implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookInbox.class);
  private static final int SETTLED_AT_ONCE_MAX = 16;
  private static final int SWEPT_AT_ONCE_MAX = 100;

  /** Then it is parked: it stays to be looked at, and the poller of attempts does without it. */
  private static final int TRIES_MAX = 12;

  /** Longer than any settling takes, so that a node's death is what it takes to try again. */
  private static final long CLAIM_SECONDS = 60;

  private final String provider;
  private final Webhooks webhooks;
  private final Store store;
  private final Database database;
  private final Settles settles;
  private final MeterRegistry meters;
  private final Semaphore room = new Semaphore(SETTLED_AT_ONCE_MAX);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());

  WebhookInbox(
      String provider,
      Webhooks webhooks,
      Store store,
      Database database,
      Settles settles,
      MeterRegistry meters) {
    this.provider = provider;
    this.webhooks = webhooks;
    this.store = store;
    this.database = database;
    this.settles = settles;
    this.meters = meters;
  }

  String provider() {
    return provider;
  }

  /** The header that carries the signature. */
  String signatureHeader() {
    return webhooks.signatureHeader();
  }

  /**
   * Takes a webhook; false where it is not genuine. When it returns true the event is stored, now
   * or before, and the sender may forget it.
   */
  boolean receive(byte[] body, @Nullable String signature) {
    Optional<Hint> read = webhooks.read(body, signature);
    if (read.isEmpty()) {
      count("forged");
      log.warn("a webhook of {} is not genuine, or too old, and was refused", provider);
      return false;
    }
    var hint = read.get();
    if (hint.attemptId() == null) {
      count("not_ours");
      return true;
    }
    if (store(hint)) {
      count("new");
      settleSoon(hint.eventId());
    } else {
      count("repeated");
    }
    return true;
  }

  private void count(String what) {
    meters.counter("nigiwai.shop.payment.webhooks", "provider", provider, "what", what).increment();
  }

  private boolean store(Hint hint) {
    return database.query(
            sql ->
                sql.change(
                    """
                    INSERT INTO shop_psp_event
                           (provider, event_id, store_id, kind, attempt_id, next_try)
                    VALUES ($1, $2, $3, $4, $5, clock_timestamp())
                    ON CONFLICT (provider, event_id) DO NOTHING
                    """,
                    provider,
                    hint.eventId(),
                    store.id(),
                    hint.kind(),
                    hint.attemptId()))
        == 1;
  }

  private void settleSoon(String eventId) {
    if (!room.tryAcquire()) {
      return; // the sweep takes it
    }
    try {
      threads.execute(
          () -> {
            try {
              claim(eventId).forEach(this::settle);
            } catch (RuntimeException later) {
              log.warn("event {} of {} waits for the sweep", eventId, provider, later);
            } finally {
              room.release();
            }
          });
    } catch (RejectedExecutionException closing) {
      room.release();
    }
  }

  private record Due(String eventId, String attemptId, int tries) {}

  private List<Due> claim(@Nullable String eventId) {
    return database.query(
        sql ->
            sql.list(
                """
                UPDATE shop_psp_event
                   SET tries = tries + 1,
                       next_try = clock_timestamp() + $3::bigint * interval '1 second'
                 WHERE (provider, event_id) IN (
                       SELECT provider, event_id FROM shop_psp_event
                        WHERE provider = $1 AND ($2::text IS NULL OR event_id = $2)
                          AND settled_at IS NULL AND next_try <= clock_timestamp()
                          AND tries < $5
                        ORDER BY next_try LIMIT $4 FOR UPDATE SKIP LOCKED)
                RETURNING event_id, attempt_id, tries
                """,
                row -> new Due(row.getString(0), row.getString(1), row.getInteger(2)),
                provider,
                eventId,
                CLAIM_SECONDS,
                SWEPT_AT_ONCE_MAX,
                TRIES_MAX));
  }

  /** Settles what is due: what a stop, a crash or a full house left. */
  void sweep() {
    claim(null).forEach(this::settle);
  }

  private void settle(Due due) {
    try {
      settles.settle(due.attemptId());
    } catch (RuntimeException failed) {
      log.warn("event {} of {} could not be settled yet", due.eventId(), provider, failed);
      again(due);
      return;
    }
    database.query(
        sql ->
            sql.change(
                "UPDATE shop_psp_event SET settled_at = clock_timestamp()"
                    + " WHERE provider = $1 AND event_id = $2",
                provider,
                due.eventId()));
  }

  private void again(Due due) {
    if (due.tries() >= TRIES_MAX) {
      count("parked");
      log.error("event {} of {} is parked after {} tries", due.eventId(), provider, TRIES_MAX);
    }
    database.query(
        sql ->
            sql.change(
                """
                UPDATE shop_psp_event
                   SET next_try = clock_timestamp() + least(600, 2 ^ tries) * interval '1 second'
                 WHERE provider = $1 AND event_id = $2
                """,
                provider,
                due.eventId()));
  }

  /** Forgets settled and parked events older than this; providers send nothing again by then. */
  void forget(int days) {
    database.query(
        sql ->
            sql.change(
                "DELETE FROM shop_psp_event WHERE provider = $1"
                    + " AND received_at < now() - $2::bigint * interval '1 day'",
                provider,
                (long) days));
  }

  /** Starts nothing more; what is under way ends by itself. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
