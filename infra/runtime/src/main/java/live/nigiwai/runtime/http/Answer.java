package live.nigiwai.runtime.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers.
 *
 * @param body written as JSON; a {@code byte[]} is written as it is, with the content type from the
 *     headers; null for an empty body
 */
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {
  /** Somebody else answers. */
  static final Answer LATER = new Answer(0, null, Map.of());

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer ok(Object body) {
    return status(200, body);
  }

  public static Answer created(Object body) {
    return status(201, body);
  }

  public static Answer noContent() {
    return new Answer(204, null, Map.of());
  }

  public static Answer status(int status, Object body) {
    return new Answer(status, body, Map.of());
  }
}
