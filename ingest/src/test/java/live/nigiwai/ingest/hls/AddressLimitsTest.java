package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One address cannot have all of the server, and many behind one are not cut off at once. */
final class AddressLimitsTest {
  private static final String SOMEBODY = "203.0.113.7";

  private final AtomicLong nanos = new AtomicLong();
  private final AddressLimits limits = new AddressLimits(10, 2, nanos::get);

  private int asked(String address, int times) {
    int granted = 0;
    for (int i = 0; i < times; i++) {
      granted += limits.mayAsk(address) ? 1 : 0;
    }
    return granted;
  }

  @Test
  void fourSecondsWorthMayComeAtOnceThenSoManyEachSecond() {
    assertThat(asked(SOMEBODY, 100)).isEqualTo(40);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(asked(SOMEBODY, 100)).isEqualTo(10);
    assertThat(asked("203.0.113.8", 100)).isEqualTo(40);
  }

  @Test
  void householdOfIpv6IsOneAddress() {
    assertThat(asked("2001:db8:0:1:0:0:0:1", 100)).isEqualTo(40);
    assertThat(asked("2001:db8:0:1:aaaa:0:0:2", 100)).isZero();
    assertThat(asked("2001:db8:0:2:0:0:0:1", 100)).isEqualTo(40);
  }

  @Test
  void machineItselfAndNoLimitHaveNoEnd() {
    assertThat(asked("127.0.0.1", 1_000)).isEqualTo(1_000);
    assertThat(asked("0:0:0:0:0:0:0:1", 1_000)).isEqualTo(1_000);
    AddressLimits none = new AddressLimits(0, 0, nanos::get);
    assertThat(none.mayAsk(SOMEBODY)).isTrue();
    assertThat(none.wait(SOMEBODY)).isInstanceOf(AddressLimits.Wait.Granted.class);
  }

  @Test
  void onlySoManyOfAnAddressWaitAtOnce() {
    AddressLimits.Wait first = limits.wait(SOMEBODY);
    assertThat(limits.wait(SOMEBODY)).isInstanceOf(AddressLimits.Wait.Granted.class);
    assertThat(limits.wait(SOMEBODY)).isInstanceOf(AddressLimits.Wait.Refused.class);
    ((AddressLimits.Wait.Granted) first).over();
    assertThat(limits.wait(SOMEBODY)).isInstanceOf(AddressLimits.Wait.Granted.class);
  }
}
