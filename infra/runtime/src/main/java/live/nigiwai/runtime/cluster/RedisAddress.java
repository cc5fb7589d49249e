package live.nigiwai.runtime.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import live.nigiwai.runtime.lifecycle.StartupProblem;

/**
 * Where Redis or Valkey is, and how we are told apart there.
 *
 * @param user empty for the default user
 * @param password empty where none is asked for
 * @param installation what every channel's name begins with: channels are the same in all of a
 *     server's databases, so two installations on one server need two names
 */
public record RedisAddress(
    String host, int port, boolean tls, String user, String password, String installation) {
  private static final int PORT = 6379;

  /**
   * Reads {@code redis://user:password@host:port/installation}, or {@code rediss://} for TLS. Only
   * the host is needed.
   *
   * @throws StartupProblem when it cannot be read; the password is never repeated
   */
  public static RedisAddress parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException malformed) {
      // The exception repeats the address with its password, so it is not kept as the cause.
      throw unreadable("it is not a URL (write special characters of the password as %XX)");
    }
    boolean tls = "rediss".equals(uri.getScheme());
    if (!tls && !"redis".equals(uri.getScheme())) {
      throw unreadable("it does not start with redis:// or rediss://");
    }
    if (uri.getHost() == null) {
      throw unreadable("the host is missing");
    }
    String who = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = who.indexOf(':');
    String path = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
    return new RedisAddress(
        uri.getHost(),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        tls,
        decoded(colon < 0 ? "" : who.substring(0, colon)),
        decoded(colon < 0 ? who : who.substring(colon + 1)),
        path.isEmpty() ? "nigiwai" : path);
  }

  private static String decoded(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static StartupProblem unreadable(String why) {
    return new StartupProblem(
        "The Redis address cannot be read: " + why + ".",
        "Set NIGIWAI_REDIS_URL to redis://:password@host:6379, or unset it.");
  }

  @Override
  public String toString() {
    return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + installation;
  }
}
