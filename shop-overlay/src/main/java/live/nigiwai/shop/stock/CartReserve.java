package live.nigiwai.shop.stock;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.stock.ReserveOutcome.Reserved;
import live.nigiwai.show.SkuId;

/**
 * Reserves several SKUs in one transaction, for one checkout. The caller gives it up unless all are
 * had; the counters are locked in one order by everyone, so that the carts (A, B) and (B, A) never
 * wait for each other in a circle.
 */
public final class CartReserve {
  private final StockLedger ledger;
  private final HoldFollower follower;
  private final long holdMillis;

  CartReserve(StockLedger ledger, HoldFollower follower, long holdMillis) {
    this.ledger = ledger;
    this.follower = follower;
    this.holdMillis = holdMillis;
  }

  /** What became of a press. */
  public record Result(Press press, ReserveOutcome outcome) {}

  /** Locks the counters, whatever will be done with them; those there are. */
  public Map<SkuId, Level> lock(Sql sql, Collection<SkuId> skus) {
    var sorted = new TreeSet<>(Comparator.comparing(SkuId::value));
    sorted.addAll(skus);
    var levels = new HashMap<SkuId, Level>();
    for (var sku : sorted) {
      ledger.lock(sql, sku).ifPresent(level -> levels.put(sku, level));
    }
    return levels;
  }

  /**
   * Takes units for each press whose counter is locked, one after the other: what an earlier press
   * took counts for the next.
   *
   * @param presses of one buyer, each SKU once
   * @param checkoutId what all the holds belong to
   */
  public List<Result> take(Sql sql, List<Press> presses, String checkoutId) {
    return presses.stream()
        .sorted(Comparator.comparing(press -> press.sku().value()))
        .map(press -> new Result(press, one(sql, press, checkoutId)))
        .toList();
  }

  private ReserveOutcome one(Sql sql, Press press, String checkoutId) {
    var locked = ledger.lock(sql, press.sku());
    if (locked.isEmpty()) {
      return new ReserveOutcome.UnknownSku();
    }
    var expired = ledger.expire(sql, locked.get());
    if (!expired.holds().isEmpty()) {
      follower.ended(sql, expired.holds());
    }
    var level = expired.level();
    var presses = List.of(press);
    var decision =
        LaneRules.decide(
            presses, LaneFacts.read(sql, level, ledger.allotments(), presses, holdMillis));
    var outcome = decision.outcomes().getFirst();
    if (outcome instanceof Reserved) {
      ledger.take(sql, level, decision.accepted(), List.of(press.key()), decision.units());
      sql.change(
          "UPDATE shop_hold SET checkout_id = $2 WHERE hold_id = $1", press.freshId(), checkoutId);
    }
    return outcome;
  }

  /** A hold that the buyer had before keeps its price in the new one. */
  public void keepPrice(Sql sql, String freshId, Hold before) {
    sql.change(
        "UPDATE shop_hold SET unit_yen = $2, price_id = $3, timed_id = $4 WHERE hold_id = $1",
        freshId,
        before.unitPrice().yen(),
        before.priceId(),
        before.how().timedPrice());
  }
}
