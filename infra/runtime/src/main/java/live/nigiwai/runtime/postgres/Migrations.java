package live.nigiwai.runtime.postgres;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings each feature's tables up to date, one Flyway history per feature. */
public final class Migrations {
  private Migrations() {}

  /**
   * Runs {@code db/<feature>/V*.sql} of each feature in the given order.
   *
   * @throws IllegalStateException when the database is newer than this program or a script fails
   */
  public static void run(PostgresAddress address, String... features) {
    for (String feature : features) {
      try {
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(jdbcUrl(address), address.user(), address.password())
            .locations("classpath:db/" + feature)
            .table("flyway_" + feature)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .ignoreMigrationPatterns(new String[0])
            .load()
            .migrate();
      } catch (FlywayException failure) {
        throw new IllegalStateException(
            "the tables of '"
                + feature
                + "' could not be brought up to date: "
                + failure.getMessage(),
            failure);
      }
    }
  }

  private static String jdbcUrl(PostgresAddress address) {
    return "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
  }
}
