package live.nigiwai.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.junit.jupiter.api.Test;

class RedisAddressTest {
  @Test
  void theHostAloneIsEnough() {
    assertThat(RedisAddress.parse("redis://bell.example"))
        .isEqualTo(new RedisAddress("bell.example", 6379, false, "", "", "nigiwai"));
  }

  @Test
  void everyPartIsRead() {
    assertThat(RedisAddress.parse("rediss://us:p%40ss+1@10.0.0.7:7000/shop-b"))
        .isEqualTo(new RedisAddress("10.0.0.7", 7000, true, "us", "p@ss+1", "shop-b"));
    assertThat(RedisAddress.parse("redis://:secret@h").password()).isEqualTo("secret");
  }

  @Test
  void thePasswordIsNeverShown() {
    assertThat(RedisAddress.parse("redis://us:hidden@h").toString()).doesNotContain("hidden");
    assertThatThrownBy(() -> RedisAddress.parse("http://us:hidden@h"))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("redis://")
        .hasMessageNotContaining("hidden");
    assertThatThrownBy(() -> RedisAddress.parse("redis://us:hid den@h"))
        .isInstanceOf(StartupProblem.class)
        .hasMessageNotContaining("hid den");
  }
}
