package live.nigiwai.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import live.nigiwai.runtime.postgres.PostgresAddress;

/**
 * The yardstick of the shop: {@code pgbench}, each press a commit of its own, in tables of its own
 * beside ours in the same PostgreSQL. What a shop does that lets every request decide for itself.
 */
final class PgBench implements AutoCloseable {
  static final int CLIENTS = 64;
  private static final int THREADS = 2;
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+) ");
  private static final Pattern LATENCY = Pattern.compile("(?m)^latency average = ([0-9.]+) ms");

  /** The rows of one press. The hold has the columns and indexes of ours. */
  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS bench CASCADE;
      CREATE SCHEMA bench;
      CREATE TABLE bench.stock (
        sku text PRIMARY KEY, on_hand int NOT NULL, held int NOT NULL DEFAULT 0,
        committed int NOT NULL DEFAULT 0, version bigint NOT NULL DEFAULT 0,
        CHECK (held + committed <= on_hand)
      ) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0,
              autovacuum_vacuum_threshold = 200);
      INSERT INTO bench.stock (sku, on_hand)
        SELECT 'sku-' || n, 2000000000 FROM generate_series(1, 100) n;
      CREATE TABLE bench.hold (
        hold_id text PRIMARY KEY, show_id text NOT NULL, product_id text NOT NULL,
        sku text NOT NULL, location text NOT NULL, buyer text NOT NULL, quantity int NOT NULL,
        unit_yen bigint NOT NULL, state text NOT NULL, checkout_id text NOT NULL,
        request_key text, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL
      ) WITH (fillfactor = 80);
      CREATE UNIQUE INDEX ON bench.hold (show_id, sku, buyer) WHERE state IN ('HELD', 'PAYING');
      CREATE UNIQUE INDEX ON bench.hold (buyer, request_key);
      CREATE INDEX ON bench.hold (sku, location, expires_at) WHERE state = 'HELD';
      CREATE INDEX ON bench.hold (buyer, product_id);
      CREATE INDEX ON bench.hold (checkout_id);
      CREATE TABLE bench.idempotency (
        scope text NOT NULL, key text NOT NULL, request_hash text NOT NULL, status int NOT NULL,
        resource_id text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (scope, key));
      CREATE TABLE bench.outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, aggregate text NOT NULL,
        payload jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
      """;

  private static final String HOLD =
      """
      'demo', 'yunomi', 'sku-' || :sku, 'main', 'v_' || :buyer, 1, 3300, 'HELD',
      gen_random_uuid()::text, gen_random_uuid()::text, now(), now() + interval '5 minutes'
      """;

  /** All rows of a press in one statement: one round trip, one commit. */
  private static final String WHOLE =
      """
      WITH taken AS (
        UPDATE bench.stock SET held = held + 1, version = version + 1
         WHERE sku = 'sku-' || :sku AND held + committed + 1 <= on_hand RETURNING version),
      hold AS (
        INSERT INTO bench.hold (hold_id, show_id, product_id, sku, location, buyer, quantity,
                                unit_yen, state, checkout_id, request_key, created_at, expires_at)
        SELECT gen_random_uuid()::text, %s FROM taken RETURNING hold_id, request_key),
      key AS (
        INSERT INTO bench.idempotency (scope, key, request_hash, status, resource_id)
        SELECT 'v_' || :buyer, request_key, 'sku-' || :sku || '/1', 201, hold_id FROM hold)
      INSERT INTO bench.outbox (aggregate, payload)
      SELECT 'sku-' || :sku, jsonb_build_object('left', version, 'hold', hold_id) FROM taken, hold;
      """
          .formatted(HOLD);

  /** Only the counter and the hold, in a transaction of two statements. */
  private static final String BARE =
      """
      BEGIN;
      UPDATE bench.stock SET held = held + 1, version = version + 1
       WHERE sku = 'sku-' || :sku AND held + committed + 1 <= on_hand;
      INSERT INTO bench.hold (hold_id, show_id, product_id, sku, location, buyer, quantity,
                              unit_yen, state, checkout_id, request_key, created_at, expires_at)
      VALUES (gen_random_uuid()::text, %s);
      END;
      """
          .formatted(HOLD);

  /** A script, and what it is called in the table. */
  enum Script {
    WHOLE("pgbench, all rows in one statement", PgBench.WHOLE),
    BARE("pgbench, two statements", PgBench.BARE);

    final String title;
    private final String text;

    Script(String title, String text) {
      this.title = title;
      this.text = text;
    }
  }

  /** Presses per second, and how long one took on average. */
  record Rate(double perSecond, double millis) {}

  private final PostgresAddress database;
  private final Path folder;

  PgBench(PostgresAddress database) throws IOException, SQLException {
    this.database = database;
    this.folder = Files.createTempDirectory("nigiwai-pgbench");
    execute(TABLES);
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Runs a script for so many seconds.
   *
   * @param skus how many SKUs are pressed on, 1 to 100
   */
  Rate run(Script script, int skus, int seconds)
      throws IOException, InterruptedException, SQLException {
    execute("TRUNCATE bench.hold, bench.idempotency, bench.outbox");
    Path file = folder.resolve("press.sql");
    String start = "\\set sku random(1, %d)%n\\set buyer random(1, 2000000000)%n".formatted(skus);
    Files.writeString(file, start + oneLineEach(script.text));
    var command =
        List.of(
            "pgbench",
            "--no-vacuum",
            "--protocol=prepared",
            "--client=" + CLIENTS,
            "--jobs=" + THREADS,
            "--time=" + seconds,
            "--file=" + file,
            "--host=" + database.host(),
            "--port=" + database.port(),
            "--username=" + database.user(),
            database.database());
    var starting = new ProcessBuilder(command).redirectErrorStream(true);
    starting.environment().put("PGPASSWORD", database.password());
    var process = starting.start();
    String said;
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      said = out.readAllAsString();
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("pgbench failed: " + said);
    }
    return new Rate(number(RATE, said), number(LATENCY, said));
  }

  /** Only backslash commands must stand on one line; SQL ends at its semicolon. */
  private static String oneLineEach(String sql) {
    return sql.replaceAll("\\n\\s+", " ");
  }

  private static double number(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("pgbench said something else: " + text);
    }
    return Double.parseDouble(found.group(1));
  }

  @Override
  public void close() throws IOException, SQLException {
    execute("DROP SCHEMA bench CASCADE");
    Files.deleteIfExists(folder.resolve("press.sql"));
    Files.deleteIfExists(folder);
  }
}
