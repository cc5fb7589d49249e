package live.nigiwai.web.session;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.postgres.Database;

/**
 * Staff accounts and their passwords, hashed with Argon2id (RFC 9106; 19 MiB, two passes).
 *
 * <p><b>Threading</b>: any thread; at most two hashes are computed at once, because each takes 19
 * MiB and a core.
 */
public final class Accounts {
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
  private static final int HASHES_AT_ONCE = 2;

  private final Database database;
  private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE);
  private final String nobody;

  public Accounts(Database database) {
    this.database = database;
    this.nobody = hash("an address nobody has");
  }

  /** The account, if the password is its own. Takes as long where there is no such account. */
  Optional<Account> verify(String email, String password) {
    var found =
        database.query(
            sql ->
                sql.one(
                    "SELECT id, email, name, roles, password_hash FROM web_account WHERE email ="
                        + " $1",
                    row -> new Stored(account(row), row.getString(4)),
                    canonical(email)));
    boolean right = matches(password, found.map(Stored::hash).orElse(nobody));
    return right ? found.map(Stored::account) : Optional.empty();
  }

  private record Stored(Account account, String hash) {}

  /** Creates the account, or gives the existing one this name, these roles and this password. */
  public void put(Account account, String password) {
    var before = verify(account.email(), password);
    if (before.isPresent() && before.get().equals(account)) {
      return;
    }
    database.query(
        sql ->
            sql.change(
                "INSERT INTO web_account (id, email, name, password_hash, roles)"
                    + " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET"
                    + " email = excluded.email, name = excluded.name, roles = excluded.roles,"
                    + " password_hash = excluded.password_hash",
                account.id(),
                canonical(account.email()),
                account.name(),
                hash(password),
                account.roles().stream().map(Role::name).toArray(String[]::new)));
  }

  static Account account(Row row) {
    var roles =
        Arrays.stream(row.getArrayOfStrings("roles"))
            .map(Role::valueOf)
            .collect(Collectors.toSet());
    return new Account(
        row.getString("id"), row.getString("email"), row.getString("name"), Set.copyOf(roles));
  }

  private String hash(String password) {
    hashing.acquireUninterruptibly();
    try {
      return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
    } finally {
      hashing.release();
    }
  }

  private boolean matches(String password, String hash) {
    hashing.acquireUninterruptibly();
    try {
      return Password.check(password, hash).with(ARGON2);
    } finally {
      hashing.release();
    }
  }

  private static String canonical(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
