package live.nigiwai.testkit.hls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Gets what a URI names, as it is sent: not decompressed, not cached. */
public interface Fetcher {
  /**
   * @param headers by name in lower case
   */
  record Response(int status, Map<String, String> headers, byte[] body) {
    public Response {
      headers = Map.copyOf(headers);
    }

    /** The header's value, or "". */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    public boolean ok() {
      return status == 200;
    }

    public String text() {
      return new String(body, UTF_8);
    }
  }

  /**
   * @throws IOException if there is no answer, or not within a time the fetcher knows
   */
  Response get(URI uri, Map<String, String> headers) throws IOException;
}
