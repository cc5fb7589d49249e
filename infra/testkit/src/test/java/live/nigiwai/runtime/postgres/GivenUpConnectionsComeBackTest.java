package live.nigiwai.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import live.nigiwai.testkit.PostgresForTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that comes after its caller gave up is not lost to the others. */
class GivenUpConnectionsComeBackTest {
  private final Vertx vertx = Vertx.vertx();
  private final Database database = Database.open(vertx, PostgresForTests.fresh(), 1);

  @AfterEach
  void close() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whoStopsWaitingForAConnectionKeepsItFromNobody() throws Exception {
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var holder =
        Thread.ofVirtual()
            .start(
                () ->
                    database.query(
                        sql -> {
                          held.countDown();
                          return awaits(release);
                        }));
    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

    // An interrupted thread gives up at once, and its place in the queue stays.
    var gaveUp = new CompletableFuture<Throwable>();
    Thread.ofVirtual()
        .start(
            () -> {
              Thread.currentThread().interrupt();
              try {
                one();
                gaveUp.complete(new AssertionError("nobody held the only connection"));
              } catch (RuntimeException expected) {
                gaveUp.complete(expected);
              }
            });
    assertThat(gaveUp.get(10, TimeUnit.SECONDS)).isInstanceOf(DatabaseUnavailableException.class);
    release.countDown();
    holder.join();

    assertThat(one()).isEqualTo(1);
  }

  private int one() {
    return database.query(sql -> sql.one("SELECT 1", row -> row.getInteger(0)).orElseThrow());
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
