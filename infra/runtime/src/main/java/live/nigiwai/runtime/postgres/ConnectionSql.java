package live.nigiwai.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Sql} over one pooled connection, and the one place where the driver's errors get names.
 */
final class ConnectionSql implements Sql {
  /**
   * Longer than any statement may run, so that it strikes only when the server is gone or frozen.
   */
  private static final long ANSWER_SECONDS_MAX = 4;

  private final SqlConnection connection;
  private final Crossing crossing;

  ConnectionSql(SqlConnection connection, Crossing crossing) {
    this.connection = connection;
    this.crossing = crossing;
  }

  @Override
  public <T> List<T> list(String sql, Function<Row, T> map, @Nullable Object... args) {
    var rows = run(sql, args);
    var out = new ArrayList<T>(rows.size());
    for (Row row : rows) {
      out.add(map.apply(row));
    }
    return out;
  }

  @Override
  public <T> Optional<T> one(String sql, Function<Row, T> map, @Nullable Object... args) {
    for (Row row : run(sql, args)) {
      return Optional.of(map.apply(row));
    }
    return Optional.empty();
  }

  @Override
  public int change(String sql, @Nullable Object... args) {
    return run(sql, args).rowCount();
  }

  private RowSet<Row> run(String sql, @Nullable Object[] args) {
    crossing.before(sql);
    var rows = await(connection.preparedQuery(sql).execute(Tuple.wrap(args)));
    crossing.after(sql);
    return rows;
  }

  static <T> T await(Future<T> future) {
    return await(future, ANSWER_SECONDS_MAX);
  }

  static <T> T await(Future<T> future, long secondsMax) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(secondsMax, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw named(failure.getCause() == null ? failure : failure.getCause());
    } catch (TimeoutException late) {
      throw new DatabaseUnavailableException("no answer from the database", late, false);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException("interrupted", interrupted, false);
    }
  }

  private static RuntimeException named(Throwable cause) {
    if (!(cause instanceof PgException refused)) {
      return new DatabaseUnavailableException(
          "the database is away: " + cause.getMessage(), cause, false);
    }
    String state = refused.getSqlState() == null ? "" : refused.getSqlState();
    if (state.equals("40001") || state.equals("40P01")) {
      return new ConflictException(refused);
    }
    if (state.equals("22021")) {
      // U+0000, which JSON can say and PostgreSQL cannot keep: the sender's mistake, not a fault.
      return new IllegalArgumentException("text must not contain U+0000", refused);
    }
    if (state.startsWith("23")) {
      String name = refused.getConstraint() == null ? "" : refused.getConstraint();
      return new ConstraintViolation(state, name, refused);
    }
    boolean transientState =
        state.startsWith("08")
            || state.startsWith("57")
            || state.startsWith("53")
            || state.equals("55P03");
    return transientState
        ? new DatabaseUnavailableException(String.valueOf(refused.getMessage()), refused, false)
        : refused;
  }
}
