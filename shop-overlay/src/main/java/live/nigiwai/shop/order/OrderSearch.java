package live.nigiwai.shop.order;

import java.util.List;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to show, newest first. An absent field does not narrow.
 *
 * @param words in the number, the name, its reading, the mail address, the phone number, goods
 * @param before only orders with a smaller sequence number
 */
public record OrderSearch(
    @Nullable String words,
    @Nullable OrderState state,
    @Nullable ShowId show,
    @Nullable ViewerId viewer,
    @Nullable ShowTime from,
    @Nullable ShowTime to,
    long before,
    int limit) {
  static OrderSearch ofShow(ShowId show, long before, int limit) {
    return new OrderSearch(null, null, show, null, null, null, before, limit);
  }

  static OrderSearch ofViewer(ViewerId viewer, long before, int limit) {
    return new OrderSearch(null, null, null, viewer, null, null, before, limit);
  }

  /** Adds the conditions; every value is a parameter. */
  void narrow(StringBuilder where, List<Object> args) {
    if (state != null) {
      args.add(state.name());
      where.append(" AND state = $").append(args.size());
    }
    if (show != null) {
      args.add(show.value());
      where.append(" AND show_id = $").append(args.size());
    }
    if (viewer != null) {
      args.add(viewer.value());
      where.append(" AND buyer = $").append(args.size());
    }
    if (from != null) {
      args.add(from.millis());
      where.append(" AND placed_at >= to_timestamp($").append(args.size());
      where.append("::bigint / 1000.0)");
    }
    if (to != null) {
      args.add(to.millis());
      where.append(" AND placed_at < to_timestamp($").append(args.size());
      where.append("::bigint / 1000.0)");
    }
    if (words != null) {
      args.add("%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
      String like = " ILIKE $" + args.size();
      where
          .append(" AND (number")
          .append(like)
          .append(" OR concat(details->>'familyName', details->>'givenName')")
          .append(like)
          .append(" OR concat(details->>'familyName', ' ', details->>'givenName')")
          .append(like)
          .append(" OR concat(details->>'familyKana', details->>'givenKana')")
          .append(like)
          .append(" OR details->>'email'")
          .append(like)
          .append(" OR details->>'phone'")
          .append(like)
          .append(
              " OR EXISTS (SELECT 1 FROM shop_order_line l WHERE l.order_id = shop_order.order_id")
          .append(" AND (l.name")
          .append(like)
          .append(" OR l.sku")
          .append(like)
          .append(")))");
    }
  }
}
