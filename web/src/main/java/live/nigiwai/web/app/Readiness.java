package live.nigiwai.web.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseClock;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;

/**
 * Tells a load balancer why no show can be served here now, if so. Blocks.
 *
 * @param leaving whether the node is on its way out
 */
record Readiness(Database database, DatabaseClock clock, BooleanSupplier leaving)
    implements Supplier<Optional<String>> {
  private static final Duration CLOCK_ERROR_MAX = Duration.ofMillis(50);

  @Override
  public Optional<String> get() {
    if (leaving.getAsBoolean()) {
      return Optional.of("draining");
    }
    try {
      database.query(sql -> sql.change("SELECT 1"));
    } catch (DatabaseUnavailableException away) {
      return Optional.of("the database does not answer");
    }
    return clock.error().compareTo(CLOCK_ERROR_MAX) > 0
        ? Optional.of("the clock is uncertain by " + clock.error().toMillis() + " ms")
        : Optional.empty();
  }
}
