package live.nigiwai.testkit.hls;

import static live.nigiwai.testkit.hls.Broken.origin;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What HTTP can have wrong. */
final class BrokenDelivery {
  private BrokenDelivery() {}

  static List<Broken> all() {
    return List.of(
        header(Rule.MIME, "a playlist as text", ".*m3u8.*", "content-type", "text/plain"),
        header(
            Rule.MIME,
            "media as a stream of bytes",
            ".*m4s",
            "content-type",
            "application/octet-stream"),
        header(Rule.CACHE, "a playlist for a minute", ".*m3u8.*", "cache-control", "max-age=60"),
        header(Rule.CACHE, "media not at all", ".*m4s", "cache-control", "no-cache"),
        header(Rule.CACHE, "a refusal", ".*m3u8.*_HLS_part=0", "cache-control", "max-age=60"),
        header(Rule.CORS, "of no playlist", ".*m3u8.*", "access-control-allow-origin", ""),
        header(Rule.CORS, "of no refusal", ".*_HLS_msn=next", "access-control-allow-origin", ""),
        header(Rule.GZIP, "without Vary", ".*m3u8.*", "vary", ""),
        header(Rule.LENGTH, "one less", ".*m4s", "content-length", "1"),
        origin(
            Rule.GZIP,
            "not although asked for",
            new MadeOrigin() {
              @Override
              public Response get(URI uri, Map<String, String> headers) throws java.io.IOException {
                return super.get(uri, Map.of());
              }
            }),
        missing(Rule.AVAILABLE, "a segment", ".*source/s-116.m4s"),
        missing(Rule.AVAILABLE, "an initialisation segment", ".*source/s-init8.mp4"),
        origin(
            Rule.STILL_AVAILABLE,
            "gone with its line",
            new MadeOrigin() {
              @Override
              boolean keepsWhatLeft() {
                return false;
              }
            }),
        origin(
            Rule.HINT_DELIVERED,
            "nothing before it is published",
            new MadeOrigin() {
              @Override
              Response response(URI uri, Response response) {
                String last = requests.getLast();
                boolean first = requests.indexOf(last) == requests.size() - 1;
                boolean hinted =
                    first
                        && last.matches(".*\\.[1-5]\\.m4s")
                        && requests.get(requests.size() - 2).endsWith(".m4s");
                return hinted && seconds() > 4 ? refusal(404) : response;
              }
            }));
  }

  private static Broken missing(Rule rule, String how, String which) {
    return new Broken(
        rule,
        how,
        4,
        new MadeOrigin() {
          @Override
          Response response(URI uri, Response response) {
            return ("" + uri).matches(which) ? refusal(404) : response;
          }
        });
  }

  private static Broken header(Rule rule, String how, String which, String name, String value) {
    return origin(
        rule,
        how,
        new MadeOrigin() {
          @Override
          Response response(URI uri, Response response) {
            if (!("" + uri).matches(which)) {
              return response;
            }
            Map<String, String> headers = new HashMap<>(response.headers());
            headers.put(name, value);
            return new Response(response.status(), headers, response.body());
          }
        });
  }
}
