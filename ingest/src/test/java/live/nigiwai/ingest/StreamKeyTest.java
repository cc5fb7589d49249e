package live.nigiwai.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.Test;

class StreamKeyTest {
  private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final ShowId SHOW = new ShowId("spring-sale");

  private final StreamKey key = StreamKey.derive(SECRET, SHOW, 1);

  @Test
  void sameSecretShowAndVersionGiveTheSameReadableKey() {
    assertThat(key.value())
        .matches("spring-sale_[0-9a-hjkmnp-tv-z]{26}")
        .isEqualTo(StreamKey.derive(SECRET.clone(), SHOW, 1).value());
  }

  @Test
  void anyOtherSecretShowOrVersionGivesAnotherKey() {
    byte[] other = SECRET.clone();
    other[0]++;

    assertThat(StreamKey.derive(other, SHOW, 1).value()).isNotEqualTo(key.value());
    assertThat(StreamKey.derive(SECRET, SHOW, 2).value()).isNotEqualTo(key.value());
    assertThat(StreamKey.derive(SECRET, new ShowId("spring"), 1).value().split("_")[1])
        .isNotEqualTo(key.value().split("_")[1]);
  }

  @Test
  void matchesOnlyItselfAndNamesItsShow() {
    assertThat(key.matches(key.value())).isTrue();
    assertThat(key.matches(key.value() + "0")).isFalse();
    assertThat(key.matches("")).isFalse();
    assertThat(StreamKey.showNamedIn(key.value())).contains(SHOW);
    assertThat(StreamKey.showNamedIn("no separator")).isEmpty();
    assertThat(StreamKey.showNamedIn("Not A Show_abc")).isEmpty();
    assertThat(StreamKey.showNamedIn("_abc")).isEmpty();
  }

  @Test
  void doesNotTellItselfToALog() {
    assertThat(key.toString()).doesNotContain(key.value()).contains("spring-sale");
  }

  @Test
  void weakSecretsAreRefused() {
    assertThatThrownBy(() -> StreamKey.derive(new byte[15], SHOW, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StreamKey.derive(SECRET, SHOW, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
