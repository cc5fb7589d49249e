package live.nigiwai.shop.member;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.EmailAddress;
import live.nigiwai.shop.customer.GuestMove;
import live.nigiwai.shop.customer.KeepsPersonalData;
import live.nigiwai.shop.mail.MailKind;
import live.nigiwai.shop.mail.Mails;
import live.nigiwai.show.ViewerId;

/**
 * The door through which guests become members and members come back.
 *
 * <p>Who logs in for the first time keeps the id of their browser, and with it everything they did.
 * Whoever logs in elsewhere takes over what that browser's guest did, by {@link GuestMove}. A
 * member's id opens only together with a session, so a cookie that someone planted before the
 * log-in is worthless after it (session fixation).
 *
 * <p>Answers never say whether a mailbox has an account.
 *
 * <p><b>Threading</b>: any thread; every method blocks.
 */
public final class Members implements KeepsPersonalData {
  private final Database database;
  private final Store store;
  private final Mails mails;
  private final LoginCodes codes;
  private final GuestMove moves;
  private final Supplier<String> ids;
  private final MemberSessions sessions;

  /**
   * @param secret keys the codes' hashes
   * @param moves takes over what a guest did
   * @param ids fresh, unguessable
   */
  public Members(
      Database database,
      Store store,
      Mails mails,
      String secret,
      GuestMove moves,
      Supplier<String> ids) {
    this.database = database;
    this.store = store;
    this.mails = mails;
    this.codes = new LoginCodes(store, secret, new SecureRandom());
    this.moves = moves;
    this.ids = ids;
    this.sessions = new MemberSessions(database);
  }

  /** Whether a viewer has an account. */
  public static boolean isMember(Sql sql, ViewerId viewer) {
    return MemberSessions.isMember(sql, viewer);
  }

  public MemberSessions sessions() {
    return sessions;
  }

  /** Whether codes can be mailed. */
  public boolean canMail() {
    return mails.outbox().isOn();
  }

  /** Mails a code to whoever owns the mailbox; silently does not when there were too many. */
  public void sendCode(String email, ViewerId browser) {
    database.transaction(
        sql -> {
          var code = codes.issue(sql, EmailAddress.canonical(email), browser);
          code.ifPresent(
              digits ->
                  mails
                      .outbox()
                      .enqueue(
                          sql,
                          MailKind.LOGIN_CODE,
                          ids.get(),
                          browser,
                          email,
                          mails.letters().loginCode(digits, LoginCodes.GOOD_FOR),
                          LoginCodes.GOOD_FOR));
          return true;
        });
  }

  /** A session just opened; the token is stored nowhere. */
  public record Entered(Member member, String token) {
    @Override
    public String toString() {
      return "Entered[" + member.id() + "]";
    }
  }

  /** Logs in by code; empty when it is wrong, over or used up. */
  public Optional<Entered> enterByCode(String email, ViewerId browser, String code) {
    return database.transaction(
        sql ->
            codes.redeem(sql, EmailAddress.canonical(email), browser, code)
                ? Optional.of(enter(sql, email, browser))
                : Optional.empty());
  }

  /** What the password of a mailbox's member is checked against; empty where there is none. */
  public Optional<String> passwordHash(String email) {
    return database.query(
        sql ->
            sql.one(
                "SELECT password_hash FROM shop_member WHERE store_id = $1 AND email_key = $2"
                    + " AND password_hash IS NOT NULL",
                row -> row.getString(0),
                store.id(),
                EmailAddress.canonical(email)));
  }

  /** Logs in who has shown the password behind {@code checked}, if it is still theirs. */
  public Optional<Entered> enterByPassword(String email, ViewerId browser, String checked) {
    return database.transaction(
        sql ->
            sql.one(
                    "SELECT 1 FROM shop_member WHERE store_id = $1 AND email_key = $2"
                        + " AND password_hash = $3",
                    row -> true,
                    store.id(),
                    EmailAddress.canonical(email),
                    checked)
                .map(same -> enter(sql, email, browser)));
  }

