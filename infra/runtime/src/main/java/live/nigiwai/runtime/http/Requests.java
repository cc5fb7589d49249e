package live.nigiwai.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads what a request carries, within limits. */
public final class Requests {
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final int KEY_LENGTH_MAX = 64;
  private static final String BEARER = "Bearer ";

  private Requests() {}

  /**
   * The request's body as a record.
   *
   * @throws ApiProblem 413 above 64 KB, 400 {@code bad_json} when it is not such a record
   */
  public static <T> T body(RoutingContext context, Class<T> type) {
    var buffer = context.body().buffer();
    if (buffer == null || buffer.length() == 0) {
      throw ApiProblem.badRequest("bad_json", "a JSON body is missing");
    }
    if (buffer.length() > BODY_BYTES_MAX) {
      throw ApiProblem.tooLarge();
    }
    try {
      T value = Json.mapper().readerFor(type).readValue(buffer.getBytes());
      if (value == null) {
        throw ApiProblem.badRequest("bad_json", "the body is null");
      }
      return value;
    } catch (JsonProcessingException malformed) {
      if (malformed.getCause() instanceof ApiProblem problem) {
        throw problem;
      }
      throw ApiProblem.badRequest("bad_json", malformed.getOriginalMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Does something with the request's response on its own loop, the only thread that may write it:
   * at once where this is that thread.
   */
  public static void onLoop(HttpServerRequest request, Runnable writing) {
    ContextInternal loop = ((HttpServerRequestInternal) request).context();
    if (loop.inThread()) {
      writing.run();
    } else {
      loop.runOnContext(ignored -> writing.run());
    }
  }

  /** The token of {@code Authorization: Bearer} (RFC 6750); null where there is none. */
  public static @Nullable String bearer(HttpServerRequest request) {
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    return given != null && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? given.substring(BEARER.length()).strip()
        : null;
  }

  /**
   * The {@code Idempotency-Key} header.
   *
   * @throws ApiProblem 400 {@code bad_key} when it is missing or not 1-64 characters
   */
  public static String idempotencyKey(RoutingContext context) {
    @Nullable String key = context.request().getHeader("Idempotency-Key");
    if (key == null || key.isBlank() || key.length() > KEY_LENGTH_MAX) {
      throw ApiProblem.badRequest("bad_key", "Idempotency-Key must have 1-64 characters");
    }
    return key;
  }
}
