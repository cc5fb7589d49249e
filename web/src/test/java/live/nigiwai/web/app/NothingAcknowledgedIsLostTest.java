package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.TestViewer;
import live.nigiwai.web.app.NigiwaiProcess.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A show goes on while its server and then its database are killed in the middle of comments and
 * orders. One show for all promises, in this order, because each start costs seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NothingAcknowledgedIsLostTest {
  private static final Logger log = LoggerFactory.getLogger(NothingAcknowledgedIsLostTest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);
  private static final List<String> SKUS =
      List.of("yunomi", "linen-shirt-m", "canvas-tote-ecru", "kyusu-white");
  private static final RtmpPublisher.Programme PICTURE =
      RtmpPublisher.Programme.defaults().withSize(320, 180).withFrames(15, 0);
  private static final Pattern SEQUENCE = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:(\\d+)");

  private Path data;
  private NigiwaiProcess server;
  private JsonNode ready;
  private Throng throng;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    data = folder.resolve("data");
    server = NigiwaiProcess.serve(data, Ports.ANY);
    ready = server.ready();
    try (var producer = staff("producer")) {
      for (String sku : SKUS) {
        producer
            .insist(
                "POST",
                "/api/shows/demo/stock/" + sku,
                Map.of("delta", 5_000, "reason", "enough for a throng"))
            .expect(200);
      }
    }
    throng = new Throng(server.http(), 20, 3, SKUS);
  }

  private Shopper staff(String role) {
    return new Shopper(server.http()).asStaff(ready, role);
  }

  private void awaitTraffic(long comments, int orders) {
    Eventually.holds(
        PATIENCE,
        () -> {
          assertThat(throng.failures()).isEmpty();
          assertThat(throng.acknowledged()).isGreaterThanOrEqualTo(comments);
          assertThat(throng.bought()).hasSizeGreaterThanOrEqualTo(orders);
        });
  }

  @Test
  @Order(1)
  void killedServerComesBackWithEverythingItAcknowledged() throws Exception {
    var ports = server.ports();
    long sequenceBefore;
    try (var encoder = RtmpPublisher.start(server.publishingUrl(), PICTURE)) {
      throng.start();
      awaitTraffic(60, 5);
      sequenceBefore = awaitPictures(0, encoder);
      awaitTraffic(throng.acknowledged() + 20, throng.bought().size() + 2);
    }
    var idsBefore = throng.viewers().getFirst().look(NothingAcknowledgedIsLostTest::ids);
    long acknowledged = throng.acknowledged();
    int orders = throng.bought().size();
    var database = server.postgres();
    server.kill();
    long killed = System.nanoTime();
    server.close();
    server = NigiwaiProcess.serve(data, ports);
    log.info(
        "killed at {} comments and {} orders; serves again after {} ms",
        acknowledged,
        orders,
        (System.nanoTime() - killed) / 1_000_000);
    assertThat(database.isAlive()).as("the database of the killed server").isFalse();
    awaitTraffic(acknowledged + 40, orders + 5);
    try (var encoder = RtmpPublisher.start(server.publishingUrl(), PICTURE)) {
      awaitPictures(sequenceBefore, encoder);
    }
    throng.stop();

    var books = requireEverythingOnce();
    assertThat(books.commentIds()).containsAll(idsBefore);
    for (var viewer : throng.viewers()) {
      assertThat(viewer.look(ClientView::welcomes)).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  @Order(2)
  void killedDatabaseComesBackWithEverythingItAcknowledged() throws Exception {
    var codesBefore = throng.viewers().stream().map(TestViewer::closeCodes).toList();
    throng.start();
    awaitTraffic(throng.acknowledged() + 40, throng.bought().size() + 3);
    var database = server.postgres();
    assertThat(database.destroyForcibly()).isTrue();
    long killed = System.nanoTime();
    Eventually.get(PATIENCE, database::isAlive, alive -> !alive);
    int orders = throng.bought().size();
    long comments = throng.acknowledged();
    awaitTraffic(comments + 20, orders + 1);
    log.info(
        "orders again {} ms after the database died", (System.nanoTime() - killed) / 1_000_000);
    awaitTraffic(comments + 40, orders + 3);
    throng.stop();

    assertThat(server.alive()).isTrue();
    assertThat(server.postgres().isAlive()).isTrue();
    requireEverythingOnce();
    // Its sockets outlive the database.
    assertThat(throng.viewers()).map(TestViewer::closeCodes).isEqualTo(codesBefore);
  }

  @Test
  @Order(3)
  void stopsWithinFiveSecondsAndLeavesNothingBehind() {
    var family = server.family();
    assertThat(family).hasSizeGreaterThan(1);
    throng.start();
    long began = System.nanoTime();
    server.terminate();
    int code = server.awaitExit(STOP_MAX);
    log.info("stopped in {} ms", (System.nanoTime() - began) / 1_000_000);
    assertThat(code).isIn(0, 143);
    assertThat(family).allMatch(process -> !process.isAlive());
    assertThat(server.readyFile()).doesNotExist();
    Eventually.holds(
        () ->
            assertThat(throng.viewers())
                .extracting(TestViewer::closeCodes)
                .allMatch(codes -> codes.contains(4200)));
  }

  private Books requireEverythingOnce() throws IOException {
    assertThat(throng.failures()).isEmpty();
    try (var owner = staff("owner")) {
      var books = Books.read(owner);
      log.info(
          "{} comments and {} orders on record", books.comments().size(), books.orders().size());
      books.requireDense();
      assertThat(books.comments()).containsExactlyInAnyOrderElementsOf(throng.said());
      books.requireExactly(throng.bought());
      books.requireBalance();
      for (var order : throng.bought()) {
        assertThat(owner.get("/api/orders/" + order.token()).expect(200).text("/number"))
            .isEqualTo(order.number());
      }
      long end = books.stage().getLast().path("o").asLong();
      throng.awaitAll(view -> view.offset() >= end);
      for (var viewer : throng.viewers()) {
        assertThat(viewer.look(NothingAcknowledgedIsLostTest::ids)).isEqualTo(books.commentIds());
        assertThat(viewer.look(ClientView::holes)).isZero();
        assertThat(viewer.look(ClientView::lastWhy)).isNull();
      }
      return books;
    }
  }

  private static List<String> ids(ClientView view) {
    return view.comments().stream().map(ClientView.Comment::id).toList();
  }

  /** Waits for a playlist beyond a media sequence number and returns its own. */
  private long awaitPictures(long beyond, RtmpPublisher encoder) {
    try (var player = new Shopper(server.http())) {
      var found = new AtomicLong();
      Eventually.holds(
          PATIENCE,
          () -> {
            assertThat(encoder.running()).as(encoder::output).isTrue();
            found.set(sequence(player));
            assertThat(found.get()).isGreaterThan(beyond);
          });
      return found.get();
    }
  }

  private static long sequence(Shopper player) throws IOException {
    String rung =
        player
            .page("/hls/demo/index.m3u8")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .findFirst()
            .orElseThrow();
    var sequence = SEQUENCE.matcher(player.page("/hls/demo/" + rung));
    return sequence.find() ? Long.parseLong(sequence.group(1)) : -1;
  }

  @AfterAll
  void close() {
    throng.close();
    server.close();
  }
}
