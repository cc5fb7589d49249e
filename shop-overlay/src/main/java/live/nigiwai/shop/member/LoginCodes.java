package live.nigiwai.shop.member;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ViewerId;

/**
 * The codes that are mailed for logging in: six digits, good for ten minutes and five tries, in the
 * browser that asked for them. A mailbox gets at most five in an hour and fifteen in a day, so that
 * guessing at one account succeeds once in about thirty years of trying, and nobody's mailbox is
 * flooded.
 */
final class LoginCodes {
  static final Duration GOOD_FOR = Duration.ofMinutes(10);
  static final int TRIES_MAX = 5;
  static final int SENT_PER_HOUR_MAX = 5;
  static final int SENT_PER_DAY_MAX = 15;
  private static final int PAUSE_SECONDS = 30;
  private static final int CODES = 1_000_000;

  private final Store store;
  private final SecretKeySpec key;
  private final SecureRandom random;

  LoginCodes(Store store, String secret, SecureRandom random) {
    this.store = store;
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.random = random;
  }

  /** A new code in place of the browser's last one; empty when there were too many. */
  Optional<String> issue(Sql sql, String emailKey, ViewerId browser) {
    if (!mayBeSent(sql, emailKey, browser)) {
      return Optional.empty();
    }
    String code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
    sql.change(
        """
        INSERT INTO shop_login_code (store_id, email_key, browser, code_hash, sent_at, expires_at)
        VALUES ($1, $2, $3, $4, now(), now() + $5::bigint * interval '1 millisecond')
        ON CONFLICT (store_id, email_key, browser) DO UPDATE
           SET code_hash = excluded.code_hash, tries = 0, sent_at = excluded.sent_at,
               expires_at = excluded.expires_at
        """,
        store.id(),
        emailKey,
        browser.value(),
        hash(emailKey, browser, code),
        GOOD_FOR.toMillis());
    return Optional.of(code);
  }

  /** Counts this one; the mailbox's row is locked, so that several at once are counted too. */
  private boolean mayBeSent(Sql sql, String emailKey, ViewerId browser) {
    sql.change(
        "INSERT INTO shop_login_limit (store_id, email_key, hour_began, in_hour, day_began, in_day)"
            + " VALUES ($1, $2, now(), 0, now(), 0) ON CONFLICT DO NOTHING",
        store.id(),
        emailKey);
    sql.one(
        "SELECT 1 FROM shop_login_limit WHERE store_id = $1 AND email_key = $2 FOR UPDATE",
        row -> true,
        store.id(),
        emailKey);
    boolean justNow =
        sql.one(
                "SELECT 1 FROM shop_login_code WHERE store_id = $1 AND email_key = $2"
                    + " AND browser = $3 AND sent_at > now() - $4::int * interval '1 second'",
                row -> true,
                store.id(),
                emailKey,
                browser.value(),
                PAUSE_SECONDS)
            .orElse(false);
    if (justNow) {
      return false;
    }
    sql.change(
        """
        UPDATE shop_login_limit SET
               in_hour = CASE WHEN hour_began < now() - interval '1 hour' THEN 0 ELSE in_hour END,
               hour_began = CASE WHEN hour_began < now() - interval '1 hour' THEN now()
                                 ELSE hour_began END,
               in_day = CASE WHEN day_began < now() - interval '1 day' THEN 0 ELSE in_day END,
               day_began = CASE WHEN day_began < now() - interval '1 day' THEN now()
                                ELSE day_began END
         WHERE store_id = $1 AND email_key = $2
        """,
        store.id(),
        emailKey);
    return sql.change(
            "UPDATE shop_login_limit SET in_hour = in_hour + 1, in_day = in_day + 1"
                + " WHERE store_id = $1 AND email_key = $2 AND in_hour < $3 AND in_day < $4",
            store.id(),
            emailKey,
            SENT_PER_HOUR_MAX,
            SENT_PER_DAY_MAX)
        == 1;
  }

  /** Whether it is the browser's code; a try is used up, a right code works once. */
  boolean redeem(Sql sql, String emailKey, ViewerId browser, String code) {
    var expected =
        sql.one(
            """
            UPDATE shop_login_code SET tries = tries + 1
             WHERE store_id = $1 AND email_key = $2 AND browser = $3
               AND expires_at > now() AND tries < $4
            RETURNING code_hash
            """,
            row -> row.getString(0),
            store.id(),
            emailKey,
            browser.value(),
            TRIES_MAX);
    byte[] given = hash(emailKey, browser, code).getBytes(StandardCharsets.US_ASCII);
    boolean right =
        MessageDigest.isEqual(given, expected.orElse("").getBytes(StandardCharsets.US_ASCII));
    if (right) {
      sql.change(
          "DELETE FROM shop_login_code WHERE store_id = $1 AND email_key = $2 AND browser = $3",
          store.id(),
          emailKey,
          browser.value());
    }
    return right;
  }

  /** Forgets codes and counts that no longer matter. */
  void retain(Sql sql) {
    sql.change("DELETE FROM shop_login_code WHERE expires_at < now() - interval '1 hour'");
    sql.change("DELETE FROM shop_login_limit WHERE day_began < now() - interval '2 days'");
  }

  void erase(Sql sql, String emailKey) {
    sql.change(
        "DELETE FROM shop_login_code WHERE store_id = $1 AND email_key = $2", store.id(), emailKey);
  }

  /** Keyed, because a million digits are soon tried against a plain hash. */
  private String hash(String emailKey, ViewerId browser, String code) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      String what = "login code " + browser.value() + " " + emailKey + " " + code;
      return HexFormat.of().formatHex(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
