package live.nigiwai.shop.stock;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.stock.LaneRules.Earlier;
import live.nigiwai.shop.stock.LaneRules.Facts;
import live.nigiwai.shop.stock.LaneRules.Key;
import live.nigiwai.shop.stock.LaneRules.Who;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link LaneRules} needs to know about a batch. Each is a statement of its own, after
 * the counter was locked: in READ COMMITTED it then sees everything committed before the lock was
 * had.
 */
final class LaneFacts {
  private static final int HOLDERS_MAX = 2_000;

  private LaneFacts() {}

  static Facts read(
      Sql sql, Level locked, AllotmentRows allotments, List<Press> presses, long holdMillis) {
    var buyers =
        presses.stream()
            .map(press -> press.buyer().value())
            .distinct()
            .sorted()
            .toArray(String[]::new);
    var terms =
        SellingTerms.read(sql, locked, presses.stream().map(Press::show).distinct().toList());
    if (hasSiblings(sql, locked)) {
      keepSiblingsOut(sql, locked, buyers);
    }
    return new Facts(
        locked,
        allotments.open(sql, locked),
        terms,
        earlier(sql, presses),
        live(sql, locked, buyers),
        taken(sql, locked, buyers),
        now(sql),
        holdMillis);
  }

  private static boolean hasSiblings(Sql sql, Level locked) {
    return sql.one(
            "SELECT count(*) > 1 FROM shop_variant WHERE product_id = $1",
            row -> row.getBoolean(0),
            locked.product().value())
        .orElse(false);
  }

  /**
   * The limit per buyer counts all variants of a product, and another variant has another lane: the
   * same buyer pressing both at once must be counted one after the other. Taken in one order, so
   * two lanes never wait for each other in a circle.
   */
  private static void keepSiblingsOut(Sql sql, Level locked, String[] buyers) {
    sql.list(
        """
        SELECT pg_advisory_xact_lock(t.key) FROM
          (SELECT hashtextextended($1 || ' ' || b, 0) AS key FROM unnest($2::text[]) b
            ORDER BY 1) t
        """,
        row -> true,
        locked.product().value(),
        buyers);
  }

  private static Map<Key, Earlier> earlier(Sql sql, List<Press> presses) {
    var earlier = new HashMap<Key, Earlier>();
    sql.list(
        "SELECT "
            + StockLedger.HOLD
            + " FROM shop_hold WHERE (buyer, request_key) IN"
            + " (SELECT * FROM unnest($1::text[], $2::text[]))",
        row -> {
          var hold = StockLedger.hold(row);
          String key = StockLedger.requestKey(row);
          if (key != null) {
            earlier.put(
                new Key(hold.buyer(), key), new Earlier(hold, row.getInteger("request_quantity")));
          }
          return true;
        },
        presses.stream().map(press -> press.buyer().value()).toArray(String[]::new),
        presses.stream().map(Press::key).toArray(String[]::new));
    return earlier;
  }

  private static Map<Who, Hold> live(Sql sql, Level locked, String[] buyers) {
    var live = new HashMap<Who, Hold>();
    sql.list(
        "SELECT "
            + StockLedger.HOLD
            + " FROM shop_hold WHERE buyer = ANY($1) AND sku = $2 AND state IN ('HELD', 'PAYING')",
        row -> {
          var hold = StockLedger.hold(row);
          return live.put(new Who(hold.show(), hold.buyer()), hold);
        },
        buyers,
        locked.sku().value());
    return live;
  }

  private static Map<Who, Integer> taken(Sql sql, Level locked, String[] buyers) {
    var taken = new HashMap<Who, Integer>();
    sql.list(
        """
        SELECT show_id, buyer, sum(quantity)::int AS units FROM shop_hold
         WHERE buyer = ANY($1) AND product_id = $2
           AND (state IN ('PAYING', 'COMMITTED', 'SHIPPED')
                OR (state = 'HELD' AND expires_at > clock_timestamp()))
         GROUP BY show_id, buyer
        """,
        row ->
            taken.put(
                new Who(new ShowId(row.getString("show_id")), new ViewerId(row.getString("buyer"))),
                row.getInteger("units")),
        buyers,
        locked.product().value());
    return taken;
  }

  /** How many units of the product a buyer has in a show, apart from one hold. */
  static int takenBeside(Sql sql, Hold hold) {
    return sql.one(
            """
            SELECT coalesce(sum(quantity), 0)::int FROM shop_hold
             WHERE buyer = $1 AND product_id = $2 AND show_id = $3 AND hold_id <> $4
               AND (state IN ('PAYING', 'COMMITTED', 'SHIPPED')
                    OR (state = 'HELD' AND expires_at > clock_timestamp()))
            """,
            row -> row.getInteger(0),
            hold.buyer().value(),
            hold.product().value(),
            hold.show().value(),
            hold.id())
        .orElse(0);
  }

  /** Serialises one buyer's changes over all variants of the product. */
  static void keepSiblingsOut(Sql sql, Hold hold, Level locked) {
    keepSiblingsOut(sql, locked, new String[] {hold.buyer().value()});
  }

  static ShowTime now(Sql sql) {
    return sql.one(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
            row -> new ShowTime(row.getLong(0)))
        .orElseThrow();
  }

  /**
   * Who is to be answered from the rows, not from memory: those with a live hold of the SKU, and
   * those whose press took units lately, as they may repeat it under its key. Null when they are
   * too many to remember.
   */
  static @Nullable Set<ViewerId> holders(Sql sql, Level locked) {
    var holders =
        sql.list(
            "SELECT DISTINCT buyer FROM shop_hold WHERE sku = $1"
                + " AND (state IN ('HELD', 'PAYING') OR created_at > now() - interval '1 hour')"
                + " LIMIT $2",
            row -> new ViewerId(row.getString(0)),
            locked.sku().value(),
            HOLDERS_MAX + 1);
    return holders.size() > HOLDERS_MAX ? null : new HashSet<>(holders);
  }
}
