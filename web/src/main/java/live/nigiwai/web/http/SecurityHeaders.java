package live.nigiwai.web.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * What the browser must not do with our pages. No inline script or style, nothing from elsewhere,
 * no framing but the checkout's by our own pages.
 */
final class SecurityHeaders implements Handler<RoutingContext> {
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " media-src 'self' blob:; worker-src 'self' blob:; connect-src 'self'; font-src 'self';"
          + " frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors ";

  @Override
  public void handle(RoutingContext context) {
    boolean framed = context.normalizedPath().startsWith("/checkout/");
    context
        .response()
        .putHeader("Content-Security-Policy", POLICY + (framed ? "'self'" : "'none'"))
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin");
    context.next();
  }
}
