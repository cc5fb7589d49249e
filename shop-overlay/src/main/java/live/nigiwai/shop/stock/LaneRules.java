package live.nigiwai.shop.stock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;

/**
 * Who of a batch gets units. Pure: the facts were read under the counter's lock, the caller writes
 * what is decided in the same transaction.
 */
final class LaneRules {
  private LaneRules() {}

  /** A buyer in a show: each has one live hold per SKU at most. */
  record Who(ShowId show, ViewerId buyer) {
    static Who of(Press press) {
      return new Who(press.show(), press.buyer());
    }
  }

  /** A buyer's idempotency key. */
  record Key(ViewerId buyer, String key) {}

  /** An earlier press with the same key, and what it asked for. */
  record Earlier(Hold hold, int askedFor) {}

  /** The product in one show, as it is now. */
  record Terms(SaleState state, int perBuyer, Money price, long priceId) {}

  /**
   * What is known under the lock.
   *
   * @param taken units of the product that the buyer holds or bought in the show
   * @param now the database's clock
   */
  record Facts(
      Level level,
      Map<ShowId, Terms> terms,
      Map<Key, Earlier> earlier,
      Map<Who, Hold> live,
      Map<Who, Integer> taken,
      ShowTime now,
      long holdMillis) {}

  /**
   * @param outcomes one per press, in order
   * @param accepted the holds to write
   * @param units what they add up to
   */
  record Decision(List<ReserveOutcome> outcomes, List<Hold> accepted, int units) {}

  static Decision decide(List<Press> presses, Facts facts) {
    var outcomes = new ArrayList<ReserveOutcome>(presses.size());
    var accepted = new ArrayList<Hold>();
    var live = new HashMap<>(facts.live);
    var earlier = new HashMap<>(facts.earlier);
    var taken = new HashMap<>(facts.taken);
    int left = facts.level.left();
    for (Press press : presses) {
      var who = Who.of(press);
      var outcome = one(press, facts, live, earlier, taken.getOrDefault(who, 0), left);
      outcomes.add(outcome);
      if (outcome instanceof ReserveOutcome.Reserved(Hold hold)) {
        accepted.add(hold);
        left -= hold.quantity();
        live.put(who, hold);
        earlier.put(new Key(press.buyer(), press.key()), new Earlier(hold, press.quantity()));
        taken.merge(who, hold.quantity(), Integer::sum);
      }
    }
    return new Decision(outcomes, accepted, facts.level.left() - left);
  }

  private static ReserveOutcome one(
      Press press,
      Facts facts,
      Map<Who, Hold> live,
      Map<Key, Earlier> earlier,
      int taken,
      int left) {
    var before = earlier.get(new Key(press.buyer(), press.key()));
    if (before != null) {
      boolean same =
          before.hold.show().equals(press.show())
              && before.hold.sku().equals(press.sku())
              && before.askedFor == press.quantity();
      return same ? new ReserveOutcome.AlreadyHeld(before.hold) : new ReserveOutcome.KeyReused();
    }
    var held = live.get(Who.of(press));
    if (held != null) {
      return new ReserveOutcome.AlreadyHeld(held);
    }
    var terms = facts.terms.get(press.show());
    if (terms == null || terms.state != SaleState.ON_SALE) {
      return new ReserveOutcome.NotOnSale();
    }
    if (press.quantity() > terms.perBuyer - taken) {
      return new ReserveOutcome.OverBuyerLimit(terms.perBuyer);
    }
    if (press.quantity() > left) {
      return new ReserveOutcome.SoldOut(left);
    }
    return new ReserveOutcome.Reserved(
        new Hold(
            press.freshId(),
            press.show(),
            facts.level.product(),
            press.sku(),
            press.buyer(),
            press.quantity(),
            terms.price,
            terms.priceId,
            HoldState.HELD,
            press.freshId(),
            0,
            facts.now,
            facts.now.plusMillis(facts.holdMillis)));
  }
}
