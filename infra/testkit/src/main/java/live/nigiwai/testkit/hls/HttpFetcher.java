package live.nigiwai.testkit.hls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Over the network: HTTP/2 where TLS is, HTTP/1.1 where not.
 *
 * <p><i>Threading</i>: any thread; blocks the caller.
 */
public final class HttpFetcher implements Fetcher, AutoCloseable {
  /** Longer than any server may hold a request: three target durations. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @Override
  public Response get(URI uri, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    request.version(
        "https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, String> received = new HashMap<>();
      response
          .headers()
          .map()
          .forEach(
              (name, values) ->
                  received.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
      return new Response(response.statusCode(), received, response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while getting " + uri);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
