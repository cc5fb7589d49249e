package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.runtime.config.Settings;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.junit.jupiter.api.Test;

class ArchiveConfigTest {
  @Test
  void defaults() {
    ArchiveConfig config = ArchiveConfig.defaults();
    assertThat(config.dvr()).isEqualTo(Duration.ofHours(4));
    assertThat(config.keep()).isEqualTo(Duration.ofDays(90));
    assertThat(config.freeBytesMin()).isEqualTo(2L << 30);
    assertThat(config.queueBytesMax()).isEqualTo(64 << 20);
    assertThat(config.chunk()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.exportsMax()).isEqualTo(4);
    assertThat(config.storage().kind()).isEqualTo(ArchiveConfig.Kind.LOCAL);
    assertThat(config.storage().localKeep()).isEqualTo(Duration.ofDays(2));
    assertThat(config.storage().folder()).isEqualTo(Optional.empty());
    assertThat(config.storage().s3().accessKey()).isEqualTo(Secret.NONE);
    assertThat(config.storage().s3().pathStyle()).isFalse();
  }

  @Test
  void operatorSetsS3AndTheSecretIsNotPrinted() {
    Settings<ArchiveConfig> settings =
        Settings.over(ArchiveConfig.defaults())
            .set("storage.kind=s3")
            .set("storage.s3.endpoint=http://127.0.0.1:9000")
            .set("storage.s3.bucket=recordings")
            .set("storage.s3.path-style=true")
            .set("storage.s3.access-key=me")
            .set("storage.s3.secret-key=hush-hush")
            .set("free-bytes-min=5GB");
    ArchiveConfig config = settings.bind();
    assertThat(config.storage().s3().secretKey().value()).isEqualTo("hush-hush");
    assertThat(config.freeBytesMin()).isEqualTo(5L << 30);
    assertThat(settings.print()).doesNotContain("hush-hush");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> Settings.over(ArchiveConfig.defaults()).set("storage.kind=s3").bind())
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("bucket");
    assertThatThrownBy(
            () -> Settings.over(ArchiveConfig.defaults()).set("storage.kind=folder").bind())
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("folder");
    assertThatThrownBy(
            () ->
                Settings.over(ArchiveConfig.defaults())
                    .set("storage.s3.access-key=only-half")
                    .bind())
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("belong together");
  }
}
