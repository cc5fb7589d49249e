package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What must be true of some SKUs, their orders and their money once nothing is under way, whatever
 * happened before.
 */
final class Invariants {
  private static final String ORDERS =
      "shop_order o WHERE o.order_id IN (SELECT order_id FROM shop_order_line WHERE sku = ANY($1))";

  /** States in which the goods are the buyer's. */
  private static final String SOLD = "('PAID', 'ACCEPTED', 'SHIPPED', 'DELIVERED')";

  /** Cash to the carrier, whom no provider knows. */
  private static final String AT_THE_DOOR = "CASH_ON_DELIVERY";

  private final ShopWorld world;
  private final Object skus;

  Invariants(ShopWorld world, List<String> skus) {
    this.world = world;
    this.skus = skus.toArray(String[]::new);
  }

  /** Everything that waits for its time does not wait any longer. */
  void everythingIsDue() {
    world.change(
        "UPDATE shop_payment_attempt SET next_check = now()"
            + " WHERE state IN ('CREATED', 'UNKNOWN', 'WAITING', 'CANCELLING')");
    world.change(
        "UPDATE shop_payment_attempt SET give_up_at = now()"
            + " WHERE state = 'WAITING' AND give_up_at IS NOT NULL");
    world.change(
        "UPDATE shop_refund SET next_check = now()"
            + " WHERE state IN ('CREATED', 'UNKNOWN', 'NEEDS_DETAILS')");
  }

  List<String> orders() {
    return world.texts("SELECT o.order_id FROM " + ORDERS + " ORDER BY sequence", skus);
  }

  List<String> attempts() {
    return world.texts(
        "SELECT attempt_id FROM shop_payment_attempt a WHERE a.order_id IN"
            + " (SELECT o.order_id FROM "
            + ORDERS
            + ") ORDER BY created_at",
        skus);
  }

  void requireWhole() {
    nothingIsOversold();
    nothingIsUnderWay();
    goodsAndOrdersAgree();
    moneyAndOrdersAgree();
    assertThat(world.provider.misuse()).isEmpty();
  }

  private void none(String what, String sql) {
    assertThat(world.texts(sql, skus)).as(what).isEmpty();
  }

  /**
   * Conservation: counters are the sums of movements and of holds, and never more than there is.
   */
  private void nothingIsOversold() {
    none(
        "counters and their movements",
        """
        SELECT s.sku FROM shop_stock s
          CROSS JOIN LATERAL
               (SELECT sum(on_hand) AS on_hand, sum(held) AS held, sum(committed) AS committed
                  FROM shop_stock_movement m WHERE m.sku = s.sku AND m.location = s.location) m
         WHERE s.sku = ANY($1) AND ((s.on_hand, s.held, s.committed) IS DISTINCT FROM
               (m.on_hand, m.held, m.committed) OR s.held + s.committed + s.kept > s.on_hand)
        """);
    none(
        "counters and their holds",
        """
        SELECT s.sku FROM shop_stock s
          LEFT JOIN shop_hold h USING (sku, location)
         WHERE s.sku = ANY($1)
         GROUP BY s.sku, s.location
        HAVING s.held <> coalesce(sum(quantity) FILTER (WHERE state IN ('HELD', 'PAYING') AND NOT soft), 0)
            OR s.committed <> coalesce(sum(quantity) FILTER (WHERE state = 'COMMITTED'), 0)
        """);
    none(
        "holds that ended twice, or never took what they gave",
        """
        SELECT h.hold_id FROM shop_hold h
          JOIN shop_stock_movement m ON m.source = h.hold_id
         WHERE h.sku = ANY($1)
         GROUP BY h.hold_id, h.state
        HAVING count(*) FILTER (WHERE m.kind IN ('RELEASE', 'EXPIRE', 'COMMIT')) > 1
            OR count(*) FILTER (WHERE m.kind IN ('HOLD', 'RETAKE')) <> 1
        """);
  }

  private void nothingIsUnderWay() {
    none(
        "holds still live",
        "SELECT hold_id FROM shop_hold WHERE sku = ANY($1) AND state IN ('HELD', 'PAYING')");
    none(
        "payments without an outcome",
        "SELECT attempt_id || ' ' || state FROM shop_payment_attempt a WHERE a.state NOT IN"
            + " ('CAPTURED', 'ON_DELIVERY', 'FAILED', 'CANCELLED') AND a.order_id IN"
            + " (SELECT o.order_id FROM "
            + ORDERS
            + ")");
    none(
        "orders without an end",
        "SELECT o.order_id || ' ' || o.state FROM "
            + ORDERS
            + " AND o.state IN ('PREPARED', 'PLACED', 'AWAITING_CASH')");
  }

