package live.nigiwai.relay.socket;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a socket with the visitor's cookies: those of this host, and those named.
 * Without the check any page could act for whoever looks at it (cross-site WebSocket hijacking).
 *
 * @param allowed origins such as {@code https://shop.example}, lower case
 */
record Origins(Set<String> allowed) {
  Origins {
    allowed = Set.copyOf(allowed);
  }

  /**
   * @param origin the Origin header; null from what is not a browser, which carries no one's
   *     cookies
   * @param host the Host header
   */
  boolean admits(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    String given = origin.toLowerCase(Locale.ROOT);
    return allowed.contains(given) || (host != null && host.equalsIgnoreCase(authority(given)));
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getAuthority();
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
