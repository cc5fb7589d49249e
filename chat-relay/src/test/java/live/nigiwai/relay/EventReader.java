package live.nigiwai.relay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.testkit.Eventually;
import org.jspecify.annotations.Nullable;

/** Someone who reads server-sent events with the JDK's own HTTP client. */
final class EventReader implements AutoCloseable {
  /** One event; {@code close} is the name of the last. */
  record Event(@Nullable String id, String name, JsonNode data) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  EventReader(URI address, String... headers) {
    var request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = null;
      String name = "message";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          events.add(new Event(id, name, Json.tree(data)));
          id = null;
          name = "message";
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
    } catch (IOException closedHere) {
      // the test is over
    }
    ended = true;
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  Event await(Predicate<Event> wanted) {
    return Eventually.present(() -> events.stream().filter(wanted).findFirst());
  }

  /** The comments read so far, in their order. */
  List<String> comments() {
    return events.stream()
        .flatMap(event -> event.data().findParents("eid").stream())
        .filter(entry -> entry.path("t").asText().equals("comment"))
        .map(entry -> entry.path("x").asText())
        .toList();
  }

  /** Where a reader who has read so far stands: the id of the last event that had one. */
  String position() {
    return events.reversed().stream()
        .map(Event::id)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