  /** What is sold is what orders say, and nothing else is. */
  private void goodsAndOrdersAgree() {
    none(
        "orders whose goods are not theirs",
        "SELECT o.order_id || ' ' || o.state FROM "
            + ORDERS
            + " AND (SELECT sum(quantity) FROM shop_order_line l"
            + " WHERE l.order_id = o.order_id) * (o.state IN "
            + SOLD
            + ")::int <> (SELECT coalesce(sum(quantity), 0) FROM shop_hold h WHERE h.checkout_id ="
            + " o.checkout_id AND h.state IN ('COMMITTED', 'SHIPPED'))");
    none(
        "goods sold to nobody",
        "SELECT h.hold_id FROM shop_hold h WHERE h.sku = ANY($1) AND h.state IN ('COMMITTED',"
            + " 'SHIPPED') AND NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.checkout_id ="
            + " h.checkout_id)");
  }

  /** What the provider has in its books is what the orders say, to the yen. */
  private void moneyAndOrdersAgree() {
    var rows =
        world.texts(
            "SELECT concat_ws(' ', o.order_id, o.state, o.total, a.attempt_id, a.state, a.method)"
                + " FROM shop_payment_attempt a JOIN shop_order o USING (order_id) WHERE o.order_id"
                + " IN (SELECT order_id FROM shop_order_line WHERE sku = ANY($1)) ORDER BY 1",
            skus);
    for (String row : rows) {
      String[] field = row.split(" ");
      if (!field[5].equals(AT_THE_DOOR)) {
        requireSameOutcome(
            row, field[4], Long.parseLong(field[2]), world.provider.booked(field[3]));
      }
    }
    var orders =
        world.texts(
            "SELECT concat_ws(' ', o.order_id, o.state, o.total, o.captured, o.refunded,"
                + " (SELECT coalesce(sum(amount), 0) FROM shop_refund r WHERE r.order_id ="
                + " o.order_id AND r.state = 'DONE')) FROM "
                + ORDERS
                + " ORDER BY 1",
            skus);
    for (String order : orders) {
      requireSameMoney(order, rows);
    }
  }

  private void requireSameMoney(String order, List<String> attempts) {
    String[] field = order.split(" ");
    long captured = Long.parseLong(field[3]);
    long refunded = Long.parseLong(field[4]);
    var own =
        attempts.stream()
            .map(row -> row.split(" "))
            .filter(row -> row[0].equals(field[0]))
            .toList();
    if (own.stream().anyMatch(row -> row[5].equals(AT_THE_DOOR) && row[4].equals("CAPTURED"))) {
      // Cash goes back to a bank account that a person has to ask for.
      return;
    }
    assertThat(Long.parseLong(field[5])).as("refunds that are done: %s", order).isEqualTo(refunded);
    long kept = own.stream().mapToLong(row -> kept(row[3])).sum();
    assertThat(kept).as("money the provider keeps for %s", order).isEqualTo(captured - refunded);
    long winners = own.stream().filter(row -> row[4].matches("CAPTURED|ON_DELIVERY")).count();
    boolean sold = SOLD.contains("'" + field[1] + "'") || field[1].equals("PAID_SHORT");
    if (sold) {
      assertThat(winners).as("payments of %s", order).isEqualTo(1);
    } else {
      assertThat(kept).as("money kept for %s", order).isZero();
    }
  }

  private static void requireSameOutcome(
      String row,
      String state,
      long total,
      FickleProvider.@org.jspecify.annotations.Nullable Booked booked) {
    var stand = booked == null ? FickleProvider.Stand.CANCELLED : booked.stand;
    String wanted =
        switch (stand) {
          case CAPTURED -> "CAPTURED";
          case ON_DELIVERY -> "ON_DELIVERY";
          default -> "FAILED|CANCELLED";
        };
    assertThat(state).as(row + ", and the provider says " + stand).matches(wanted);
    if (booked != null && stand == FickleProvider.Stand.CAPTURED) {
      assertThat(booked.amount).as(row).isEqualTo(total);
    }
  }

  private long kept(String attemptId) {
    var booked = world.provider.booked(attemptId);
    return booked != null && booked.stand == FickleProvider.Stand.CAPTURED
        ? booked.amount - booked.refunded
        : 0;
  }
}
