package live.nigiwai.web.app;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.lifecycle.StartupProblem;

/** What a node does; one alone does everything. */
public enum NodeRole {
  /** RTMP, encoding, {@code /hls}. */
  INGEST,
  /** The live rooms. */
  RELAY,
  /** Goods, stock, checkout and what is laid over the picture, with their sweepers. */
  SHOP,
  /** Pages, sessions, show records. */
  WEB;

  public static Set<NodeRole> all() {
    return EnumSet.allOf(NodeRole.class);
  }

  /**
   * Reads {@code --roles}.
   *
   * @throws StartupProblem when one is unknown, or none is named
   */
  static Set<NodeRole> parse(Collection<String> names) {
    var roles = EnumSet.noneOf(NodeRole.class);
    for (String name : names) {
      roles.add(
          all().stream()
              .filter(role -> role.toString().equals(name.strip()))
              .findFirst()
              .orElseThrow(() -> unknown(name.strip())));
    }
    if (roles.isEmpty()) {
      throw unknown("");
    }
    return roles;
  }

  private static StartupProblem unknown(String name) {
    return new StartupProblem(
        "There is no role '" + name + "'.",
        "Name some of " + named(all()) + " with commas between, or leave --roles out for all.");
  }

  static String named(Set<NodeRole> roles) {
    return roles.stream().map(NodeRole::toString).collect(Collectors.joining(","));
  }

  /**
   * Refuses a node that could not work with the others.
   *
   * @throws StartupProblem when it has some of the roles only and a database of its own
   */
  static void requireSharedDatabase(Set<NodeRole> roles, boolean shared) {
    if (!roles.equals(all()) && !shared) {
      throw new StartupProblem(
          "A node with only some of the roles ("
              + named(roles)
              + ") has to share a database with the nodes that have the others.",
          "Set NIGIWAI_DATABASE_URL to the same server on every node, or leave --roles out.");
    }
  }

  /** What a node with these roles answers where it has no route. */
  static ApiProblem nothingHere(Set<NodeRole> roles) {
    return roles.equals(all())
        ? ApiProblem.notFound()
        : new ApiProblem(
            421,
            "other_node",
            "この処理は別のサーバーが担当しています。",
            "This node has only the roles "
                + named(roles)
                + "; the load balancer should send this to a node that has the others.",
            true);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
