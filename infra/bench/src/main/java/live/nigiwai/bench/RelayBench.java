package live.nigiwai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Many viewers, many comments: does everyone hold the same list, and what does a delivered comment
 * cost the server?
 *
 * <p>The server runs as a process of its own and is found by its {@code ready.json}. The yardstick
 * is {@link BareBroadcast}: the same frames at the same moments to as many sockets.
 *
 * <pre>--ready FILE [--show demo] [--viewers 2000] [--rate 50] [--seconds 60] [--json]</pre>
 */
public final class RelayBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Twice as many people speak as comments are due per second: each half as fast as allowed. */
  private static final int SPEAKERS_PER_COMMENT = 2;

  private final Map<String, String> options;
  private final int viewers;
  private final int rate;
  private final int seconds;
  private final ConcurrentHistogram latency = new ConcurrentHistogram(60_000, 3);

  private RelayBench(Map<String, String> options) {
    this.options = options;
    this.viewers = Integer.parseInt(options.getOrDefault("viewers", "2000"));
    this.rate = Integer.parseInt(options.getOrDefault("rate", "50"));
    this.seconds = Integer.parseInt(options.getOrDefault("seconds", "60"));
  }

  public static void main(String[] arguments) throws Exception {
    var options = new HashMap<String, String>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].replaceFirst("^--", "");
      boolean flag = i + 1 == arguments.length || arguments[i + 1].startsWith("--");
      options.put(name, flag ? "true" : arguments[++i]);
    }
    if (!options.containsKey("ready")) {
      System.err.println("bench relay: start the server first and name its ready.json by --ready");
      System.exit(2);
    }
    System.exit(new RelayBench(options).run() ? 0 : 1);
  }

  /** What one run of a server cost. */
  private record Cost(double microsPerComment, double idleCores, double cores) {}

  private boolean run() throws Exception {
    JsonNode ready = JSON.readTree(Path.of(options.get("ready")).toFile());
    var base = URI.create(ready.get("http").asText());
    long pid = ready.get("pid").asLong();
    String path = "/api/shows/" + options.getOrDefault("show", "demo") + "/live";
    System.out.printf(
        "%d viewers, %d comments/s, %d s on %s%n", viewers, rate, seconds, base.resolve(path));

    List<String> schedule;
    boolean whole;
    Cost ours;
    long comments;
    try (var recorder = new FrameRecorder(base.getPort(), path);
        var crowd = new Crowd(viewers, base.getPort(), path, latency::recordValue)) {
      double idle = cores(pid, Duration.ofSeconds(3));
      long before = ProcessCpu.micros(pid);
      long began = System.nanoTime();
      recorder.begin();
      comments = speak(crowd);
      schedule = recorder.schedule();
      double spent = ProcessCpu.micros(pid) - before;
      double wall = (System.nanoTime() - began) / 1e3;
      ours = new Cost(spent / ((double) comments * viewers), idle, spent / wall);
      whole = check(crowd, comments);
    }
    if (schedule.size() < seconds) {
      throw new IllegalStateException("the recorder saw only " + schedule.size() + " frames");
    }
    Cost floor = yardstick(schedule, comments);
    print(ours, floor, comments, whole);
    return whole;
  }

  private double cores(long pid, Duration window) {
    long before = ProcessCpu.micros(pid);
    LockSupport.parkNanos(window.toNanos());
    return (ProcessCpu.micros(pid) - before) / (window.toNanos() / 1e3);
  }

  /** Comments at fixed moments, whatever the server does; returns how many were stored. */
  private long speak(Crowd crowd) {
    int speakers = Math.min(viewers, rate * SPEAKERS_PER_COMMENT);
    long start = System.currentTimeMillis();
    long total = (long) rate * seconds;
    for (long n = 0; n < total; n++) {
      long due = start + n * 1_000 / rate;
      while (System.currentTimeMillis() < due) {
        LockSupport.parkNanos(1_000_000);
      }
      String text = "コメント" + n + " かわいい！欲しいです @" + due;
      crowd.viewers().get((int) (n % speakers)).say("b" + start + "-" + n, text);
    }
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (crowd.sum(v -> v.acked() + v.refused()) < total && System.nanoTime() < end) {
      LockSupport.parkNanos(10_000_000);
    }
    return crowd.sum(CountingViewer::acked);
  }

  private boolean check(Crowd crowd, long comments) {
    long last = crowd.viewers().stream().mapToLong(CountingViewer::offset).max().orElse(0);
    crowd.await(viewer -> viewer.offset() >= last, Duration.ofSeconds(20));
    long from = crowd.viewers().stream().mapToLong(CountingViewer::first).max().orElse(0);
    var digests =
        crowd.viewers().stream()
            .filter(viewer -> viewer.offset() >= last)
            .map(viewer -> viewer.digest(from, last))
            .toList();
    long alike = Collections.frequency(digests, digests.isEmpty() ? 0L : digests.getFirst());
    long holes = crowd.sum(CountingViewer::holes);
    long repeats = crowd.sum(CountingViewer::repeats);
    long closed = crowd.count(viewer -> viewer.closeCode() != 0);
    boolean whole =
        alike == viewers
            && holes == 0
            && repeats == 0
            && comments == (long) rate * seconds
            && last - from + 1 >= comments;
    System.out.printf(
        "%d of %d viewers hold the same %d entries; %d holes, %d repeats, %d closed;"
            + " %d of %d comments stored: %s%n",
        alike,
        viewers,
        last - from + 1,
        holes,
        repeats,
        closed,
        comments,
        (long) rate * seconds,
        whole ? "ok" : "WRONG");
    return whole;
  }

  private Cost yardstick(List<String> schedule, long comments) throws Exception {
    Path file = Files.createTempFile("relay-frames", ".txt");
    Files.write(file, schedule);
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                BareBroadcast.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var told = process.inputReader();
        var input = process.getOutputStream()) {
      int port = Integer.parseInt(told.readLine().strip());
      try (var crowd = new Crowd(viewers, port, "/", null)) {
        double idle = cores(process.pid(), Duration.ofSeconds(3));
        long before = ProcessCpu.micros(process.pid());
        long began = System.nanoTime();
        input.write('\n');
        input.flush();
        while (!"done".equals(told.readLine())) {
          // until the schedule is through
        }
        double spent = ProcessCpu.micros(process.pid()) - before;
        double wall = (System.nanoTime() - began) / 1e3;
        return new Cost(spent / ((double) comments * crowd.viewers().size()), idle, spent / wall);
      }
    } finally {
      process.destroy();
      Files.deleteIfExists(file);
    }
  }

  private void print(Cost ours, Cost floor, long comments, boolean whole) throws IOException {
    double ratio = ours.microsPerComment / floor.microsPerComment;
    System.out.printf(
        Locale.ROOT,
        "server CPU per delivered comment: ours %.2f µs (%.2f cores, %.2f idle), bare Netty %.2f µs"
            + " (%.2f cores): ratio %.2f%n",
        ours.microsPerComment,
        ours.cores,
        ours.idleCores,
        floor.microsPerComment,
        floor.cores,
        ratio);
    System.out.printf(
        "from intended send to viewer: p50 %d ms, p99 %d ms, max %d ms%n",
        latency.getValueAtPercentile(50), latency.getValueAtPercentile(99), latency.getMaxValue());
    if (options.containsKey("json")) {
      var out = JSON.createObjectNode();
      out.put("bench", "relay").put("yardstick", floor.microsPerComment);
      out.put("ours", ours.microsPerComment).put("ratio", ratio);
      var result = out.putArray("results").addObject();
      result.put("viewers", viewers).put("comments", comments).put("whole", whole);
      result.put("cores", ours.cores).put("idleCores", ours.idleCores);
      result.put("p50Millis", latency.getValueAtPercentile(50));
      result.put("p99Millis", latency.getValueAtPercentile(99));
      System.out.println(JSON.writeValueAsString(out));
    }
  }

  /** One more viewer, who notes when frames of which length came. */
  private static final class FrameRecorder implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();

    /** Held on to: a client nobody refers to is closed by the collector, with all its sockets. */
    private final WebSocketClient client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxFrameSize(1 << 22).setMaxMessageSize(1 << 22));

    private final List<String> schedule = Collections.synchronizedList(new ArrayList<>());
    private volatile long began = Long.MAX_VALUE;

    FrameRecorder(int port, String path) throws InterruptedException {
      var joined = new CountDownLatch(1);
      var address =
          new WebSocketConnectOptions()
              .setHost("127.0.0.1")
              .setPort(port)
              .setURI(path)
              .addSubProtocol("nigiwai.v1");
      client
          .connect(address)
          .onSuccess(
              socket -> {
                socket.frameHandler(
                    frame -> {
                      joined.countDown();
                      note(frame.binaryData().length());
                    });
                socket.closeHandler(
                    ignored -> System.err.println("recorder closed " + socket.closeStatusCode()));
                socket.writeTextMessage("{\"c\":\"join\",\"id\":1}");
                vertx.setPeriodic(
                    5_000, ignored -> socket.writeTextMessage("{\"c\":\"pong\",\"off\":0}"));
              })
          .onFailure(refused -> System.err.println("recorder refused: " + refused.getMessage()));
      if (!joined.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the recorder was not let in");
      }
    }

    void begin() {
      began = System.nanoTime();
    }

    private void note(int length) {
      long now = System.nanoTime();
      if (began != Long.MAX_VALUE) {
        schedule.add((now - began) / 1_000_000 + " " + length);
      }
    }

    List<String> schedule() {
      return List.copyOf(schedule);
    }

    @Override
    public void close() {
      vertx.close();
    }
  }
}
