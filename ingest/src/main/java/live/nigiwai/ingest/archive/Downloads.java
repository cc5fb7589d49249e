package live.nigiwai.ingest.archive;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends MP4 files, a bounded number at once, each no faster than it is taken.
 *
 * <p><i>Threading</i>: on the virtual thread of the request, which waits for the receiver.
 */
final class Downloads {
  /** Who takes nothing for so long has gone. */
  private static final long STALLED_SECONDS = 60;

  private static final Logger log = LoggerFactory.getLogger(Downloads.class);

  private final Semaphore room;

  Downloads(int atOnceMax) {
    room = new Semaphore(atOnceMax);
  }

  /**
   * Answers with the file or the part that was asked for; returns when it is sent.
   *
   * @throws ApiProblem 503 when as many as are allowed are under way, 416 for a range outside
   */
  void send(HttpServerRequest request, Mp4File file, String fileName) {
    if (!room.tryAcquire()) {
      throw new ApiProblem(
              503,
              "downloads_busy",
              "ほかのダウンロードが進行中です。終わってからお試しください。",
              "Other downloads are under way. Please try again when one has ended.",
              true)
          .with("retryAfter", 30);
    }
    try {
      answer(request, file, fileName);
    } finally {
      room.release();
    }
  }

  private static void answer(HttpServerRequest request, Mp4File file, String fileName) {
    String tag = '"' + file.tag() + '"';
    String ifRange = request.getHeader("If-Range");
    String asked = ifRange == null || ifRange.equals(tag) ? request.getHeader("Range") : null;
    HttpServerResponse response = request.response();
    ByteRange range =
        ByteRange.of(asked, file.length())
            .orElseThrow(
                () -> {
                  response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.length());
                  return new ApiProblem(
                      416,
                      "range_outside",
                      "指定された範囲はファイルにありません。",
                      "The file has no such range.",
                      false);
                });
    response
        .setStatusCode(range.partial() ? 206 : 200)
        .putHeader(HttpHeaders.CONTENT_TYPE, "video/mp4")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()))
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
        .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
        .putHeader(HttpHeaders.ETAG, tag)
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .putHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    if (range.partial()) {
      long last = range.from() + range.length() - 1;
      response.putHeader(
          HttpHeaders.CONTENT_RANGE, "bytes " + range.from() + "-" + last + "/" + file.length());
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      Requests.onLoop(request, response::end);
      return;
    }
    try {
      file.copy(
          range.from(),
          range.length(),
          bytes -> await(request, () -> response.write(Buffer.buffer(bytes))));
      await(request, response::end);
    } catch (IOException broken) {
      log.info("The download of {} broke off: {}", fileName, broken.toString());
      // The length is promised; only the end of the connection can say that it is not kept.
      Requests.onLoop(request, response::reset);
    }
  }

  private static void await(HttpServerRequest request, Supplier<Future<Void>> sending)
      throws IOException {
    var sent = new CompletableFuture<Void>();
    Requests.onLoop(
        request,
        () ->
            sending
                .get()
                .onComplete(
                    done -> sent.complete(null), broken -> sent.completeExceptionally(broken)));
    try {
      sent.get(STALLED_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | CompletionException | TimeoutException gone) {
      throw new IOException("the receiver has gone", gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping", stopping);
    }
  }
}
