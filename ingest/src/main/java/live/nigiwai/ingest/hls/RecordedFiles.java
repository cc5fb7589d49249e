package live.nigiwai.ingest.hls;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import live.nigiwai.ingest.archive.Piece;
import live.nigiwai.ingest.archive.RecordedSegment;
import live.nigiwai.ingest.archive.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests with what is on the disk or in the storage.
 *
 * <p><i>Threading</i>: called on event loops; what blocks runs on virtual threads and comes back to
 * the request's own loop.
 */
final class RecordedFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RecordedFiles.class);
  private static final CharSequence FOR_A_WHILE = HttpHeaders.createOptimized("public, max-age=5");

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("recorded-", 0).factory());

  void send(HttpServerRequest request, Piece piece, CharSequence type, CharSequence cacheControl) {
    HttpServerResponse response = request.response();
    if (piece instanceof Piece.Local local && !request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, type);
      response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
      response
          .sendFile(local.path().toString(), local.offset(), local.length())
          .onFailure(
              lost -> {
                if (!response.ended() && !response.headWritten()) {
                  HlsAnswers.gone(response);
                }
              });
      return;
    }
    answer(request, piece::read, type, cacheControl);
  }

  void sendPicture(HttpServerRequest request, Recording recording, HlsRequest wanted) {
    switch (wanted.file()) {
      case "poster.jpg" ->
          answer(request, () -> recording.poster().orElse(null), "image/jpeg", FOR_A_WHILE);
      case "sprites.vtt" ->
          answer(request, () -> vtt(recording), "text/vtt; charset=utf-8", FOR_A_WHILE);
      default ->
          answer(
              request,
              () -> sheet(recording, wanted.file()).orElse(null),
              "image/jpeg",
              FOR_A_WHILE);
    }
  }

  /** Times in it count from the replay's beginning. */
  private static byte[] vtt(Recording recording) {
    List<RecordedSegment> shown =
        recording.rungs().stream().findFirst().map(recording::segments).orElse(List.of()).stream()
            .filter(segment -> !segment.gap() && !segment.slate())
            .toList();
    return recording.sprites().vtt(shown).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Optional<byte[]> sheet(Recording recording, String file) {
    try {
      int number = Integer.parseUnsignedInt(file, 0, file.length() - 4, 10);
      return recording.sprites().sheet(number);
    } catch (NumberFormatException noSheet) {
      return Optional.empty();
    }
  }

  private void answer(
      HttpServerRequest request,
      Callable<byte @org.jspecify.annotations.Nullable []> read,
      CharSequence type,
      CharSequence cacheControl) {
    Context loop = Vertx.currentContext();
    threads.execute(
        () -> {
          byte[] bytes = null;
          try {
            bytes = read.call();
          } catch (IOException away) {
            log.warn("{} cannot be read: {}", request.path(), away.getMessage());
          } catch (Exception fault) {
            log.error("{} failed", request.path(), fault);
          }
          byte[] found = bytes;
          loop.runOnContext(
              nothing -> {
                HttpServerResponse response = request.response();
                if (response.ended() || response.closed()) {
                  return;
                }
                if (found == null) {
                  HlsAnswers.gone(response);
                } else {
                  HlsAnswers.send(request, Buffer.buffer(found), type, cacheControl);
                }
              });
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
