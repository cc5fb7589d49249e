package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import live.nigiwai.ingest.transcode.Rung;
import org.junit.jupiter.api.Test;

/** What is promised to players, and what no configuration may promise. */
final class MediaConfigTest {
  @Test
  void defaults() {
    MediaConfig config = MediaConfig.defaults();
    assertThat(config.segments().target()).hasSeconds(2);
    assertThat(config.segments().durationMax()).hasSeconds(4);
    assertThat(config.segments().listed()).hasSeconds(30);
    assertThat(config.ladder()).extracting(Rung::name).containsExactly("source", "480p", "240p");
  }

  @Test
  void rungsHaveTheirOwnNames() {
    MediaConfig config = MediaConfig.defaults();
    for (String taken : List.of("source", "index", "audio", "sound")) {
      assertThatThrownBy(() -> config.withEncoded(List.of(new Rung(taken, 360, 30, 600))))
          .hasMessageContaining(taken);
    }
    assertThatThrownBy(() -> new Rung("360P", 360, 30, 600)).hasMessageContaining("match");
  }
}