  /** Sets a password in place of the last one and ends every other session. */
  public void setPassword(Member member, String hash, String keptToken) {
    database.transaction(
        sql -> {
          sql.change(
              "UPDATE shop_member SET password_hash = $2 WHERE member_id = $1 AND erased_at IS"
                  + " NULL",
              member.id(),
              hash);
          MemberSessions.endAllBut(sql, member.id(), keptToken);
          return true;
        });
  }

  private record Known(String id, ViewerId viewer, String email, boolean hasPassword) {}

  private Entered enter(Sql sql, String email, ViewerId browser) {
    boolean guest = !MemberSessions.isMember(sql, browser);
    var known =
        known(sql, email).orElseGet(() -> join(sql, email, guest ? browser : freshViewer()));
    if (guest && !known.viewer.equals(browser)) {
      takeOver(sql, browser, known);
    }
    String token = ids.get() + ids.get();
    MemberSessions.open(sql, token, known.id, store.id());
    var member = new Member(known.id, known.viewer, known.email, known.hasPassword, true);
    return new Entered(member, token);
  }

  /** Locks the member, so that two log-ins at once take over one after the other. */
  private Optional<Known> known(Sql sql, String email) {
    return sql.one(
        "SELECT member_id, viewer, email, password_hash IS NOT NULL FROM shop_member"
            + " WHERE store_id = $1 AND email_key = $2 FOR UPDATE",
        row ->
            new Known(
                row.getString(0),
                new ViewerId(row.getString(1)),
                row.getString(2),
                row.getBoolean(3)),
        store.id(),
        EmailAddress.canonical(email));
  }

  /** A first log-in; where another came first in this very moment, that one is the member. */
  private Known join(Sql sql, String email, ViewerId viewer) {
    sql.change(
        """
        INSERT INTO shop_member (member_id, store_id, viewer, email, email_key)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
        """,
        ids.get(),
        store.id(),
        viewer.value(),
        email,
        EmailAddress.canonical(email));
    // Nothing was written and nobody is known: the browser became another member's this moment.
    return known(sql, email).orElseGet(() -> join(sql, email, freshViewer()));
  }

  private void takeOver(Sql sql, ViewerId guest, Known member) {
    moves.move(sql, guest, member.viewer);
    sql.change(
        "INSERT INTO shop_member_guest (member_id, guest, store_id) VALUES ($1, $2, $3)"
            + " ON CONFLICT (member_id, guest) DO UPDATE SET moved_at = now()",
        member.id,
        guest.value(),
        store.id());
  }

  private ViewerId freshViewer() {
    return new ViewerId("v_" + ids.get());
  }

  /** Forgets codes, counts and sessions that are over. */
  public void retain() {
    database.query(
        sql -> {
          codes.retain(sql);
          return sql.change("DELETE FROM shop_member_session WHERE expires_at < now()");
        });
  }

  @Override
  public String dataName() {
    return "membership";
  }

  record Copy(String email, boolean hasPassword, long since) {}

  @Override
  public Object copyOf(Sql sql, ViewerId viewer) {
    return sql.list(
        """
        SELECT email, password_hash IS NOT NULL AS has_password,
               (extract(epoch FROM created_at) * 1000)::bigint AS since
          FROM shop_member WHERE viewer = $1 AND erased_at IS NULL
        """,
        row ->
            new Copy(row.getString("email"), row.getBoolean("has_password"), row.getLong("since")),
        viewer.value());
  }

  /** Ends a membership: what is left is an id that opens nothing. */
  @Override
  public void erase(Sql sql, ViewerId viewer) {
    var gone =
        sql.one(
            "SELECT member_id, email_key FROM shop_member WHERE viewer = $1 AND erased_at IS NULL"
                + " FOR UPDATE",
            row -> new String[] {row.getString(0), row.getString(1)},
            viewer.value());
    gone.ifPresent(
        member -> {
          MemberSessions.endAll(sql, member[0]);
          codes.erase(sql, member[1]);
          sql.change("DELETE FROM shop_member_guest WHERE member_id = $1", member[0]);
          sql.change(
              "UPDATE shop_member SET email = NULL, email_key = NULL, password_hash = NULL,"
                  + " erased_at = now() WHERE member_id = $1",
              member[0]);
        });
  }
}
