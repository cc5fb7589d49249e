package live.nigiwai.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import live.nigiwai.runtime.postgres.PostgresAddress;
import org.junit.jupiter.api.Test;

class PostgresForTestsTest {
  @Test
  void givesEveryoneADatabaseOfTheirOwn() throws Exception {
    var one = PostgresForTests.fresh();
    var other = PostgresForTests.fresh();
    execute(one, "CREATE TABLE mine (n int)");
    execute(other, "CREATE TABLE mine (n int)");
    assertThat(one.port()).isEqualTo(other.port());
  }

  @Test
  void bringsTheTablesOfTheFeatures() throws Exception {
    execute(PostgresForTests.migrated("runtime"), "SELECT * FROM flyway_runtime");
    var second = PostgresForTests.migrated("runtime");
    execute(second, "SELECT * FROM flyway_runtime");
  }

  private static void execute(PostgresAddress address, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
