package live.nigiwai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Chromium without a screen, with one page, spoken to in the Chrome DevTools Protocol.
 *
 * <p><i>Threading</i>: any thread asks; answers come on the socket's.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int START_SECONDS_MAX = 20;
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--mute-audio",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-quic",
          "--disable-background-timer-throttling",
          "--autoplay-policy=no-user-gesture-required",
          "--force-color-profile=srgb",
          "--remote-debugging-port=0");

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private String session = "";

  private Browser(Process process, Path profile) throws Exception {
    this.process = process;
    this.profile = profile;
    String[] told = awaitPort();
    this.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + told[0] + told[1]), new Listener())
            .get(10, TimeUnit.SECONDS);
  }

  /** Starts it with a page of a phone's size. */
  static Browser open(int width, int height) throws Exception {
    Path profile = Files.createTempDirectory("nigiwai-chromium");
    String program = System.getenv().getOrDefault("CHROME_BIN", "/usr/bin/chromium");
    var command = new ArrayList<String>(List.of(program));
    command.addAll(FLAGS);
    command.add("--window-size=" + width + "," + height);
    command.add("--user-data-dir=" + profile);
    command.add("about:blank");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var browser = new Browser(process, profile);
    browser.attach();
    return browser;
  }

  private String[] awaitPort() throws IOException {
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (true) {
      if (Files.exists(file)) {
        var lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return new String[] {lines.get(0), lines.get(1)};
        }
      }
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("Chromium did not start");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private void attach() throws Exception {
    var target = ask("Target.createTarget", Map.of("url", "about:blank"));
    var attached =
        ask(
            "Target.attachToTarget",
            Map.of("targetId", target.get("targetId").asText(), "flatten", true));
    session = attached.get("sessionId").asText();
    ask("Page.enable", Map.of());
    ask("Network.enable", Map.of());
  }

  JsonNode ask(String method, Map<String, ?> parameters) throws Exception {
    int number = numbers.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", number).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    var answer = new CompletableFuture<JsonNode>();
    asked.put(number, answer);
    synchronized (this) {
      socket.sendText(JSON.writeValueAsString(message), true).get(10, TimeUnit.SECONDS);
    }
    JsonNode said = answer.get(30, TimeUnit.SECONDS);
    if (said.has("error")) {
      throw new IOException(method + ": " + said.get("error"));
    }
    return said.get("result");
  }

  void go(URI address) throws Exception {
    ask("Page.navigate", Map.of("url", address.toString()));
  }

  /** Runs an expression in the page and returns its value. */
  JsonNode evaluate(String expression) throws Exception {
    var result = ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IOException("in the page: " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value");
  }

  /** Cuts the page off the network, or lets it on again. */
  void offline(boolean cut) throws Exception {
    ask(
        "Network.emulateNetworkConditions",
        Map.of("offline", cut, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      try (var all = Files.walk(profile)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException | java.io.UncheckedIOException left) {
      System.err.println("left behind: " + profile);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket on, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received(text.toString());
        text.setLength(0);
      }
      on.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void received(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        var waiting = node.has("id") ? asked.remove(node.get("id").asInt()) : null;
        if (waiting != null) {
          waiting.complete(node);
        }
      } catch (IOException malformed) {
        throw new java.io.UncheckedIOException(malformed);
      }
    }
  }
}
