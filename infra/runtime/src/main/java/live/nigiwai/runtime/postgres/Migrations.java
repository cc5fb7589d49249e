package live.nigiwai.runtime.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings each feature's tables up to date, one Flyway history per feature. */
public final class Migrations {
  private static final String CONNECT_SECONDS_MAX = "10";

  private Migrations() {}

  /**
   * Runs {@code db/<feature>/V*.sql} of each feature in the given order.
   *
   * @throws StartupProblem when the database cannot be used, is newer than this program, or a
   *     script fails
   */
  public static void run(PostgresAddress address, String... features) {
    requireConnection(address);
    for (String feature : features) {
      try {
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(address.jdbcUrl(), address.user(), address.password())
            .locations("classpath:db/" + feature)
            .table("flyway_" + feature)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .ignoreMigrationPatterns(new String[0])
            .load()
            .migrate();
      } catch (FlywayException failure) {
        throw new StartupProblem(
            "The tables of '"
                + feature
                + "' could not be brought up to date ("
                + oneLine(failure.getMessage())
                + ").",
            "Run the Nigiwai that last used this database, or restore a backup into an empty one.",
            failure);
      }
    }
  }

  /** Asked first, because Flyway answers a wrong password with a page of text. */
  private static void requireConnection(PostgresAddress address) {
    var who = new Properties();
    who.setProperty("user", address.user());
    who.setProperty("password", address.password());
    who.setProperty("connectTimeout", CONNECT_SECONDS_MAX);
    who.setProperty("loginTimeout", CONNECT_SECONDS_MAX);
    try (var connection = DriverManager.getConnection(address.jdbcUrl(), who)) {
      connection.isValid(1);
    } catch (SQLException refused) {
      throw unusable(address, refused);
    }
  }

  private static StartupProblem unusable(PostgresAddress address, SQLException refused) {
    String state = refused.getSQLState() == null ? "" : refused.getSQLState();
    String fix = "Correct NIGIWAI_DATABASE_URL, or unset it for a database of Nigiwai's own.";
    if (state.startsWith("28")) {
      return new StartupProblem(
          "The database server at " + at(address) + " refuses the user " + address.user() + ".",
          fix,
          refused);
    }
    if (state.equals("3D000")) {
      return new StartupProblem(
          "The server at " + at(address) + " has no database " + address.database() + ".",
          "Create it (CREATE DATABASE " + address.database() + "), or " + lowerFirst(fix),
          refused);
    }
    return new StartupProblem(
        "The database at " + at(address) + " does not answer (" + why(refused) + ").",
        "Start it, or " + lowerFirst(fix),
        refused);
  }

  private static String at(PostgresAddress address) {
    return address.host() + ":" + address.port();
  }

  private static String why(SQLException refused) {
    Throwable cause = refused.getCause();
    if (cause instanceof java.net.UnknownHostException) {
      return "there is no host of that name";
    }
    return oneLine(cause == null ? refused.getMessage() : cause.getMessage());
  }

  private static String lowerFirst(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "no reason given" : text.strip().replaceAll("\\s+", " ");
  }
}
