package live.nigiwai.ingest;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import live.nigiwai.ingest.rtmp.StreamGrant;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.MemoryTimelines;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.RtmpPublisher.Programme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The real ffmpeg at both ends: in through the RTMP port, out as HLS over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublishedShowIsWatchableTest {
  private static final ShowClock CLOCK = () -> new ShowTime(System.currentTimeMillis());
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final List<String> RUNGS = List.of("source", "480p", "240p");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor();
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

  @Test
  void everyRungDecodesAndTheShowGoesOnAfterABreak() throws Exception {
    together(
        () -> decodesCleanly("at25", 25, 44_100),
        () -> decodesCleanly("at30", 30, 48_000),
        () -> goesOnAfterABreak("broken"));
  }

  private void decodesCleanly(String show, int rate, int audioRate) throws Exception {
    int seconds = 5;
    try (RtmpPublisher _ = publish(show, rate, audioRate)) {
      awaitSegments(show, 1);
      List<Future<Viewed>> viewers =
          RUNGS.stream()
              .map(rung -> sideBySide.submit(() -> view(show, rung, rate * seconds)))
              .toList();
      for (Future<Viewed> viewer : viewers) {
        Viewed viewed = viewer.get();
        assertThat(viewed.complaints).as(show).isEmpty();
        assertThat(viewed.pictures).as(show).isEqualTo(rate * seconds);
        assertThat(viewed.soundSeconds).as(show).isBetween(seconds - 0.5, seconds + 4.5);
      }
    }
  }

  /** A player that is there from before the break until after it, always at the same address. */
  private void goesOnAfterABreak(String show) throws Exception {
    int rate = 25;
    Future<Viewed> viewer;
    List<String> segments;
    try (RtmpPublisher first = publish(show, rate, 48_000)) {
      awaitSegments(show, 1);
      viewer = sideBySide.submit(() -> view(show, "source", rate * 7));
      awaitSegments(show, 2);
      first.stop();
      segments = Eventually.get(() -> segments(show, "source"), list -> list.size() >= 3);
    }
    List<String> before = get(show, "source");
    try (RtmpPublisher _ = publish(show, rate, 48_000)) {
      Viewed viewed = viewer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(viewed.complaints).isEmpty();
      assertThat(viewed.pictures).isEqualTo(rate * 7);
      for (String rung : RUNGS) {
        List<String> after = get(show, rung);
        assertThat(after).contains("#EXT-X-DISCONTINUITY");
        assertThat(after).containsOnlyOnce(tag(before, "#EXT-X-MEDIA-SEQUENCE"));
      }
      List<String> all = segments(show, "source");
      assertThat(all).startsWith(segments.toArray(String[]::new)).doesNotHaveDuplicates();
      assertThat(all).hasSizeGreaterThan(segments.size());
    }
  }

  private RtmpPublisher publish(String show, int rate, int audioRate) {
    return RtmpPublisher.start(
        "rtmp://127.0.0.1:" + ingest.rtmpPort() + "/live/" + show,
        Programme.defaults().withSize(320, 180).withFrames(rate, 2).withAudioRate(audioRate));
  }

  private void awaitSegments(String show, int least) {
    for (String rung : RUNGS) {
      Eventually.get(PATIENCE, () -> segments(show, rung), list -> list.size() >= least);
    }
  }

  private record Viewed(String complaints, long pictures, double soundSeconds) {}

  /** Decodes so many pictures, and the sound beside them, from the oldest segment on. */
  private Viewed view(String show, String rung, int pictures) throws Exception {
    String command =
        "ffmpeg -nostdin -v error -xerror -live_start_index 0 -i "
            + url(show, rung)
            + (" -map 0:v -map 0:a -fps_mode passthrough -frames:v " + pictures)
            + " -f framecrc pipe:1";
    Process process = new ProcessBuilder(command.split(" ")).start();
    try {
      Future<byte[]> complaints = sideBySide.submit(() -> process.getErrorStream().readAllBytes());
      Future<byte[]> frames = sideBySide.submit(() -> process.getInputStream().readAllBytes());
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      List<String> decoded = text(frames).lines().filter(line -> !line.startsWith("#")).toList();
      long samples =
          decoded.stream()
              .filter(line -> line.startsWith("1,"))
              .mapToLong(line -> Long.parseLong(line.split(",")[3].strip()))
              .sum();
      long shown = decoded.stream().filter(line -> line.startsWith("0,")).count();
      String exit = process.exitValue() == 0 ? "" : "exit code " + process.exitValue();
      return new Viewed(text(complaints) + exit, shown, samples / 48_000.0);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Future<byte[]> bytes) throws Exception {
    return new String(bytes.get(5, TimeUnit.SECONDS), StandardCharsets.UTF_8);
  }

  private String url(String show, String rung) {
    return "http://127.0.0.1:" + port + "/hls/" + show + "/" + rung + ".m3u8";
  }

  private List<String> get(String show, String rung) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url(show, rung))).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() == 200 ? response.body().lines().toList() : List.of();
  }

  /** The segments of a media playlist, oldest first. */
  private List<String> segments(String show, String rung) throws Exception {
    return get(show, rung).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private static String tag(List<String> playlist, String name) {
    return playlist.stream().filter(line -> line.startsWith(name)).findFirst().orElseThrow();
  }

  private interface Part {
    void play() throws Exception;
  }

  private void together(Part... parts) throws Exception {
    List<Future<Part>> running = new ArrayList<>();
    for (Part part : parts) {
      running.add(
          sideBySide.submit(
              () -> {
                part.play();
                return part;
              }));
    }
    for (Future<Part> one : running) {
      one.get();
    }
  }
}
