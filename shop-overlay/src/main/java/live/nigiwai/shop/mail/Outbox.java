package live.nigiwai.shop.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.GuestMove;
import live.nigiwai.shop.customer.KeepsPersonalData;
import live.nigiwai.shop.mail.MailTransport.Envelope;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * The letters that are to be sent, as rows: one is written in the transaction of what it tells, so
 * that neither is ever there without the other.
 *
 * <p>A letter is sent at least once. It goes out under a Message-ID of its own, so that a reader's
 * program knows one that came twice.
 */
public final class Outbox implements KeepsPersonalData, GuestMove {
  private static final int RETAINED_DAYS = 90;

  /** Longer than handing over one letter can take; a node that died holds it no longer. */
  private static final Duration CLAIM = Duration.ofMinutes(3);

  private static final int PAGE = 100;

  private final Store store;
  private final boolean on;
  private final Supplier<String> ids;

  /**
   * @param on whether letters leave at all; otherwise none are written
   * @param ids fresh, unguessable
   */
  public Outbox(Store store, boolean on, Supplier<String> ids) {
    this.store = store;
    this.on = on;
    this.ids = ids;
  }

  public boolean isOn() {
    return on;
  }

  /**
   * Writes a letter in the caller's transaction. The second about the same thing is not written, so
   * that a repeated change does not write twice.
   *
   * @param about what it tells, for example an order and the state it reached; unique per kind
   * @param viewer whose letter it is; null where nobody known
   * @param usefulFor how long it is worth sending; null for as long as it takes
   */
  public void enqueue(
      Sql sql,
      MailKind kind,
      String about,
      @Nullable ViewerId viewer,
      String recipient,
      Letter letter,
      @Nullable Duration usefulFor) {
    if (!on) {
      return;
    }
    sql.change(
        """
        INSERT INTO shop_mail (mail_id, store_id, kind, about, viewer, recipient, subject, body,
                               state, next_at, useful_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'QUEUED', now(),
                now() + $9::bigint * interval '1 millisecond')
        ON CONFLICT (store_id, kind, about) DO NOTHING
        """,
        ids.get(),
        store.id(),
        kind.name(),
        about,
        viewer == null ? null : viewer.value(),
        recipient,
        letter.subject(),
        letter.text(),
        usefulFor == null ? null : usefulFor.toMillis());
  }

  /** Takes back a letter that this very transaction wrote; false where there is none. */
  boolean withdraw(Sql sql, MailKind kind, String about) {
    return sql.change(
            "DELETE FROM shop_mail WHERE store_id = $1 AND kind = $2 AND about = $3"
                + " AND state = 'QUEUED' AND created_at = now()",
            store.id(),
            kind.name(),
            about)
        == 1;
  }

  /**
   * A letter taken for sending.
   *
   * @param attempts with this one
   */
  record Due(Envelope envelope, int attempts) {}

  /** Takes the letter that has waited longest, so that no other node takes it meanwhile. */
  Optional<Due> take(Sql sql) {
    return sql.one(
        """
        UPDATE shop_mail SET attempts = attempts + 1,
               next_at = now() + $2::bigint * interval '1 millisecond'
         WHERE mail_id = (SELECT mail_id FROM shop_mail
                           WHERE store_id = $1 AND state = 'QUEUED' AND next_at <= now()
                           ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING mail_id, recipient, subject, body, attempts
        """,
        row ->
            new Due(
                new Envelope(
                    row.getString("mail_id"),
                    row.getString("recipient"),
                    new Letter(row.getString("subject"), row.getString("body"))),
                row.getInteger("attempts")),
        store.id(),
        CLAIM.toMillis());
  }

  /** What nobody can use any more is not sent: a code of an hour ago only alarms. */
  int buryStale(Sql sql) {
    return sql.change(
        """
        UPDATE shop_mail SET state = 'DEAD', problem = 'too late', body = ''
         WHERE store_id = $1 AND state = 'QUEUED' AND useful_until < now()
        """,
        store.id());
  }

  /** It is gone; a code does not stay behind in the table. */
  void sent(Sql sql, String id) {
    sql.change(
        """
        UPDATE shop_mail SET state = 'SENT', sent_at = now(), problem = '',
               body = CASE kind WHEN 'LOGIN_CODE' THEN '' ELSE body END
         WHERE mail_id = $1
        """,
        id);
  }

  void again(Sql sql, String id, Duration pause, String why) {
    sql.change(
        "UPDATE shop_mail SET next_at = now() + $2::bigint * interval '1 millisecond', problem = $3"
            + " WHERE mail_id = $1 AND state = 'QUEUED'",
        id,
        pause.toMillis(),
        why);
  }

  void bury(Sql sql, String id, String why) {
    sql.change(
        """
        UPDATE shop_mail SET state = 'DEAD', problem = $2,
               body = CASE kind WHEN 'LOGIN_CODE' THEN '' ELSE body END
         WHERE mail_id = $1 AND state = 'QUEUED'
        """,
        id,
        why);
  }

  /** A letter that could not be sent, as staff see it. */
  record Dead(String id, String kind, String about, String recipient, String problem, long at) {}

  List<Dead> dead(Sql sql) {
    return sql.list(
        """
        SELECT mail_id, kind, about, recipient, problem,
               (extract(epoch FROM created_at) * 1000)::bigint AS at
          FROM shop_mail WHERE store_id = $1 AND state = 'DEAD' AND kind <> 'LOGIN_CODE'
         ORDER BY created_at DESC LIMIT $2
        """,
        row ->
            new Dead(
                row.getString("mail_id"),
                MailKind.valueOf(row.getString("kind")).wire(),
                row.getString("about"),
                row.getString("recipient"),
                row.getString("problem"),
                row.getLong("at")),
        store.id(),
        PAGE);
  }

  /** Tries a dead letter from the start again; false where there is no such letter. */
  boolean revive(Sql sql, String id) {
    return sql.change(
            """
            UPDATE shop_mail SET state = 'QUEUED', attempts = 0, next_at = now(), problem = ''
             WHERE mail_id = $1 AND store_id = $2 AND state = 'DEAD' AND kind <> 'LOGIN_CODE'
            """,
            id,
            store.id())
        == 1;
  }

  /** Forgets what was sent or given up long ago. */
  public int retain(Sql sql) {
    return sql.change(
        "DELETE FROM shop_mail WHERE state <> 'QUEUED' AND created_at < now() - $1::int * interval"
            + " '1 day'",
        RETAINED_DAYS);
  }

  @Override
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    sql.change(
        "UPDATE shop_mail SET viewer = $3 WHERE store_id = $1 AND viewer = $2",
        store.id(),
        guest.value(),
        member.value());
  }

  /** Forgets every letter of a viewer, sent or not. */
  @Override
  public void erase(Sql sql, ViewerId viewer) {
    sql.change(
        "DELETE FROM shop_mail WHERE store_id = $1 AND viewer = $2", store.id(), viewer.value());
  }

  @Override
  public String dataName() {
    return "letters";
  }

  /** What was written to a viewer. */
  record Written(String kind, String recipient, String subject, long at) {}

  @Override
  public Object copyOf(Sql sql, ViewerId viewer) {
    return sql.list(
        """
        SELECT kind, recipient, subject, (extract(epoch FROM created_at) * 1000)::bigint AS at
          FROM shop_mail WHERE store_id = $1 AND viewer = $2 ORDER BY created_at
        """,
        row ->
            new Written(
                MailKind.valueOf(row.getString("kind")).wire(),
                row.getString("recipient"),
                row.getString("subject"),
                row.getLong("at")),
        store.id(),
        viewer.value());
  }
}
