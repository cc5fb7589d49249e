package live.nigiwai.ingest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import live.nigiwai.ingest.rtmp.StreamGrant;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.MemoryTimelines;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.RtmpPublisher.Programme;
import live.nigiwai.testkit.RtmpPublisher.Rate;
import live.nigiwai.testkit.RtmpPublisher.Sound;
import live.nigiwai.testkit.hls.HlsValidator;
import live.nigiwai.testkit.hls.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever a real ffmpeg publishes comes out as HLS that keeps every rule of the validator, and
 * decodes without complaint.
 *
 * <p>Each variation is followed for some seconds. Longer: {@code
 * -Dnigiwai.conformance.seconds=600}; only some: {@code -Dnigiwai.conformance.only=at60|portrait}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPublisherConformsTest {
  private static final Logger LOG = LoggerFactory.getLogger(EveryPublisherConformsTest.class);
  private static final ShowClock CLOCK = () -> new ShowTime(System.currentTimeMillis());
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int SECONDS = Integer.getInteger("nigiwai.conformance.seconds", 6);
  private static final String ONLY = System.getProperty("nigiwai.conformance.only", ".*");

  /** So many at a time fit two cores. */
  private static final int AT_ONCE = Integer.getInteger("nigiwai.conformance.atOnce", 4);

  private static final Programme SMALL = Programme.defaults().withSize(320, 180).withFrames(30, 0);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final Ingest ingest = open();
  private int port;

  /** Here the stream key is the show's name. */
  private static Ingest open() {
    IngestConfig defaults = IngestConfig.defaults();
    return Ingest.open(
        defaults.withRtmp(defaults.rtmp().withAddress("127.0.0.1", 0)),
        recordings(),
        key -> Optional.of(StreamGrant.main(new ShowId(key))),
        new MemoryTimelines(CLOCK),
        CLOCK,
        new SimpleMeterRegistry());
  }

  private static Path recordings() {
    try {
      return Files.createTempDirectory("nigiwai-recordings");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void listen() throws Exception {
    port =
        vertx
            .createHttpServer()
            .requestHandler(ingest.media())
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterAll
  void close() throws Exception {
    sideBySide.shutdownNow();
    ingest.close();
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** What happens to a show; says what was found. */
  private interface Variation {
    String play(String show) throws Exception;
  }

  private Map<String, Variation> variations() {
    Map<String, Variation> all = new LinkedHashMap<>();
    // The longest first, so that they do not end up alone.
    all.put("breakandreturn", show -> again(show, SMALL, SMALL));
    all.put("othersize", show -> again(show, SMALL, SMALL.withSize(480, 270)));
    all.put("longgop", steady(SMALL.withKeyFrameSeconds(8)));
    all.put("latesound", steady(SMALL.withSound(new Sound(48_000, 2, 4))));
    all.put("at60", steady(SMALL.withFrames(60, 0)));
    all.put("at24", steady(SMALL.withFrames(24, 0)));
    all.put("at25", steady(SMALL.withFrames(25, 0)));
    all.put("at30", steady(SMALL, "index", "audio"));
    all.put("bframes", steady(SMALL.withFrames(30, 2)));
    all.put("mono44", steady(SMALL.withSound(new Sound(44_100, 1, 0)), "index", "audio"));
    all.put("silent", steady(SMALL.withSound(Sound.NONE)));
    all.put("changingrate", steady(SMALL.withRate(Rate.CHANGING)));
    all.put("portrait", steady(SMALL.withSize(180, 320)));
    all.keySet().removeIf(name -> !name.matches(ONLY));
    return all;
  }

  @Test
  void everyVariationConforms() throws Exception {
    Map<String, Future<String>> running = new LinkedHashMap<>();
    variations()
        .forEach(
            (show, variation) ->
                running.put(
                    show,
                    sideBySide.submit(
                        () -> {
                          room.acquire();
                          try {
                            return variation.play(show);
                          } finally {
                            room.release();
                          }
                        })));
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, Future<String>> one : running.entrySet()) {
      found.put(one.getKey(), one.getValue().get());
    }
    assertThat(found.values()).as(found.toString()).allMatch(String::isEmpty);
  }

  private Variation steady(Programme programme) {
    return steady(programme, "index");
  }

  private Variation steady(Programme programme, String... multivariants) {
    return show -> {
      try (RtmpPublisher _ = publish(show, programme)) {
        for (String multivariant : multivariants) {
          awaitList(show, multivariant);
        }
        List<Future<String>> found = new ArrayList<>();
        for (String multivariant : multivariants) {
          found.add(sideBySide.submit(() -> follow(show, multivariant, SECONDS)));
        }
        found.add(sideBySide.submit(() -> complaints(show, SECONDS)));
        StringBuilder all = new StringBuilder();
        for (Future<String> one : found) {
          all.append(one.get());
        }
        return all.toString();
      }
    };
  }

  /** The publisher goes away in the middle and comes back, maybe different. */
  private String again(String show, Programme first, Programme second) throws Exception {
    Future<String> found;
    try (RtmpPublisher before = publish(show, first)) {
      awaitList(show, "index");
      found = sideBySide.submit(() -> follow(show, "index", SECONDS + 8));
      Eventually.get(PATIENCE, () -> count(show, "#EXTINF"), segments -> segments >= 2);
      before.stop();
    }
    Eventually.get(PATIENCE, () -> count(show, "#EXT-X-DISCONTINUITY\n"), breaks -> breaks >= 1);
    try (RtmpPublisher _ = publish(show, second)) {
      return found.get();
    }
  }

  private RtmpPublisher publish(String show, Programme programme) {
    return RtmpPublisher.start(
        "rtmp://127.0.0.1:" + ingest.rtmpPort() + "/live/" + show, programme);
  }

  private String follow(String show, String multivariant, int seconds) {
    Report report = HlsValidator.follow(uri(show, multivariant), Duration.ofSeconds(seconds));
    LOG.info("{} {}: {}", show, multivariant, report);
    // What is counted beyond those written down is of the same kinds.
    return report.violations().stream()
        .map(violation -> "\n  " + violation)
        .filter(line -> !excused(show, line))
        .collect(joining());
  }

  /** While the rate changes by a factor no number of pictures makes a part of 85 %. */
  private static boolean excused(String show, String violation) {
    return show.equals("changingrate") && violation.strip().startsWith("part-too-short");
  }

  private void awaitList(String show, String multivariant) {
    Eventually.get(PATIENCE, () -> get(show, multivariant), text -> !text.isEmpty());
  }

  /** What the real ffmpeg says when it decodes the first rung. */
  private String complaints(String show, int seconds) throws Exception {
    String command =
        "ffmpeg -nostdin -v error -xerror -live_start_index 0 -t "
            + seconds
            + (" -i " + uri(show, "source") + " -map 0 -f null -");
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      return exit == 0 && said.isEmpty() ? "" : "ffmpeg: " + exit + " " + said;
    } finally {
      process.destroyForcibly();
    }
  }

  private URI uri(String show, String playlist) {
    return URI.create("http://127.0.0.1:" + port + "/hls/" + show + "/" + playlist + ".m3u8");
  }

  private int count(String show, String what) throws Exception {
    return get(show, "source").split(what, -1).length - 1;
  }

  private String get(String show, String playlist) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri(show, playlist)).build(),
            HttpResponse.BodyHandlers.ofString());
    return response.statusCode() == 200 ? response.body() : "";
  }
}
