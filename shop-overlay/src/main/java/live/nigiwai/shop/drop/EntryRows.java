package live.nigiwai.shop.drop;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;

/** The entries' rows; a viewer has one per drop. */
final class EntryRows {
  private static final int PLACES_AT_ONCE_MAX = 5_000;

  private final Store store;

  EntryRows(Store store) {
    this.store = store;
  }

  /** On its way in. */
  record Fresh(String id, ViewerId viewer, int quantity) {}

  /** Writes those who are not in yet; tells how many. */
  int insert(Sql sql, String drop, List<Fresh> entries) {
    return sql.change(
        """
        INSERT INTO shop_drop_entry (entry_id, store_id, drop_id, viewer, quantity)
        SELECT t.id, $1, $2, t.viewer, t.quantity
          FROM unnest($3::text[], $4::text[], $5::int[]) AS t(id, viewer, quantity)
        ON CONFLICT (drop_id, viewer) DO NOTHING
        """,
        store.id(),
        drop,
        entries.stream().map(Fresh::id).toArray(String[]::new),
        entries.stream().map(each -> each.viewer.value()).toArray(String[]::new),
        entries.stream().map(Fresh::quantity).toArray(Integer[]::new));
  }

  List<String> ids(Sql sql, String drop) {
    return sql.list(
        "SELECT entry_id FROM shop_drop_entry WHERE drop_id = $1", row -> row.getString(0), drop);
  }

  void place(Sql sql, String drop, List<FairDraw.Placed> order) {
    for (int from = 0; from < order.size(); from += PLACES_AT_ONCE_MAX) {
      var some = order.subList(from, Math.min(order.size(), from + PLACES_AT_ONCE_MAX));
      sql.change(
          """
          UPDATE shop_drop_entry e SET place = $2 + t.n
            FROM unnest($1::text[]) WITH ORDINALITY AS t(id, n)
           WHERE e.entry_id = t.id AND e.drop_id = $3
          """,
          some.stream().map(FairDraw.Placed::entryId).toArray(String[]::new),
          from,
          drop);
    }
  }

  /** Whose turn is next. */
  record Turn(String entry, ViewerId viewer, int quantity) {}

  List<Turn> next(Sql sql, String drop, int limit) {
    return sql.list(
        """
        SELECT entry_id, viewer, quantity FROM shop_drop_entry
         WHERE drop_id = $1 AND state = 'ENTERED' AND viewer IS NOT NULL ORDER BY place LIMIT $2
        """,
        row ->
            new Turn(
                row.getString("entry_id"),
                new ViewerId(row.getString("viewer")),
                row.getInteger("quantity")),
        drop,
        limit);
  }

  void won(Sql sql, String entry, String hold) {
    sql.change(
        "UPDATE shop_drop_entry SET state = 'WON', hold_id = $2 WHERE entry_id = $1", entry, hold);
  }

  void passed(Sql sql, String entry) {
    sql.change("UPDATE shop_drop_entry SET state = 'PASSED' WHERE entry_id = $1", entry);
  }

  /** Whether somebody still has time to order what they were drawn for, or is paying. */
  boolean anyUndecided(Sql sql, String drop) {
    return sql.one(
            """
            SELECT 1 FROM shop_drop_entry e JOIN shop_hold h USING (hold_id)
             WHERE e.drop_id = $1 AND h.state IN ('HELD', 'PAYING') LIMIT 1
            """,
            row -> true,
            drop)
        .isPresent();
  }

  Optional<Entry> mine(Sql sql, Drop drop, ViewerId viewer) {
    return sql.one(
        """
        SELECT e.entry_id, e.quantity, e.state, e.place, h.checkout_id,
               (extract(epoch FROM e.entered_at) * 1000)::bigint AS entered_ms,
               (extract(epoch FROM h.expires_at) * 1000)::bigint AS expires_ms,
               h.state AS hold_state,
               greatest(0, e.place - 1 - (SELECT count(*)::int FROM shop_drop_entry b
                 WHERE b.drop_id = e.drop_id AND b.state <> 'ENTERED')) AS ahead
          FROM shop_drop_entry e LEFT JOIN shop_hold h USING (hold_id)
         WHERE e.drop_id = $1 AND e.viewer = $2
        """,
        row -> entry(drop, row),
        drop.id(),
        viewer.value());
  }

  private static Entry entry(Drop drop, Row row) {
    boolean drawn = row.getInteger("place") != null;
    String hold = row.getString("hold_state");
    return new Entry(
        row.getString("entry_id"),
        row.getInteger("quantity"),
        new ShowTime(row.getLong("entered_ms")),
        state(drop, row.getString("state"), drawn),
        row.getInteger("place"),
        drawn ? row.getInteger("ahead") : null,
        row.getString("checkout_id"),
        "HELD".equals(hold) ? new ShowTime(row.getLong("expires_ms")) : null,
        "PAYING".equals(hold) || "COMMITTED".equals(hold));
  }

  private static Entry.State state(Drop drop, String stored, boolean drawn) {
    return switch (stored) {
      case "WON" -> Entry.State.WON;
      case "PASSED" -> Entry.State.PASSED;
      default ->
          switch (drop.phase()) {
            case PLANNED, OPEN -> Entry.State.ENTERED;
            case DRAWN -> drawn ? Entry.State.WAITING : Entry.State.ENTERED;
            case ENDED, CANCELLED -> Entry.State.LOST;
          };
    };
  }

  /** All of them, first place first, for whoever checks the draw. */
  List<FairDraw.Placed> placed(Sql sql, String drop, int after, int limit, byte[] seed) {
    return sql.list(
        """
        SELECT entry_id FROM shop_drop_entry
         WHERE drop_id = $1 AND place > $2 ORDER BY place LIMIT $3
        """,
        row -> {
          String id = row.getString(0);
          return new FairDraw.Placed(id, FairDraw.key(seed, id));
        },
        drop,
        after,
        limit);
  }

  /** A guest became a member: their entries are the member's, unless that one entered too. */
  void move(Sql sql, ViewerId from, ViewerId to) {
    sql.change(
        """
        UPDATE shop_drop_entry e SET viewer = $2
         WHERE viewer = $1 AND NOT EXISTS
               (SELECT 1 FROM shop_drop_entry o WHERE o.drop_id = e.drop_id AND o.viewer = $2)
        """,
        from.value(),
        to.value());
  }

  List<DropDesk.Entered> copyOf(Sql sql, ViewerId viewer) {
    return sql.list(
        """
        SELECT drop_id, entry_id, (extract(epoch FROM entered_at) * 1000)::bigint AS entered_ms
          FROM shop_drop_entry WHERE viewer = $1 ORDER BY entered_at
        """,
        row ->
            new DropDesk.Entered(
                row.getString("drop_id"), row.getString("entry_id"), row.getLong("entered_ms")),
        viewer.value());
  }

  /** The entry stays in the draw, as nobody's. */
  void erase(Sql sql, ViewerId viewer) {
    sql.change("UPDATE shop_drop_entry SET viewer = NULL WHERE viewer = $1", viewer.value());
  }
}
