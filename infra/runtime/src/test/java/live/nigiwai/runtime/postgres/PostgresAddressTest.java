package live.nigiwai.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
  @Test
  void readsAnAddress() {
    assertThat(PostgresAddress.parse("postgres://shop:p%40ss+w%2Frd@db.example.jp:6432/live"))
        .isEqualTo(new PostgresAddress("db.example.jp", 6432, "live", "shop", "p@ss+w/rd"));
    assertThat(PostgresAddress.parse("postgresql://shop@localhost/live"))
        .isEqualTo(new PostgresAddress("localhost", 5432, "live", "shop", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://shop:hunter2@db/live",
        "postgres://shop:hunter2@db",
        "postgres://shop:hunter2@db/",
        "postgres://shop:hunter2@db/a/b",
        "postgres://db/live?password=hunter2",
        "postgres://shop:hunter2 x@db/live",
        "postgres:///live",
        "postgres://db/live",
        "",
      })
  void refusesWhatIsIncompleteWithoutRepeatingThePassword(String url) {
    assertThatThrownBy(() -> PostgresAddress.parse(url))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("NIGIWAI_DATABASE_URL")
        .hasNoCause()
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void doesNotShowItsPassword() {
    assertThat(PostgresAddress.parse("postgres://shop:hunter2@db/live"))
        .hasToString("postgres://shop:…@db:5432/live");
  }
}
