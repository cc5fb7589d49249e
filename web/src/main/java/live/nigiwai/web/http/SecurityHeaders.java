package live.nigiwai.web.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * What the browser must not do with our pages. No inline script or style, nothing from elsewhere,
 * no framing but the checkout's, and the simulated bank's, by our own pages. Only the checkout, and
 * only where the shop is paid through Stripe, runs Stripe's script and frames its fields
 * (https://docs.stripe.com/security/guide#content-security-policy).
 */
final class SecurityHeaders implements Handler<RoutingContext> {
  private static final String POLICY =
      "default-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
          + " worker-src 'self' blob:; font-src 'self'; object-src 'none'; base-uri 'none';"
          + " form-action 'self'";
  private static final String OURS =
      "; script-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors ";
  private static final String OURS_AND_STRIPES =
      "; script-src 'self' https://js.stripe.com https://*.js.stripe.com; connect-src 'self'"
          + " https://api.stripe.com; frame-src 'self' https://js.stripe.com"
          + " https://*.js.stripe.com https://hooks.stripe.com; frame-ancestors ";

  private final String ofCheckouts;

  /**
   * @param stripe whether the shop is paid through Stripe
   */
  SecurityHeaders(boolean stripe) {
    this.ofCheckouts = POLICY + (stripe ? OURS_AND_STRIPES : OURS) + "'self'";
  }

  @Override
  public void handle(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Security-Policy", policy(context.normalizedPath()))
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin");
    context.next();
  }

  private String policy(String path) {
    if (path.startsWith("/checkout/")) {
      return ofCheckouts;
    }
    return POLICY + OURS + (path.startsWith("/sim/") ? "'self'" : "'none'");
  }
}
