package live.nigiwai.web.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.Callable;
import live.nigiwai.runtime.config.Settings;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.web.app.Assembly;
import live.nigiwai.web.app.NigiwaiConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nigiwai demo}: a whole show on one machine, with goods, staff and a programme. */
@Command(
    name = "demo",
    description = "Runs a whole show on this machine until Ctrl-C.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "8080", description = "HTTP (default: 8080).")
  private int port;

  @Option(names = "--rtmp-port", defaultValue = "1935", description = "RTMP (default: 1935).")
  private int rtmpPort;

  @Option(names = "--ops-port", defaultValue = "9090", description = "Operations (default: 9090).")
  private int opsPort;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "Address (default: loopback).")
  private String bind = "";

  @Option(names = "--data", defaultValue = ".nigiwai", description = "Data (default: .nigiwai).")
  private Path data = Path.of("");

  @Option(names = "--fresh", description = "Forgets everything in the data folder first.")
  private boolean fresh;

  @Option(names = "--no-publisher", description = "Leaves the stream key to a real encoder.")
  private boolean noPublisher;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (fresh) {
      forget();
    }
    var settings =
        Settings.over(NigiwaiConfig.defaults())
            .environment(System.getenv(), Set.of("NIGIWAI_LOG_LEVEL"))
            .set("data=" + data)
            .set("bind=" + bind)
            .set("port=" + port)
            .set("ops-port=" + opsPort)
            .set("ingest.rtmp.port=" + rtmpPort)
            .set("shop.mail.folder=" + data.resolve("mail"));
    try (var assembly = Assembly.start(settings.bind())) {
      Demo.open(assembly, !noPublisher);
      assembly.awaitClosed();
    }
    return 0;
  }

  /** Deletes only what a Nigiwai made: a mistyped --data must not cost anyone their files. */
  private void forget() throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    boolean ours = Files.exists(data.resolve("lock")) || isEmpty(data);
    if (!ours) {
      throw new StartupProblem(
          "The folder " + data + " was not made by Nigiwai, so --fresh leaves it alone.",
          "Choose another with --data DIR, or empty it yourself.");
    }
    live.nigiwai.runtime.lifecycle.FolderLock.take(data).close();
    try (var all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(data)) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
