package live.nigiwai.shop.stock;

import java.util.ArrayList;
import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;

/**
 * Proves the books: every counter is the sum of its movements, from the first one, and of the holds
 * and allotments that explain it.
 */
public final class StockAudit {
  private static final int SKUS_AT_ONCE_MAX = 500;

  /** One statement, so one snapshot: a sale in between cannot make the two sides differ. */
  private static final String DIFFERENCES =
      """
      WITH moved AS (
        SELECT sku, location, sum(on_hand) AS on_hand, sum(held) AS held,
               sum(committed) AS committed
          FROM shop_stock_movement WHERE sku = ANY($1) GROUP BY sku, location),
      holds AS (
        SELECT sku, location,
               sum(quantity) FILTER (WHERE state IN ('HELD', 'PAYING') AND NOT soft) AS held,
               sum(quantity) FILTER (WHERE state = 'COMMITTED') AS sold
          FROM shop_hold WHERE sku = ANY($1) GROUP BY sku, location),
      allotted AS (
        SELECT a.sku, a.location, sum(a.units - a.taken) AS kept, count(*) AS allotments,
               sum(a.units - c.units) AS unexplained, sum(a.taken - h.taken) AS mistaken
          FROM shop_allotment a
          CROSS JOIN LATERAL (SELECT coalesce(sum(delta), 0) AS units FROM shop_allotment_change
                               WHERE allotment_id = a.allotment_id) c
          CROSS JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS taken FROM shop_hold
                               WHERE allotment_id = a.allotment_id AND NOT soft
                                 AND state IN ('HELD', 'PAYING', 'COMMITTED', 'SHIPPED')) h
         WHERE a.closed_at IS NULL AND a.sku = ANY($1) GROUP BY a.sku, a.location),
      sides AS (
        SELECT sku, location, s.store_id,
               s.on_hand AS on_hand, coalesce(m.on_hand, 0) AS moved_on_hand,
               s.held AS held, coalesce(m.held, 0) AS moved_held, coalesce(h.held, 0) AS held_by_holds,
               s.committed AS committed, coalesce(m.committed, 0) AS moved_committed,
               coalesce(h.sold, 0) AS sold_by_holds,
               s.kept AS kept, coalesce(a.kept, 0) AS kept_by_allotments,
               s.allotments AS allotments, coalesce(a.allotments, 0) AS open_allotments,
               coalesce(a.unexplained, 0) AS unexplained, coalesce(a.mistaken, 0) AS mistaken
          FROM shop_stock s
          LEFT JOIN moved m USING (sku, location)
          LEFT JOIN holds h USING (sku, location)
          LEFT JOIN allotted a USING (sku, location)
         WHERE sku = ANY($1))
      SELECT t.sku, t.location, each.what, each.counter::bigint AS counter,
             each.explained::bigint AS explained
        FROM sides t
        CROSS JOIN LATERAL (VALUES
          ('on hand = movements', t.on_hand, t.moved_on_hand),
          ('held = movements', t.held, t.moved_held),
          ('held = live holds', t.held, t.held_by_holds),
          ('committed = movements', t.committed, t.moved_committed),
          ('committed = holds sold', t.committed, t.sold_by_holds),
          ('kept = open allotments', t.kept, t.kept_by_allotments),
          ('allotments = open ones', t.allotments, t.open_allotments),
          ('allotted = its changes', t.unexplained, 0),
          ('taken = holds out of it', t.mistaken, 0)) AS each(what, counter, explained)
       WHERE each.counter <> each.explained
       ORDER BY t.sku, t.location, each.what LIMIT 1000
      """;

  private final Database database;

  public StockAudit(Database database) {
    this.database = database;
  }

  /** A counter that is not what its explanation adds up to. */
  public record Difference(
      String sku, String location, String what, long counter, long explained) {}

  /**
   * @param counters how many were looked at
   * @param movements how many explain them
   */
  public record Report(long counters, long movements, List<Difference> differences) {
    public Report {
      differences = List.copyOf(differences);
    }
  }

  /** Reads everything, some SKUs at a time; blocks. Sales go on meanwhile. */
  public Report verify() {
    long counters = 0;
    long movements = 0;
    var differences = new ArrayList<Difference>();
    for (var skus = after(""); skus.length > 0; skus = after(skus[skus.length - 1])) {
      String[] these = skus;
      counters += skus.length;
      movements += database.query(sql -> movementsOf(sql, these));
      differences.addAll(database.query(sql -> differencesOf(sql, these)));
    }
    return new Report(counters, movements, differences);
  }

  private String[] after(String sku) {
    return database
        .query(
            sql ->
                sql.list(
                    "SELECT DISTINCT sku FROM shop_stock WHERE sku > $1 ORDER BY sku LIMIT $2",
                    row -> row.getString(0),
                    sku,
                    SKUS_AT_ONCE_MAX))
        .toArray(String[]::new);
  }

  private static long movementsOf(Sql sql, String[] skus) {
    return sql.one(
            "SELECT count(*) FROM shop_stock_movement WHERE sku = ANY($1)",
            row -> row.getLong(0),
            (Object) skus)
        .orElse(0L);
  }

  private static List<Difference> differencesOf(Sql sql, String[] skus) {
    return sql.list(
        DIFFERENCES,
        row ->
            new Difference(
                row.getString("sku"),
                row.getString("location"),
                row.getString("what"),
                row.getLong("counter"),
                row.getLong("explained")),
        (Object) skus);
  }
}
