package live.nigiwai.shop.offer;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;

/**
 * Which groups of customers somebody belongs to: {@code new} without an order, {@code repeat} with
 * two or more, {@code lapsed} when the last one is long ago, {@code member} with an account. What
 * the merchant's signed token says counts beside it, and in place of what the orders say where it
 * is one of the first three, since the merchant knows of more orders than we do.
 */
final class Segments {
  private static final String NEW = "new";
  private static final String REPEAT = "repeat";
  private static final String LAPSED = "lapsed";
  private static final String MEMBER = "member";
  private static final int REPEAT_ORDERS = 2;

  private final Store store;
  private final Duration lapsedAfter;
  private final Offers.MemberLook members;

  Segments(Store store, Duration lapsedAfter, Offers.MemberLook members) {
    this.store = store;
    this.lapsedAfter = lapsedAfter;
    this.members = members;
  }

  private record Bought(long orders, boolean longAgo) {}

  Set<String> of(Sql sql, Asker asker) {
    var segments = new HashSet<String>();
    var customer = asker.customer();
    if (customer != null) {
      segments.add(MEMBER);
      if (!customer.segment().isEmpty()) {
        segments.add(customer.segment().toLowerCase(Locale.ROOT));
      }
    }
    if (members.isMember(sql, asker.viewer())) {
      segments.add(MEMBER);
    }
    boolean merchantSaid =
        segments.contains(NEW) || segments.contains(REPEAT) || segments.contains(LAPSED);
    if (!merchantSaid) {
      addFromOrders(bought(sql, asker), segments);
    }
    return segments;
  }

  private static void addFromOrders(Bought bought, Set<String> segments) {
    if (bought.orders == 0) {
      segments.add(NEW);
      return;
    }
    if (bought.orders >= REPEAT_ORDERS) {
      segments.add(REPEAT);
    }
    if (bought.longAgo) {
      segments.add(LAPSED);
    }
  }

  /** A new browser does not make a new customer of someone whose e-mail address is known. */
  private Bought bought(Sql sql, Asker asker) {
    String email = asker.email();
    return sql.one(
            """
            SELECT count(*),
                   coalesce(max(placed_at) < clock_timestamp() - $4::bigint * interval '1 second',
                            false)
              FROM shop_order
             WHERE store_id = $1 AND state NOT IN ('PREPARED', 'EXPIRED', 'CANCELLED')
               AND (buyer = $2 OR lower(details ->> 'email') = $3)
            """,
            row -> new Bought(row.getLong(0), row.getBoolean(1)),
            store.id(),
            asker.viewer().value(),
            email == null ? null : email.toLowerCase(Locale.ROOT),
            lapsedAfter.toSeconds())
        .orElseThrow();
  }
}
