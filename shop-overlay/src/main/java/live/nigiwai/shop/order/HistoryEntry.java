package live.nigiwai.shop.order;

import io.vertx.sqlclient.Row;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order's history.
 *
 * @param from null for the first
 * @param what {@code STATE}, {@code REFUND} or {@code RETURN}
 * @param actor {@code buyer}, {@code shop} for the machinery, or {@code staff:} and a name
 */
record HistoryEntry(
    @Nullable OrderState from, OrderState to, String what, String actor, String note, ShowTime at) {
  static HistoryEntry of(Row row) {
    String from = row.getString("from_state");
    return new HistoryEntry(
        from == null ? null : OrderState.valueOf(from),
        OrderState.valueOf(row.getString("to_state")),
        row.getString("what"),
        row.getString("actor"),
        row.getString("note"),
        new ShowTime(row.getLong("at_ms")));
  }
}
