package live.nigiwai.web.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import live.nigiwai.runtime.config.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nigiwai serve}: production, configured by file, environment and command line. */
@Command(
    name = "serve",
    description = "Runs Nigiwai, configured by nigiwai.yaml and NIGIWAI_* variables.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  @Option(names = "--config", description = "The configuration (default: nigiwai.yaml, if there).")
  private @Nullable Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, over all others.")
  private List<String> assignments = List.of();

  @Option(names = "--data", description = "The data folder.")
  private @Nullable Path data;

  @Option(names = "--roles", split = ",", description = "ingest,relay,shop,web (default: all).")
  private List<String> roles = List.of("ingest", "relay", "shop", "web");

  @Option(names = "--print-config", description = "Prints every setting and stops.")
  private boolean printConfig;

  @Override
  public Integer call() throws InterruptedException {
    var nodeRoles = NodeRole.parse(roles);
    var settings = settings(file, assignments, data);
    if (printConfig) {
      System.out.print(settings.print());
      return 0;
    }
    try (var assembly = Assembly.start(settings.bind(), nodeRoles)) {
      assembly.announceReady(java.util.Map.of());
      assembly.awaitClosed();
    }
    return 0;
  }

  /** As every command reads them: file, environment, command line. */
  static Settings<NigiwaiConfig> settings(
      @Nullable Path file, List<String> assignments, @Nullable Path data) {
    var settings = Settings.over(NigiwaiConfig.defaults());
    var yaml = file == null ? Path.of("nigiwai.yaml") : file;
    if (file != null || Files.exists(yaml)) {
      settings.yaml(yaml);
    }
    settings.environment(System.getenv(), Set.of("NIGIWAI_LOG_LEVEL"));
    assignments.forEach(settings::set);
    if (data != null) {
      settings.set("data=" + data);
    }
    return settings;
  }
}
