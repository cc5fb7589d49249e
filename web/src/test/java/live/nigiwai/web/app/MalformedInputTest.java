package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.web.app.NigiwaiProcess.Ports;
import live.nigiwai.web.app.RudeRequests.Rude;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running show with viewers and a buyer, while others send it what nobody should. They are
 * refused clearly; the neighbours notice nothing; nothing is left of it in the process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedInputTest {
  private static final Logger log = LoggerFactory.getLogger(MalformedInputTest.class);
  private static final int ROUNDS_BEFORE = 2;
  private static final int ROUNDS = 4;
  private static final Percentage TENTH = Percentage.withPercentage(10);
  private static final Pattern HEAP =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$");
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

  private NigiwaiProcess server;
  private Throng neighbours;

  @BeforeAll
  void open(@TempDir Path folder) {
    server = NigiwaiProcess.serve(folder.resolve("data"), Ports.ANY);
    neighbours = new Throng(server.http(), 4, 1, List.of("yunomi", "yuzu-marmalade"));
  }

  @Test
  void isRefusedClearlyAndLeavesNothingBehind() throws IOException {
    neighbours.start();
    storm(ROUNDS_BEFORE);
    neighbours.stop();
    var before = Footprint.of(server);

    neighbours.start();
    int said = neighbours.said().size();
    int bought = neighbours.bought().size();
    storm(ROUNDS);
    Eventually.holds(
        Duration.ofSeconds(30),
        () -> {
          assertThat(neighbours.said()).hasSizeGreaterThan(said + 3);
          assertThat(neighbours.bought()).hasSizeGreaterThan(bought);
        });
    neighbours.stop();
    assertThat(neighbours.failures()).isEmpty();
    assertThat(neighbours.viewers())
        .allMatch(viewer -> viewer.closeCodes().isEmpty())
        .allMatch(viewer -> viewer.look(view -> view.holes()) == 0);

    log.info("before {}", before);
    Eventually.holds(
        Duration.ofSeconds(30),
        () -> {
          var after = Footprint.of(server);
          log.info("after  {}", after);
          assertThat(after.openFiles).isCloseTo(before.openFiles, TENTH);
          assertThat(after.heapBytes).isLessThan(before.heapBytes * 11 / 10);
          assertThat(after.directKilobytes).isLessThan(before.directKilobytes * 11 / 10);
        });
    assertThat(server.output()).doesNotContain("ERROR");
  }

  private void storm(int rounds) throws IOException {
    for (int i = 0; i < rounds; i++) {
      var softly = new SoftAssertions();
      for (Rude rude : RudeRequests.all()) {
        requireRefusal(rude, softly);
      }
      for (Rude odd : RudeRequests.harmless()) {
        try (var connection = new RawHttp(server.http())) {
          connection.send(odd.bytes());
          softly.assertThat(connection.reply().status()).as("%s", odd).isEqualTo(200);
        }
      }
      for (var frame : RudeFrames.all().entrySet()) {
        try (var connection = new RawHttp(server.http())) {
          connection.upgrade();
          connection.send(frame.getValue());
          softly
              .assertThat(connection.closeCode())
              .as("%s", frame.getKey())
              .isIn(0, 1002, 1003, 1005, 1007, 1009, 4009);
        }
      }
      hangUps();
      softly.assertAll();
    }
  }

  private void requireRefusal(Rude rude, SoftAssertions softly) throws IOException {
    try (var connection = new RawHttp(server.http())) {
      connection.send(rude.bytes());
      var reply = connection.reply();
      softly.assertThat(reply.status()).as("%s: %s", rude, reply).isBetween(400, 499);
      softly.assertThat(reply.type()).as("%s", rude).startsWith("application/problem+json");
      softly.assertThat(reply.body().path("code").asText()).as("%s", rude).isNotEmpty();
      softly.assertThat(reply.body().path("ja").asText()).as("%s", rude).isNotEmpty();
    }
  }

  /** Those who leave in the middle of a word get no answer and cost nothing. */
  private void hangUps() throws IOException {
    String put = "PUT /api/viewer HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    for (String begun :
        List.of(
            "GE",
            "GET /api/shows HTTP/1.1\r\nHo",
            put + "Content-Length: 100\r\n\r\n{\"name\":",
            put + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
            put + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na")) {
      try (var connection = new RawHttp(server.http())) {
        connection.send(begun.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    try (var connection = new RawHttp(server.http())) {
      connection.upgrade();
      connection.send(new byte[] {(byte) 0x81, (byte) 0xFE, 0x0F});
    }
  }

  /** What the process holds once everything that can go is gone. */
  private record Footprint(long heapBytes, long directKilobytes, int openFiles) {
    static Footprint of(NigiwaiProcess server) throws IOException {
      server.jcmd("GC.run");
      try (var operator = new Shopper(server.ops())) {
        long heap =
            HEAP.matcher(operator.page("/metrics"))
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
        String other = number(OTHER, server.jcmd("VM.native_memory", "summary"));
        return new Footprint(heap, Long.parseLong(other), server.openFiles());
      }
    }

    private static String number(Pattern pattern, String text) {
      return pattern
          .matcher(text)
          .results()
          .map((MatchResult found) -> found.group(1))
          .findFirst()
          .orElseThrow();
    }
  }

  @AfterAll
  void close() {
    neighbours.close();
    server.close();
  }
}
