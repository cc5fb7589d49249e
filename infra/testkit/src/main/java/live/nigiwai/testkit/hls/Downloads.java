package live.nigiwai.testkit.hls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import live.nigiwai.testkit.hls.Fetcher.Response;

/**
 * Everything that is asked of the server, with what HTTP must look like.
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class Downloads {
  /** A page elsewhere that embeds the player. */
  static final String ORIGIN = "https://viewer.example";

  private static final Map<String, String> PLAIN = Map.of("origin", ORIGIN);
  private static final Map<String, String> GZIP =
      Map.of("origin", ORIGIN, "accept-encoding", "gzip");

  /**
   * @param status 0 where there was no answer
   */
  record Answer(int status, String text, Duration took) {
    boolean ok() {
      return status == 200;
    }
  }

  private final Fetcher fetcher;
  private final Pace pace;
  private final Findings findings;
  private final DeliveryRules delivery;
  private boolean gzip;
  private int playlists;

  Downloads(Fetcher fetcher, Pace pace, Findings findings) {
    this.fetcher = fetcher;
    this.pace = pace;
    this.findings = findings;
    this.delivery = new DeliveryRules(findings);
  }

  int playlists() {
    return playlists;
  }

  /** Compressed every other time. What is refused is not an error yet: it may have to be. */
  Answer playlist(String rendition, URI uri) {
    gzip = !gzip;
    playlists++;
    long from = pace.nanos();
    try {
      Response response = fetcher.get(uri, gzip ? GZIP : PLAIN);
      Duration took = Duration.ofNanos(pace.nanos() - from);
      if (!response.ok()) {
        delivery.refusal(rendition, response, "" + uri);
        return new Answer(response.status(), response.text(), took);
      }
      delivery.playlist(rendition, response, gzip);
      return new Answer(200, text(response), took);
    } catch (IOException failed) {
      findings.add(Rule.AVAILABLE, rendition, uri + ": " + failed);
      return new Answer(0, "", Duration.ofNanos(pace.nanos() - from));
    }
  }

  private static String text(Response response) throws IOException {
    if (!response.header("content-encoding").equals("gzip")) {
      return response.text();
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /**
   * A file that must be there.
   *
   * @param type its MIME type, or "" where it is not known yet
   */
  Optional<byte[]> media(String rendition, URI uri, String type, Rule ifNot, String what) {
    Optional<Response> response = attempt(rendition, uri, type, what);
    int status = response.map(Response::status).orElse(0);
    findings.check(
        status == 200, ifNot, rendition, () -> what + " " + uri.getPath() + ": " + status);
    return response.filter(Response::ok).map(Response::body);
  }

  /** A file that may be refused. */
  Optional<Response> attempt(String rendition, URI uri, String type, String what) {
    try {
      Response response = fetcher.get(uri, PLAIN);
      if (response.ok()) {
        delivery.media(rendition, response, type, what);
      } else {
        delivery.refusal(rendition, response, what);
      }
      return Optional.of(response);
    } catch (IOException failed) {
      return Optional.empty();
    }
  }
}
