package live.nigiwai.relay.socket;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The id of a browser, in a cookie of its own: somebody who throws their identity away to come back
 * after a sanction usually keeps it.
 */
final class Device {
  private static final String COOKIE = "nd";
  private static final Duration AGE = Duration.ofDays(400);
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final int BYTES = 15;
  private static final SecureRandom random = new SecureRandom();

  private Device() {}

  /** The id the browser brought, or a new one that is set as a cookie of the answer. */
  static String of(HttpServerRequest request) {
    var brought = request.getCookie(COOKIE);
    if (brought != null && SHAPE.matcher(brought.getValue()).matches()) {
      return brought.getValue();
    }
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    request
        .response()
        .addCookie(
            Cookie.cookie(COOKIE, id)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(request.isSSL())
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(AGE.toSeconds()));
    return id;
  }
}
