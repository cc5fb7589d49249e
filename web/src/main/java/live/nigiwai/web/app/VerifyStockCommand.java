package live.nigiwai.web.app;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import live.nigiwai.runtime.lifecycle.DataFolder;
import live.nigiwai.runtime.lifecycle.Lifecycle;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.EmbeddedPostgres;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.stock.StockAudit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code nigiwai admin verify-stock}: proves that every counter is its first units plus its
 * movements, and what holds and allotments explain. Exit code 0 if it is, 2 if not. Beside a
 * running server it needs the database's address; the embedded one is started for it if nothing
 * runs.
 */
@Command(
    name = "verify-stock",
    description = "Proves that stock on hand = initial + movements, for every SKU.",
    mixinStandardHelpOptions = true)
public final class VerifyStockCommand implements Callable<Integer> {
  private static final int DIFFERENT = 2;

  @Option(names = "--config", description = "The configuration (default: nigiwai.yaml, if there).")
  private @Nullable Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, over all others.")
  private List<String> assignments = List.of();

  @Option(names = "--data", description = "The data folder.")
  private @Nullable Path data;

  @Override
  public Integer call() {
    var lifecycle = new Lifecycle();
    try {
      return verify(lifecycle, ServeCommand.settings(file, assignments, data).bind());
    } finally {
      lifecycle.close();
    }
  }

  private static int verify(Lifecycle lifecycle, NigiwaiConfig config) {
    var address = address(lifecycle, config);
    var vertx = Vertx.vertx();
    lifecycle.own("vert.x", () -> vertx.close().toCompletionStage().toCompletableFuture().join());
    var database = lifecycle.own("database pool", Database.open(vertx, address, 1));
    var report = new StockAudit(database).verify();
    for (var each : report.differences()) {
      System.out.printf(
          "%s at %s: %s does not hold, %d and %d%n",
          each.sku(), each.location(), each.what(), each.counter(), each.explained());
    }
    System.out.printf(
        "%d counters, %d movements: %s%n",
        report.counters(),
        report.movements(),
        report.differences().isEmpty()
            ? "every counter is what its movements say"
            : report.differences().size() + " differences");
    return report.differences().isEmpty() ? 0 : DIFFERENT;
  }

  private static PostgresAddress address(Lifecycle lifecycle, NigiwaiConfig config) {
    if (config.databaseUrl().isSet()) {
      return PostgresAddress.parse(config.databaseUrl().value());
    }
    if (!Files.isDirectory(config.data())) {
      throw new StartupProblem(
          "There is no data folder " + config.data() + ".",
          "Name it with --data, or set NIGIWAI_DATABASE_URL.");
    }
    var folder = lifecycle.own("data folder", DataFolder.open(config.data()));
    return lifecycle.own("postgres", EmbeddedPostgres.start(folder.path())).address();
  }
}
