package live.nigiwai.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy may say for whom it asks; a client may not say who it is. */
class ClientAddressesTest {
  private final ClientAddresses addresses =
      new ClientAddresses(Set.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"));

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '203.0.113.7', 203.0.113.7",
    "127.0.0.1, '203.0.113.7, 10.1.2.3', 203.0.113.7",
    "127.0.0.1, '1.1.1.1, 203.0.113.7, 10.1.2.3', 203.0.113.7",
    "fd00::1, '2001:db8::7', 2001:db8::7",
    "198.51.100.9, '203.0.113.7', 198.51.100.9",
    "127.0.0.1, 'nonsense', 127.0.0.1",
    "127.0.0.1, '', 127.0.0.1",
    "127.0.0.1, '203.0.113.7, nonsense, 10.1.2.3', 10.1.2.3",
    "127.0.0.1, '10.9.9.9', 10.9.9.9",
  })
  void believesOnlyWhatATrustedProxyWrote(String nearest, String forwarded, String client) {
    assertThat(addresses.behind(nearest, forwarded)).isEqualTo(client);
  }

  @Test
  void believesNobodyByDefault() {
    assertThat(new ClientAddresses(Set.of()).behind("127.0.0.1", "203.0.113.7"))
        .isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2:ffff::1, 2001:db8:1:2::/64",
  })
  void countsAHouseholdOnce(String address, String range) {
    assertThat(ClientAddresses.range(address)).isEqualTo(range);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example.jp", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1"})
  void refusesARangeThatIsNone(String range) {
    assertThatThrownBy(() -> new ClientAddresses(Set.of(range)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
