package live.nigiwai.shop.stock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;
import org.jspecify.annotations.Nullable;

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

  /** A price for a time; a tap earns it by when the buyer saw it, within {@link #GRACE_MILLIS}. */
  record Timed(String id, Money price, ShowTime endsAt) {
    boolean isEarnedBy(Press press, ShowTime now) {
      long grace = Math.clamp(press.delayMillis(), 0, GRACE_MILLIS);
      return now.compareTo(endsAt.plusMillis(grace)) <= 0;
    }
  }

  /** As much later than its end a tap may still earn a timed price: the latest picture we serve. */
  static final long GRACE_MILLIS = 30_000;

  /**
   * The product in one show, as it is now.
   *
   * @param timed begun, and ended no longer ago than the grace
   * @param waited others have waited for units longer; what comes back is theirs
   */
  record Terms(
      SaleState state,
      int perBuyer,
      Money price,
      long priceId,
      SaleMode mode,
      List<Timed> timed,
      boolean waited) {
    /** Plainly for sale, or not. */
    Terms(SaleState state, int perBuyer, Money price, long priceId) {
      this(state, perBuyer, price, priceId, SaleMode.HOLD, List.of(), false);
    }

    /** The best timed price that the press earned; null where the ordinary one is as good. */
    @Nullable Timed earned(Press press, ShowTime now) {
      return timed.stream()
          .filter(it -> it.isEarnedBy(press, now) && it.price.compareTo(price) < 0)
          .min(Comparator.comparing(Timed::price))
          .orElse(null);
    }
  }

  /**
   * What is known under the lock.
   *
   * @param own the shows that have units of their own
   * @param taken units of the product that the buyer holds or bought in the show
   * @param now the database's clock
   */
  record Facts(
      Level level,
      Map<ShowId, Allotment> own,
      Map<ShowId, Terms> terms,
      Map<Key, Earlier> earlier,
      Map<Who, Hold> live,
      Map<Who, Integer> taken,
      ShowTime now,
      long holdMillis) {
    /** Units that a buyer in the show could have. */
    int left(ShowId show) {
      var allotment = own.get(show);
      return allotment == null ? level.left() : allotment.left();
    }
  }

  /**
   * @param outcomes one per press, in order
   * @param accepted the holds to write
   * @param units what they count
   */
  record Decision(List<ReserveOutcome> outcomes, List<Hold> accepted, int units) {}

  static Decision decide(List<Press> presses, Facts facts) {
    var outcomes = new ArrayList<ReserveOutcome>(presses.size());
    var accepted = new ArrayList<Hold>();
    var live = new HashMap<>(facts.live);
    var earlier = new HashMap<>(facts.earlier);
    var taken = new HashMap<>(facts.taken);
    var pools = new Pools(facts);
    for (Press press : presses) {
      var who = Who.of(press);
      var outcome =
          one(press, facts, live, earlier, taken.getOrDefault(who, 0), pools.left(press.show()));
      outcomes.add(outcome);
      if (outcome instanceof ReserveOutcome.Reserved(Hold hold)) {
        accepted.add(hold);
        pools.take(hold);
        live.put(who, hold);
        earlier.put(new Key(press.buyer(), press.key()), new Earlier(hold, press.quantity()));
        taken.merge(who, hold.quantity(), Integer::sum);
      }
    }
    return new Decision(outcomes, accepted, pools.units);
  }

  /** The shows of a batch in which nobody can have any after it. */
  static Set<ShowId> soldOutIn(Facts facts, Decision decision) {
    var pools = new Pools(facts);
    decision.accepted.forEach(pools::take);
    return facts.terms.keySet().stream()
        .filter(show -> pools.left(show) == 0)
        .collect(Collectors.toSet());
  }

  /** What is left for whom while a batch is decided. */
  private static final class Pools {
    private final Facts facts;
    private final Map<ShowId, Integer> own = new HashMap<>();
    private int shared;
    private int units;

    Pools(Facts facts) {
      this.facts = facts;
    }

    int left(ShowId show) {
      return facts.left(show) - (facts.own.containsKey(show) ? own.getOrDefault(show, 0) : shared);
    }

    void take(Hold hold) {
      units += hold.counted();
      if (facts.own.containsKey(hold.show())) {
        own.merge(hold.show(), hold.counted(), Integer::sum);
      } else {
        shared += hold.counted();
      }
    }
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
    if (terms.waited) {
      return new ReserveOutcome.SoldOut(0);
    }
    if (press.quantity() > left) {
      return new ReserveOutcome.SoldOut(left);
    }
    return new ReserveOutcome.Reserved(hold(press, facts, terms));
  }

  private static Hold hold(Press press, Facts facts, Terms terms) {
    var timed = terms.earned(press, facts.now);
    return new Hold(
        press.freshId(),
        press.show(),
        facts.level.product(),
        press.sku(),
        press.buyer(),
        press.quantity(),
        timed == null ? terms.price : timed.price,
        terms.priceId,
        HoldState.HELD,
        press.freshId(),
        0,
        facts.now,
        facts.now.plusMillis(facts.holdMillis),
        new HoldTerms(terms.mode == SaleMode.FIRST_PAID, null, timed == null ? null : timed.id));
  }
}
