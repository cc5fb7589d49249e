package live.nigiwai.runtime.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A node's name: its host, so that operators know it, and something no other process has. */
final class NodeName {
  private static final int HOST_LENGTH_MAX = 40;

  private NodeName() {}

  static String ofThisProcess() {
    var random = new byte[3];
    new SecureRandom().nextBytes(random);
    return host() + "-" + HexFormat.of().formatHex(random);
  }

  private static String host() {
    try {
      String name =
          InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "").split("\\.")[0];
      return name.isEmpty() ? "node" : name.substring(0, Math.min(HOST_LENGTH_MAX, name.length()));
    } catch (UnknownHostException nameless) {
      return "node";
    }
  }
}
