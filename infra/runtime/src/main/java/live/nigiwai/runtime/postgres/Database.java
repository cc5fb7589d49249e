package live.nigiwai.runtime.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A pool of connections. Every method blocks, so call it on a virtual thread, never on an event
 * loop.
 *
 * <p><b>Threading</b>: safe for any number of threads; each call has a connection to itself.
 */
public final class Database implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 4;

  /** How long someone waits for a connection; one that comes later is given back at once. */
  private static final int CONNECTION_SECONDS_MAX = 3;

  private static final int ROLLBACK_SECONDS_MAX = 1;

  /** A host that is gone, not only its server, breaks its connections after this long. */
  private static final int UNACKNOWLEDGED_MILLIS_MAX = 5_000;

  private static final int PREPARED_STATEMENTS_MAX = 256;

  private final Pool pool;
  private final Crossing crossing;

  private Database(Pool pool, Crossing crossing) {
    this.pool = pool;
    this.crossing = crossing;
  }

  /**
   * Opens a pool; connects on first use.
   *
   * @param connectionsMax connections at once; up to 16 callers wait for each
   */
  public static Database open(Vertx vertx, PostgresAddress address, int connectionsMax) {
    var connect =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.user())
            .setPassword(address.password())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(PREPARED_STATEMENTS_MAX)
            .setPipeliningLimit(64)
            .addProperty("application_name", "nigiwai")
            .addProperty("lock_timeout", "500")
            .addProperty("statement_timeout", "2000")
            .addProperty("idle_in_transaction_session_timeout", "10000");
    var tcp =
        new NetClientOptions()
            .setTcpKeepAlive(true)
            .setConnectTimeout(2_000)
            .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS_MAX);
    var sizes =
        new PoolOptions()
            .setMaxSize(connectionsMax)
            .setMaxWaitQueueSize(connectionsMax * 16)
            // The pool's own time-out can strike in the moment a connection attempt fails; what it
            // throws then swallows the pool's next steps. Those who wait give up by themselves.
            .setConnectionTimeout(0);
    return new Database(
        PgBuilder.pool().with(sizes).with(tcp).connectingTo(connect).using(vertx).build(),
        Crossing.OPEN);
  }

  /** The same pool; everything sent through what is returned crosses there. */
  public Database over(Crossing next) {
    return new Database(pool, next);
  }

  /** Statements that need not be atomic together, on one connection. */
  public <T> T query(Work<T> work) {
    var connection = acquire();
    try {
      return work.run(new ConnectionSql(connection, crossing));
    } finally {
      connection.close();
    }
  }

  /**
   * One READ COMMITTED transaction. Whatever the work throws rolls it back. Deadlocks and
   * serialization failures are tried again a few times, so the work must be free of other effects.
   */
  public <T> T transaction(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (ConflictException conflict) {
        if (attempt == ATTEMPTS_MAX) {
          throw new DatabaseUnavailableException("gave up after conflicts", conflict, false);
        }
        LockSupport.parkNanos(
            ThreadLocalRandom.current().nextLong(1_000_000, 20_000_000L * attempt));
      }
    }
  }

  private <T> T once(Work<T> work) {
    var connection = acquire();
    try {
      crossing.before("BEGIN");
      Transaction transaction = ConnectionSql.await(connection.begin());
      T result;
      try {
        result = work.run(new ConnectionSql(connection, crossing));
        crossing.before("COMMIT");
      } catch (Throwable failure) {
        rollBack(transaction, failure);
        throw failure;
      }
      try {
        ConnectionSql.await(transaction.commit());
      } catch (DatabaseUnavailableException lost) {
        throw new DatabaseUnavailableException("connection lost during commit", lost, true);
      }
      crossing.after("COMMIT");
      return result;
    } finally {
      connection.close();
    }
  }

  private static void rollBack(Transaction transaction, Throwable because) {
    try {
      ConnectionSql.await(transaction.rollback(), ROLLBACK_SECONDS_MAX);
    } catch (RuntimeException alsoFailed) {
      because.addSuppressed(alsoFailed);
    }
  }

  private SqlConnection acquire() {
    var coming = pool.getConnection();
    try {
      return ConnectionSql.await(coming, CONNECTION_SECONDS_MAX);
    } catch (RuntimeException gaveUp) {
      // It may come all the same, and nobody else would give it back.
      coming.onSuccess(SqlConnection::close);
      throw gaveUp;
    }
  }

  @Override
  public void close() {
    ConnectionSql.await(pool.close());
  }

  /** What to do with a connection. */
  public interface Work<T> {
    T run(Sql sql);
  }
}
