package live.nigiwai.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators get without changing anything, and what they may not change it to. */
class HealthConfigTest {
  @Test
  void theDefaultsAreThoseOfTheGuide() {
    HealthConfig config = HealthConfig.defaults();
    assertThat(config.picture().keyFrameInterval()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.sound().loudnessMin()).isEqualTo(-24);
    assertThat(config.sound().loudnessMax()).isEqualTo(-14);
    assertThat(config.sound().offset()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.sound().silence()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.network().gap()).isEqualTo(Duration.ofMillis(800));
    assertThat(config.listening().heard()).isLessThan(config.listening().every());
    assertThat(config.listenersPerShowMax()).isEqualTo(16);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(
            () ->
                new HealthConfig.Listening(
                    Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(1), 100))
        .hasMessageContaining("listening.every");
    assertThatThrownBy(() -> new HealthConfig.Steady(Duration.ZERO, Duration.ofSeconds(3), 0.1))
        .hasMessageContaining("steadiness.raise");
    assertThatThrownBy(
            () -> new HealthConfig.Steady(Duration.ofSeconds(1), Duration.ofSeconds(3), 0.9))
        .hasMessageContaining("steadiness.margin");
  }
}
