package live.nigiwai.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  enum Part {
    INGEST,
    SHOP_OVERLAY
  }

  record Relay(int rateLimit, Duration tick, int frameBytesMax, boolean enabled) {
    Relay {
      if (rateLimit < 1) {
        throw new IllegalArgumentException("rate-limit must be at least 1");
      }
    }
  }

  record App(
      int httpPort,
      String name,
      Secret secret,
      String databaseUrl,
      List<String> origins,
      Set<Part> roles,
      Optional<Path> folder,
      double share,
      Relay relay) {
    static App defaults() {
      return new App(
          8080,
          "nigiwai",
          Secret.NONE,
          "",
          List.of(),
          Set.of(),
          Optional.empty(),
          0.5,
          new Relay(5, Duration.ofMillis(100), 65536, true));
    }
  }

  @TempDir private Path folder;

  private Settings<App> settings() {
    return Settings.over(App.defaults());
  }

  private Settings<App> yaml(String text) throws Exception {
    return settings().yaml(Files.writeString(folder.resolve("nigiwai.yaml"), text));
  }

  @Test
  void nothingChangedIsTheDefaults() throws Exception {
    assertThat(settings().bind()).isEqualTo(App.defaults());
    assertThat(yaml("").bind()).isEqualTo(App.defaults());
    assertThat(yaml("# only a comment\n").bind()).isEqualTo(App.defaults());
  }

  @Test
  void readsEveryKindOfValue() throws Exception {
    var app =
        yaml("""
        http-port: 9000
        name: 賑わい
        secret: s3cret
        origins: [https://a.jp, https://b.jp]
        roles: [ingest, shop-overlay]
        folder: /var/lib/nigiwai
        share: 0.25
        relay:
          rateLimit: 7
          tick: 1m30s
          frame-bytes-max: 512KB
          enabled: off
        """)
            .bind();
    assertThat(app)
        .isEqualTo(
            new App(
                9000,
                "賑わい",
                new Secret("s3cret"),
                "",
                List.of("https://a.jp", "https://b.jp"),
                Set.of(Part.INGEST, Part.SHOP_OVERLAY),
                Optional.of(Path.of("/var/lib/nigiwai")),
                0.25,
                new Relay(7, Duration.ofSeconds(90), 512 * 1024, false)));
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
    var settings = yaml("http-port: 1\nname: file\nrelay:\n  rate-limit: 1\n");
    var env =
        Map.of(
            "NIGIWAI_NAME", "environment",
            "NIGIWAI_RELAY_RATE_LIMIT", "2",
            "NIGIWAI_LOG_LEVEL", "DEBUG",
            "PATH", "/bin");
    var app =
        settings.environment(env, Set.of("NIGIWAI_LOG_LEVEL")).set("relay.rateLimit=3").bind();
    assertThat(app.httpPort()).isEqualTo(1);
    assertThat(app.name()).isEqualTo("environment");
    assertThat(app.relay().rateLimit()).isEqualTo(3);
  }

  @Test
  void refusesAnUnknownKeyAndSuggestsTheRightOne() {
    assertThatThrownBy(() -> yaml("relay:\n  rate-limt: 3\n"))
        .isInstanceOf(StartupProblem.class)
        .hasMessage(
            "There is no setting 'relay.rate-limt' (nigiwai.yaml). Did you mean"
                + " 'relay.rate-limit'?");
    assertThatThrownBy(() -> yaml("relay:\n  colour-of-hearts: red\n"))
        .hasMessageContaining("There are: relay.rate-limit, relay.tick");
    assertThatThrownBy(() -> settings().environment(Map.of("NIGIWAI_HTP_PORT", "1"), Set.of()))
        .hasMessageContaining("Did you mean NIGIWAI_HTTP_PORT?");
    assertThatThrownBy(() -> settings().set("http-prt=1"))
        .hasMessageContaining("Did you mean 'http-port'?");
  }

  @Test
  void saysWhatAValueShouldHaveBeen() {
    assertRefused("http-port=many", "'http-port' cannot be 'many' (--set). It is a whole number");
    assertRefused("http-port=99999999999", "of at most 2147483647");
    assertRefused("relay.tick=2", "It is a time such as 250ms, 2s or 1h30m, by default 100ms");
    assertRefused("relay.tick=2s3", "It is a time");
    assertRefused("relay.frame-bytes-max=2 potatoes", "It is a size such as 512KB or 2MB");
    assertRefused("relay.enabled=perhaps", "true or false");
    assertRefused("roles=ingest,kitchen", "one of ingest, shop-overlay");
    assertRefused("share=half", "a number");
    assertRefused("relay.rate-limit=0", "rate-limit must be at least 1");
    assertRefused("nothing", "Write --set key=value");
  }

  private void assertRefused(String assignment, String message) {
    assertThatThrownBy(() -> settings().set(assignment).bind())
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void saysWhereAFileIsNotYaml() {
    assertThatThrownBy(() -> yaml("name: [a\nrelay: {\n"))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("not readable YAML at line");
    assertThatThrownBy(() -> yaml("name: a\nname: b\n")).hasMessageContaining("Duplicate field");
    assertThatThrownBy(() -> yaml("just words\n")).hasMessageContaining("keys and values");
    assertThatThrownBy(() -> settings().yaml(folder.resolve("absent.yaml")))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void printsEverythingButSecrets() throws Exception {
    var printed =
        yaml("relay:\n  tick: 2s\n")
            .set("secret=s3cret")
            .set("database-url=postgres://u:pw@h:1/d")
            .set("roles=ingest")
            .print();
    assertThat(printed)
        .isEqualTo(
            """
            http-port: 8080
            name: nigiwai
            secret: (hidden)  # --set
            database-url: postgres://u:(hidden)@h:1/d  # --set
            origins: []
            roles: [ingest]  # --set
            folder: ""
            share: 0.5
            relay:
              rate-limit: 5
              tick: 2s  # nigiwai.yaml
              frame-bytes-max: 65536
              enabled: true
            """);
  }
}
