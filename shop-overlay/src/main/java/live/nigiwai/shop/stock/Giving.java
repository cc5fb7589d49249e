package live.nigiwai.shop.stock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.stock.LaneRules.Facts;
import live.nigiwai.shop.stock.LaneRules.Terms;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;
import org.jspecify.annotations.Nullable;

/**
 * Units for people whose turn it is: a waiting list's next, the winners of a draw. The same rules
 * decide as for a press, so nobody gets more than they may, or a unit that is not there.
 */
public final class Giving {
  private final StockLedger ledger;
  private final HoldFollower follower;
  private final Supplier<String> ids;

  Giving(StockLedger ledger, HoldFollower follower, Supplier<String> ids) {
    this.ledger = ledger;
    this.follower = follower;
    this.ids = ids;
  }

  /** Who is to have how many. */
  public record Turn(ShowId show, ViewerId buyer, int quantity) {}

  /** On which terms. */
  public enum Rule {
    /** As the product sells at this moment. */
    AS_SOLD,
    /** Drawn by lot: at the ordinary price, whatever else is sold how. */
    DRAWN
  }

  /**
   * @param outcomes one per turn
   */
  public record Given(List<ReserveOutcome> outcomes, Level level) {
    public Given {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Holds units for as many as there are, in their order, in the caller's transaction.
   *
   * @param locked the counter, locked by the caller
   * @param holdMillis how long they may think about it
   */
  public Given give(Sql sql, Level locked, List<Turn> turns, long holdMillis, Rule rule) {
    var presses = new ArrayList<Press>();
    for (var turn : turns) {
      String id = ids.get();
      presses.add(new Press(turn.show, locked.sku(), turn.buyer, turn.quantity, id, id));
    }
    if (presses.isEmpty()) {
      return new Given(List.of(), locked);
    }
    var facts = LaneFacts.read(sql, locked, ledger.allotments(), presses, holdMillis);
    var decision = LaneRules.decide(presses, withTerms(facts, rule));
    var holds = decision.accepted();
    if (holds.isEmpty()) {
      return new Given(decision.outcomes(), locked);
    }
    List<@Nullable String> noKeys = Collections.nCopies(holds.size(), null);
    var level = ledger.take(sql, locked, holds, noKeys, decision.units());
    follower.held(sql, holds);
    return new Given(decision.outcomes(), level);
  }

  /** The counter, locked, with what ran out returned to it; null where the SKU has none. */
  public @Nullable Level lock(Sql sql, SkuId sku) {
    var locked = ledger.lock(sql, sku);
    if (locked.isEmpty()) {
      return null;
    }
    var expired = ledger.expire(sql, locked.get());
    if (!expired.holds().isEmpty()) {
      follower.ended(sql, expired.holds());
    }
    return expired.level();
  }

  private static Facts withTerms(Facts facts, Rule rule) {
    var terms = new HashMap<ShowId, Terms>();
    facts
        .terms()
        .forEach(
            (show, it) ->
                terms.put(
                    show,
                    new Terms(
                        rule == Rule.DRAWN ? SaleState.ON_SALE : it.state(),
                        it.perBuyer(),
                        it.price(),
                        it.priceId(),
                        SaleMode.HOLD,
                        rule == Rule.DRAWN ? List.of() : it.timed(),
                        false)));
    return new Facts(
        facts.level(),
        facts.own(),
        terms,
        facts.earlier(),
        facts.live(),
        facts.taken(),
        facts.now(),
        facts.holdMillis());
  }
}
