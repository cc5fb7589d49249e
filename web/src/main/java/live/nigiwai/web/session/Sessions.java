package live.nigiwai.web.session;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;

/** Staff sessions: 12 hours from log-in, ended at once by log-out on every node. */
public final class Sessions {
  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_LENGTH_MAX = 64;

  private final Database database;
  private final SecureRandom random;

  public Sessions(Database database, SecureRandom random) {
    this.database = database;
    this.random = random;
  }

  /** Opens a session and returns its token, which is stored nowhere. */
  String open(Account account) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    database.transaction(
        sql -> {
          sql.change("DELETE FROM web_session WHERE expires_at < now()");
          return sql.change(
              "INSERT INTO web_session (token_hash, account_id, expires_at)"
                  + " VALUES ($1, $2, now() + interval '12 hours')",
              hash(token),
              account.id());
        });
    return token;
  }

  Optional<Account> holder(String token) {
    if (token.length() > TOKEN_LENGTH_MAX) {
      return Optional.empty();
    }
    return database.query(
        sql ->
            sql.one(
                "SELECT a.id, a.email, a.name, a.roles FROM web_session s"
                    + " JOIN web_account a ON a.id = s.account_id"
                    + " WHERE s.token_hash = $1 AND s.expires_at > now()",
                Accounts::account,
                hash(token)));
  }

  void end(String token) {
    database.query(sql -> sql.change("DELETE FROM web_session WHERE token_hash = $1", hash(token)));
  }

  private static Buffer hash(String token) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return Buffer.buffer(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
