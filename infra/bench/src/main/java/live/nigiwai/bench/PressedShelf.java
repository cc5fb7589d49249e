package live.nigiwai.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The demo's shelf with one product that has more units than anyone can press for, and a hundred
 * copies of it; and its books, to be looked into afterwards.
 */
final class PressedShelf {
  static final String SHOW = "demo";
  static final int COPIES = 100;

  /** The one with a single variant. */
  static final String HOT = "yunomi";

  static final String ONE_COPY = "bench-1";

  /** As many as one request may bring. */
  private static final int UNITS = 100_000;

  private static final int HOT_UNITS = 20 * UNITS;

  /** Holds outlive the run: nobody's tap returns while the next is measured. */
  static final Map<String, String> SETTINGS =
      Map.of("NIGIWAI_SHOP_STOCK_HOLD_FOR", "2h", "NIGIWAI_SHOP_STOCK_HOLD_MAX", "2h");

  /** Copies rows as they are, whatever columns they have, under other names. */
  private static final String COPY =
      """
      INSERT INTO shop_product
      SELECT (jsonb_populate_record(p, jsonb_build_object('product_id', 'bench-' || n))).*
        FROM shop_product p, generate_series(1, %1$d) n WHERE product_id = '%2$s';
      INSERT INTO shop_variant
      SELECT (jsonb_populate_record(v, jsonb_build_object('sku', 'bench-' || n,
                                                          'product_id', 'bench-' || n))).*
        FROM shop_variant v, generate_series(1, %1$d) n WHERE sku = '%2$s';
      INSERT INTO shop_price OVERRIDING SYSTEM VALUE
      SELECT (jsonb_populate_record(p, jsonb_build_object('sku', 'bench-' || n, 'price_id',
               nextval(pg_get_serial_sequence('shop_price', 'price_id'))))).*
        FROM shop_price p, generate_series(1, %1$d) n
       WHERE p.price_id = (SELECT max(price_id) FROM shop_price WHERE sku = '%2$s');
      INSERT INTO shop_listing
      SELECT (jsonb_populate_record(l, jsonb_build_object('product_id', 'bench-' || n,
                                                          'position', 100 + n))).*
        FROM shop_listing l, generate_series(1, %1$d) n WHERE product_id = '%2$s';
      """
          .formatted(COPIES, HOT);

  /** Counters that are not what holds and movements say, and more than there is. */
  private static final String WRONG =
      """
      SELECT count(*) FROM shop_stock s
        CROSS JOIN LATERAL
             (SELECT sum(on_hand) AS on_hand, sum(held) AS held, sum(committed) AS committed
                FROM shop_stock_movement m WHERE m.sku = s.sku AND m.location = s.location) m
       WHERE (s.on_hand, s.held, s.committed) IS DISTINCT FROM (m.on_hand, m.held, m.committed)
          OR s.held + s.committed > s.on_hand
          OR s.held <> (SELECT coalesce(sum(quantity), 0) FROM shop_hold h
                         WHERE h.sku = s.sku AND h.state IN ('HELD', 'PAYING'))
      """;

  private static final String HOLDS = "SELECT count(*) FROM shop_hold";

  private final MeasuredServer server;

  private PressedShelf(MeasuredServer server) {
    this.server = server;
  }

  /** Fills the shelf of a demo that has just started, which is started again on the way. */
  static PressedShelf fill(MeasuredServer server) throws Exception {
    var shelf = new PressedShelf(server);
    shelf.execute(COPY);
    server.killAndRestart();
    try (var staff = new StaffHand(server)) {
      for (int units = 0; units < HOT_UNITS; units += UNITS) {
        staff.restock(HOT, UNITS);
      }
      for (String sku : shelf.copies()) {
        staff.restock(sku, UNITS);
      }
    }
    return shelf;
  }

  /** With so many units of one copy, which no start of the demo restocks. */
  static PressedShelf with(MeasuredServer server, int units) throws Exception {
    var shelf = new PressedShelf(server);
    shelf.execute(COPY);
    server.killAndRestart();
    try (var staff = new StaffHand(server)) {
      staff.restock(ONE_COPY, units);
    }
    return shelf;
  }

  /** Units of that copy that were sold. */
  long sold() throws Exception {
    return number("SELECT committed FROM shop_stock WHERE sku = '" + ONE_COPY + "'");
  }

  List<String> copies() {
    return IntStream.rangeClosed(1, COPIES).mapToObj(n -> "bench-" + n).toList();
  }

  InetSocketAddress door() throws IOException {
    return new InetSocketAddress(server.http().getHost(), server.http().getPort());
  }

  /** SKUs whose books do not balance. */
  long wrong() throws Exception {
    return number(WRONG);
  }

  long holds() throws Exception {
    return number(HOLDS);
  }

  private void execute(String sql) throws IOException, SQLException {
    var database = server.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws IOException, SQLException {
    var database = server.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
