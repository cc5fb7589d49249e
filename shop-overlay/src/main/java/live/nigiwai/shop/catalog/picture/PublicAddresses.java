package live.nigiwai.shop.catalog.picture;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the open internet from all others: those of this machine, of private networks,
 * of clouds' metadata services, and those with a meaning of their own (IANA's special-purpose
 * registries, RFC 6890 and its updates). Pure.
 */
final class PublicAddresses {
  /** A block of addresses: those whose first bits are these. */
  private record Block(byte[] prefix, int bits) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      try {
        // A literal is never looked up.
        return new Block(
            InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
            Integer.parseInt(text, slash + 1, text.length(), 10));
      } catch (IllegalArgumentException malformed) {
        throw new IllegalStateException(text, malformed);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Block> NOT_PUBLIC_4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** All that has been given out; the rest of IPv6 is never public. */
  private static final Block GLOBAL_6 = Block.of("2000::/3");

  private static final List<Block> NOT_PUBLIC_6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  private static List<Block> blocks(String... texts) {
    return List.of(texts).stream().map(Block::of).toList();
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes))
        : GLOBAL_6.holds(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes));
  }
}
