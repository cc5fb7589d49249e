package live.nigiwai.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks whether there is something to play yet. */
final class HlsProbe {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final long EVERY_NANOS = 10_000_000;

  private HlsProbe() {}

  /** Waits until a rung lists parts. */
  static void awaitParts(URI http, String folder, String rung, int seconds)
      throws IOException, InterruptedException {
    var playlist = http.resolve(folder + rung + ".m3u8");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    String answer = "";
    while (!answer.contains("#EXT-X-PART:")) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(playlist + " lists no parts: " + answer);
      }
      LockSupport.parkNanos(20 * EVERY_NANOS);
      answer = get(playlist);
    }
  }

  /**
   * Asks until a media playlist lists something with pictures that can be fetched; returns when
   * that was, by {@link System#nanoTime}.
   *
   * @param index a multivariant playlist, whose first variant is looked at, or a media playlist
   */
  static long awaitPlayable(URI index, int seconds) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < deadline) {
      String playlist = get(index);
      URI at = index;
      if (playlist.contains("#EXT-X-STREAM-INF")) {
        at = index.resolve(EdgePlaylist.variant(playlist, ""));
        playlist = get(at);
      }
      String media = firstMedia(playlist);
      if (!media.isEmpty()) {
        byte[] body =
            CLIENT
                .send(
                    HttpRequest.newBuilder(at.resolve(media)).build(),
                    HttpResponse.BodyHandlers.ofByteArray())
                .body();
        if (body.length > 0) {
          return System.nanoTime();
        }
      }
      LockSupport.parkNanos(EVERY_NANOS);
    }
    throw new IllegalStateException("nothing to play at " + index);
  }

  private static String firstMedia(String playlist) {
    for (String line : playlist.split("\r?\n")) {
      if (line.startsWith("#EXT-X-PART:")) {
        int from = line.indexOf("URI=\"") + 5;
        return line.substring(from, line.indexOf('"', from));
      }
      if (!line.startsWith("#") && !line.isBlank()) {
        return line;
      }
    }
    return "";
  }

  private static String get(URI address) throws IOException, InterruptedException {
    var answer =
        CLIENT.send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200 ? answer.body() : "";
  }
}
