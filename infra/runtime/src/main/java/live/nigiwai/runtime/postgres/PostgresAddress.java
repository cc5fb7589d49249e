package live.nigiwai.runtime.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import live.nigiwai.runtime.lifecycle.StartupProblem;

/** Where a database is and who asks. */
public record PostgresAddress(
    String host, int port, String database, String user, String password) {
  private static final int PORT = 5432;

  /**
   * Reads {@code postgres://user:password@host:port/database}.
   *
   * @throws StartupProblem when the address is incomplete; the password is never repeated
   */
  public static PostgresAddress parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException malformed) {
      // The exception repeats the address with its password, so it is not kept as the cause.
      throw unreadable("it is not a URL (write special characters of the password as %XX)");
    }
    String scheme = uri.getScheme();
    if (!"postgres".equals(scheme) && !"postgresql".equals(scheme)) {
      throw unreadable("it does not start with postgres://");
    }
    if (uri.getHost() == null) {
      throw unreadable("the host is missing");
    }
    if (uri.getRawQuery() != null) {
      throw unreadable("options after '?' are not supported");
    }
    String path = uri.getRawPath();
    if (path == null || path.length() < 2 || path.indexOf('/', 1) >= 0) {
      throw unreadable("the database name is missing");
    }
    String who = uri.getRawUserInfo();
    if (who == null || who.isEmpty()) {
      throw unreadable("the user is missing");
    }
    int colon = who.indexOf(':');
    String user = colon < 0 ? who : who.substring(0, colon);
    String password = colon < 0 ? "" : who.substring(colon + 1);
    return new PostgresAddress(
        uri.getHost(),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        decoded(path.substring(1)),
        decoded(user),
        decoded(password));
  }

  private static String decoded(String escaped) {
    // In a URL's user and path a plus is a plus; only URLDecoder's form rules say otherwise.
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static StartupProblem unreadable(String why) {
    return new StartupProblem(
        "The database address cannot be read: " + why + ".",
        "Set NIGIWAI_DATABASE_URL to postgres://user:password@host:5432/database.");
  }

  /** The same server and user, another database. */
  public PostgresAddress withDatabase(String other) {
    return new PostgresAddress(host, port, other, user, password);
  }

  /** As JDBC names it, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return "postgres://" + user + ":…@" + host + ":" + port + "/" + database;
  }
}
