package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RtmpConfigTest {
  @Test
  void defaultsAreTheDocumentedOnes() {
    RtmpConfig config = RtmpConfig.defaults();

    assertThat(config.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(1935);
    assertThat(config.limits().messageBytesMax()).isEqualTo(10 << 20);
    assertThat(config.limits().partialBytesMax()).isEqualTo(16 << 20);
    assertThat(config.limits().chunkStreamsMax()).isEqualTo(64);
    assertThat(config.limits().takeoversPerMinuteMax()).isEqualTo(3);
    assertThat(config.limits().wrongKeysPerMinuteMax()).isEqualTo(10);
    assertThat(config.timeouts().connect()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.timeouts().firstMedia()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.timeouts().idle()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void nonsenseIsRefusedByName() {
    RtmpConfig config = RtmpConfig.defaults();

    assertThatThrownBy(() -> config.withAddress("127.0.0.1", 70_000)).hasMessageContaining("port");
    assertThatThrownBy(() -> config.withAddress(" ", 1935)).hasMessageContaining("bindAddress");
    assertThatThrownBy(
            () ->
                RtmpTimeouts.defaults()
                    .withPatience(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessageContaining("connect");
  }
}
