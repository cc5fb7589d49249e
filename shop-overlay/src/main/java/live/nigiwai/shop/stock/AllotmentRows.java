package live.nigiwai.shop.stock;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** The allotments' rows. Every change happens while the SKU's counter is locked. */
final class AllotmentRows {
  private static final String ALLOTMENT = "allotment_id, show_id, sku, drop_id, units, taken";

  private final Store store;
  private final String location;

  AllotmentRows(Store store, String location) {
    this.store = store;
    this.location = location;
  }

  /** The open ones of the SKU, by show. */
  Map<ShowId, Allotment> open(Sql sql, Level locked) {
    if (locked.allotments() == 0) {
      return Map.of();
    }
    return sql
        .list(
            "SELECT "
                + ALLOTMENT
                + " FROM shop_allotment WHERE sku = $1 AND location = $2 AND closed_at IS NULL",
            AllotmentRows::row,
            locked.sku().value(),
            location)
        .stream()
        .collect(Collectors.toMap(Allotment::show, Function.identity()));
  }

  /** Those of several SKUs in one show, without a lock. */
  List<Allotment> openIn(Sql sql, ShowId show, List<SkuId> skus) {
    return sql.list(
        "SELECT "
            + ALLOTMENT
            + " FROM shop_allotment WHERE show_id = $1 AND sku = ANY($2) AND location = $3"
            + " AND closed_at IS NULL",
        AllotmentRows::row,
        show.value(),
        skus.stream().map(SkuId::value).toArray(String[]::new),
        location);
  }

  /** Takes units out of an open allotment; the caller has seen that they are there. */
  void take(Sql sql, Allotment allotment, int units) {
    int done =
        sql.change(
            "UPDATE shop_allotment SET taken = taken + $2 WHERE allotment_id = $1 AND closed_at IS"
                + " NULL AND taken + $2 BETWEEN 0 AND units",
            allotment.id(),
            units);
    if (done != 1) {
      throw new IllegalStateException("allotment " + allotment.id() + " would oversell");
    }
  }

  /**
   * Puts units back where holds had them from; returns how many of them are kept for their shows
   * again. What came out of an allotment that is closed by now is everyone's.
   */
  int giveBack(Sql sql, List<Hold> holds) {
    int kept = 0;
    for (Hold hold : holds) {
      String from = hold.how().allotment();
      if (from != null && hold.counted() > 0 && giveBack(sql, from, hold.counted())) {
        kept += hold.counted();
      }
    }
    return kept;
  }

  private static boolean giveBack(Sql sql, String allotment, int units) {
    return sql.change(
            "UPDATE shop_allotment SET taken = taken - $2"
                + " WHERE allotment_id = $1 AND closed_at IS NULL",
            allotment,
            units)
        == 1;
  }

  void open(Sql sql, Allotment fresh) {
    sql.change(
        """
        INSERT INTO shop_allotment (allotment_id, store_id, show_id, sku, location, drop_id, units)
        VALUES ($1, $2, $3, $4, $5, $6, 0)
        """,
        fresh.id(),
        store.id(),
        fresh.show().value(),
        fresh.sku().value(),
        location,
        fresh.drop());
  }

  void change(Sql sql, String id, int delta, String reason, String actor) {
    sql.change("UPDATE shop_allotment SET units = units + $2 WHERE allotment_id = $1", id, delta);
    sql.change(
        """
        INSERT INTO shop_allotment_change (store_id, allotment_id, delta, reason, actor)
        VALUES ($1, $2, $3, $4, $5)
        """,
        store.id(),
        id,
        delta,
        reason,
        actor);
  }

  void close(Sql sql, String id) {
    sql.change(
        "UPDATE shop_allotment SET closed_at = clock_timestamp() WHERE allotment_id = $1", id);
  }

  /** The open allotment that a hold came out of, if it is open still. */
  Optional<Allotment> of(Sql sql, @Nullable String id) {
    return id == null
        ? Optional.empty()
        : sql.one(
            "SELECT "
                + ALLOTMENT
                + " FROM shop_allotment WHERE allotment_id = $1 AND closed_at IS NULL",
            AllotmentRows::row,
            id);
  }

  private static Allotment row(Row row) {
    return new Allotment(
        row.getString("allotment_id"),
        new ShowId(row.getString("show_id")),
        new SkuId(row.getString("sku")),
        row.getString("drop_id"),
        row.getInteger("units"),
        row.getInteger("taken"));
  }
}
