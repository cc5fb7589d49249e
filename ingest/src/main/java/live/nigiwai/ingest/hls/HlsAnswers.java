package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What is answered under {@code /hls}: bytes, or a problem in the words of both languages. */
final class HlsAnswers {
  private HlsAnswers() {}

  static void send(
      HttpServerRequest request, Buffer body, CharSequence type, CharSequence cacheControl) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  static void notReady(HttpServerResponse response) {
    response.putHeader("Retry-After", "1");
    refuse(response, 404, "stream_not_ready", "まだ映像がありません", "There are no pictures yet", true);
  }

  static void gone(HttpServerResponse response) {
    refuse(
        response,
        404,
        "segment_gone",
        "この部分はもう配信されていません",
        "This part is no longer available",
        false);
  }

  static void refuseDirective(HttpServerResponse response) {
    refuse(
        response,
        400,
        "bad_delivery_directive",
        "_HLS_msn または _HLS_part の指定が正しくありません",
        "_HLS_msn or _HLS_part cannot be meant",
        false);
  }

  static void refuse(
      HttpServerResponse response, int status, String code, String ja, String en, boolean again) {
    String problem =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\""
                .formatted(en, status, code)
            + ",\"ja\":\"%s\",\"en\":\"%s\",\"retryable\":%s}".formatted(ja, en, again);
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(problem);
  }
}
