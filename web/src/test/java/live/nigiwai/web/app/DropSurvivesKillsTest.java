package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import live.nigiwai.testkit.DropCrowd;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.web.app.NigiwaiProcess.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many buyers, few units, and the power fails in the middle: the server's twice, the database's
 * once. {@code ./nigiwai soak drop} is the same with ten thousand.
 */
class DropSurvivesKillsTest {
  private static final int BUYERS = 400;
  private static final int UNITS = 40;
  private static final int AT_ONCE = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final String SKU = "yunomi";

  @Test
  void everyUnitIsSoldOnceAndEveryAnswerStands(@TempDir Path folder) throws Exception {
    var data = folder.resolve("data");
    var server = NigiwaiProcess.serve(data, Ports.ANY);
    var ports = server.ports();
    try {
      leave(server, UNITS);
      try (var crowd = new DropCrowd(server.http(), "demo", SKU, BUYERS, AT_ONCE, PATIENCE)) {
        crowd.join();
        var rush = Thread.ofVirtual().start(crowd::rush);
        await(() -> crowd.accepted() >= UNITS / 4);
        server = killed(server, data, ports);
        await(() -> crowd.ordered() >= UNITS / 4);
        assertThat(server.postgres().destroyForcibly()).isTrue();
        await(() -> crowd.ordered() >= UNITS / 2);
        server = killed(server, data, ports);
        assertThat(rush.join(PATIENCE)).isTrue();

        assertThat(crowd.answered()).isEqualTo(BUYERS);
        // The demo restocks at each start, so there may be more than in the beginning.
        assertThat(crowd.ordered()).isGreaterThanOrEqualTo(UNITS).isLessThan(BUYERS);
        requireSold(server, crowd.ordered());
        assertThat(crowd.askAgainForOrders()).isEmpty();
        requireSold(server, crowd.ordered());
      }
    } finally {
      server.close();
    }
  }

  private static void await(java.util.function.BooleanSupplier done) {
    Eventually.get(PATIENCE, done::getAsBoolean, yes -> yes);
  }

  private static NigiwaiProcess killed(NigiwaiProcess server, Path data, Ports ports) {
    server.kill();
    server.close();
    return NigiwaiProcess.serve(data, ports);
  }

  private static JsonNode variant(NigiwaiProcess server) throws IOException {
    try (var producer = new Shopper(server.http()).asStaff(server.ready(), "producer")) {
      for (var product :
          producer.get("/api/shows/demo/control").expect(200).body().path("products")) {
        for (var variant : product.path("variants")) {
          if (variant.path("sku").asText().equals(SKU)) {
            return variant;
          }
        }
      }
    }
    throw new AssertionError("no " + SKU);
  }

  private static void leave(NigiwaiProcess server, int units) throws IOException {
    int delta = units - variant(server).path("left").asInt();
    try (var producer = new Shopper(server.http()).asStaff(server.ready(), "producer")) {
      producer
          .insist("POST", "/api/shows/demo/stock/" + SKU, Map.of("delta", delta, "reason", "drop"))
          .expect(200);
    }
    assertThat(variant(server).path("left").asInt()).isEqualTo(units);
  }

  private static void requireSold(NigiwaiProcess server, int units) throws IOException {
    var books = variant(server);
    assertThat(books.path("sold").asInt()).as("%s", books).isEqualTo(units);
    assertThat(books.path("held").asInt()).as("%s", books).isZero();
    assertThat(books.path("left").asInt() + units).isEqualTo(books.path("onHand").asInt());
    try (var owner = new Shopper(server.http()).asStaff(server.ready(), "owner")) {
      Books.read(owner).requireBalance();
    }
  }
}
