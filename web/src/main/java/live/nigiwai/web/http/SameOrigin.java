package live.nigiwai.web.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;

/**
 * Cookies say who someone is, so a request that changes something must come from one of our own
 * pages: browsers name the sender in {@code Origin} and {@code Sec-Fetch-Site}, and other sites
 * cannot forge either. Programs that send neither hold no cookies they did not fetch themselves.
 */
final class SameOrigin implements Handler<RoutingContext> {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> OUR_OWN = Set.of("same-origin", "none");

  @Override
  public void handle(RoutingContext context) {
    if (READING.contains(context.request().method()) || own(context.request())) {
      context.next();
    } else {
      Endpoints.refuse(
          context,
          new ApiProblem(
              403,
              "other_origin",
              "このページからは操作できません。",
              "This cannot be done from another site.",
              false));
    }
  }

  private static boolean own(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !OUR_OWN.contains(site)) {
      return false;
    }
    String origin = request.getHeader("Origin");
    return origin == null || sameHost(origin, request);
  }

  private static boolean sameHost(String origin, HttpServerRequest request) {
    try {
      var host = request.authority();
      return host != null && host.toString().equals(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException opaque) {
      return false;
    }
  }
}
