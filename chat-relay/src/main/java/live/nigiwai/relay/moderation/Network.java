package live.nigiwai.relay.moderation;

/**
 * The part of an address that belongs to one connection to the internet: all of IPv4, the first
 * half of IPv6 (RFC 4291 §2.5.4), whose other half a machine may choose as it likes.
 */
final class Network {
  private static final int GROUPS = 8;
  private static final int GROUPS_KEPT = 4;

  private Network() {}

  static String of(String address) {
    int zone = address.indexOf('%');
    String plain = zone < 0 ? address : address.substring(0, zone);
    if (plain.indexOf(':') < 0) {
      return plain;
    }
    int mapped = plain.lastIndexOf(':');
    if (plain.indexOf('.') > 0) {
      return plain.substring(mapped + 1); // ::ffff:192.0.2.1
    }
    int gap = plain.indexOf("::");
    String[] head = groups(gap < 0 ? plain : plain.substring(0, gap));
    String[] tail = groups(gap < 0 ? "" : plain.substring(gap + 2));
    var network = new StringBuilder();
    for (int i = 0; i < GROUPS_KEPT; i++) {
      String group =
          i < head.length
              ? head[i]
              : i >= GROUPS - tail.length ? tail[i - (GROUPS - tail.length)] : "0";
      network.append(group.replaceFirst("^0+(?=.)", "")).append(':');
    }
    return network.append(":/64").toString();
  }

  private static String[] groups(String part) {
    return part.isEmpty() ? new String[0] : part.split(":", -1);
  }
}
