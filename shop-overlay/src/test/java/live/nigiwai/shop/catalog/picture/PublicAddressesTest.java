package live.nigiwai.shop.catalog.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which addresses a picture may be fetched from. */
class PublicAddressesTest {
  private static boolean isPublic(String literal) {
    return PublicAddresses.isPublic(InetAddress.ofLiteral(literal));
  }

  @Test
  void ourOwnNetworksAreNot() {
    for (String inside :
        List.of(
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "10.0.0.1",
            "10.255.255.255",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254",
            "169.254.170.2",
            "192.0.0.192",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1")) {
      assertThat(isPublic(inside)).as(inside).isFalse();
    }
  }

  @Test
  void theOpenInternetIs() {
    for (String outside :
        List.of(
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.1",
            "172.15.255.255",
            "172.32.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "2606:4700:4700::1111",
            "2400:4050::1")) {
      assertThat(isPublic(outside)).as(outside).isTrue();
    }
  }
}
