package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.Shop;
import live.nigiwai.testkit.PostgresForTests;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code nigiwai admin verify-stock} on a database that somebody else serves. */
class VerifyStockCommandTest {
  private final PostgresAddress address = PostgresForTests.migrated("runtime", Shop.MIGRATIONS);

  private String said = "";

  private int verifies() {
    String url =
        "postgres://%s:%s@%s:%d/%s"
            .formatted(
                address.user(),
                address.password(),
                address.host(),
                address.port(),
                address.database());
    var before = System.out;
    var heard = new ByteArrayOutputStream();
    System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      return new CommandLine(new AdminCommand())
          .execute("verify-stock", "--set", "database-url=" + url);
    } finally {
      System.setOut(before);
      said = heard.toString(StandardCharsets.UTF_8);
    }
  }

  private void sql(String statement) {
    var vertx = Vertx.vertx();
    try (var database = Database.open(vertx, address, 1)) {
      database.query(sql -> sql.change(statement));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void namesTheCounterThatIsNotWhatItsMovementsSay() {
    sql(
        "INSERT INTO shop_stock (sku, location, store_id, product_id) VALUES ('a', 'main', 's',"
            + " 'p')");
    assertThat(verifies()).isZero();
    assertThat(said).contains("1 counters, 0 movements");
    sql("UPDATE shop_stock SET on_hand = 3");
    assertThat(verifies()).isEqualTo(2);
    assertThat(said).contains("a at main: on hand = movements does not hold, 3 and 0");
  }
}
