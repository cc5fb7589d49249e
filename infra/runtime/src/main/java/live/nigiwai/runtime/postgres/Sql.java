package live.nigiwai.runtime.postgres;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection, one statement after another. Parameters are {@code $1…$n}; statements are
 * prepared once per connection. Times go in and out as epoch milliseconds in SQL, not as date
 * objects.
 *
 * @throws DatabaseUnavailableException from every method, when the server cannot be reached, is too
 *     slow or a lock is not had in time
 * @throws ConstraintViolation from every method, when a constraint refuses the rows
 */
public interface Sql {
  <T> List<T> list(String sql, Function<Row, T> map, @Nullable Object... args);

  /** The first row, if any. */
  <T> Optional<T> one(String sql, Function<Row, T> map, @Nullable Object... args);

  /** Runs a statement and tells how many rows it changed. */
  int change(String sql, @Nullable Object... args);
}
