package live.nigiwai.web.session;

import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.postgres.Database;

/** Staff accounts and their passwords. */
public final class Accounts {
  private final Database database;
  private final Passwords passwords = new Passwords();

  public Accounts(Database database) {
    this.database = database;
  }

  /** How passwords are kept, for everyone who has one. */
  Passwords passwords() {
    return passwords;
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
    boolean right = passwords.matches(password, found.map(Stored::hash));
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
                passwords.hash(password),
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

  private static String canonical(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
