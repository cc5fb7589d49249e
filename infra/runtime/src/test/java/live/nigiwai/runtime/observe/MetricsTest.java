package live.nigiwai.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void answersWhatPrometheusReads() {
    try (var metrics = Metrics.start()) {
      metrics.registry().counter("nigiwai.relay.comments").increment(3);
      assertThat(metrics.scrape())
          .contains("nigiwai_relay_comments_total 3.0")
          .contains("jvm_memory_used_bytes")
          .contains("process_files_open_files");
    }
  }
}
