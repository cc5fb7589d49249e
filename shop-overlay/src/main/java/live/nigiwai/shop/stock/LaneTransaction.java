package live.nigiwai.shop.stock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import live.nigiwai.runtime.postgres.ConstraintViolation;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch of one lane: lock the counter, return what ran out, read, decide, write, commit, and
 * only then tell anyone.
 */
final class LaneTransaction implements LaneBatch {
  private static final Logger log = LoggerFactory.getLogger(LaneTransaction.class);

  private final SkuId sku;
  private final Database database;
  private final StockLedger ledger;
  private final HoldFollower follower;
  private final Told told;
  private final long holdMillis;

  LaneTransaction(
      SkuId sku,
      Database database,
      StockLedger ledger,
      HoldFollower follower,
      Told told,
      long holdMillis) {
    this.sku = sku;
    this.database = database;
    this.ledger = ledger;
    this.follower = follower;
    this.told = told;
    this.holdMillis = holdMillis;
  }

  /** Hears what a batch left behind, after its commit. */
  interface Told {
    /**
     * @param waited somebody waits for units of it
     */
    void changed(Level level, boolean waited);
  }

  /**
   * None are left.
   *
   * @param holders who hold units, few enough to remember
   * @param shows where; null for everywhere
   */
  record SoldOut(Set<ViewerId> holders, @Nullable Set<ShowId> shows) {
    boolean covers(Press press) {
      return (shows == null || shows.contains(press.show())) && !holders.contains(press.buyer());
    }
  }

  /**
   * @param outcomes one per press
   * @param soldOut where none are left, if the holders are few enough to remember
   */
  record Done(List<ReserveOutcome> outcomes, @Nullable SoldOut soldOut) {}

  private record Committed(Done done, @Nullable Level news, boolean waited) {}

  @Override
  public Done run(List<Press> presses) {
    Committed committed;
    try {
      committed = database.transaction(sql -> batch(sql, presses));
    } catch (DatabaseUnavailableException away) {
      if (!away.outcomeUnknown()) {
        throw away;
      }
      // Perhaps it was committed: the same presses find their own holds by their keys.
      committed = database.transaction(sql -> batch(sql, presses));
    } catch (ConstraintViolation raced) {
      // The same key was pressed on another SKU's lane just now; read again, it is visible.
      log.info("a batch of {} met {}", sku, raced.constraint());
      committed = database.transaction(sql -> batch(sql, presses));
    }
    if (committed.news != null) {
      told.changed(committed.news, committed.waited);
    }
    return committed.done;
  }

  private Committed batch(Sql sql, List<Press> presses) {
    var locked = ledger.lock(sql, sku);
    if (locked.isEmpty()) {
      var unknown = Collections.nCopies(presses.size(), new ReserveOutcome.UnknownSku());
      return new Committed(new Done(List.copyOf(unknown), null), null, false);
    }
    var expired = ledger.expire(sql, locked.get());
    if (!expired.holds().isEmpty()) {
      follower.ended(sql, expired.holds());
    }
    var level = expired.level();
    var facts = LaneFacts.read(sql, level, ledger.allotments(), presses, holdMillis);
    var decision = LaneRules.decide(presses, facts);
    if (!decision.accepted().isEmpty()) {
      level =
          ledger.take(sql, level, decision.accepted(), keys(presses, decision), decision.units());
      follower.held(sql, decision.accepted());
    }
    boolean changed = level.version() != locked.get().version();
    boolean waited = facts.terms().values().stream().anyMatch(LaneRules.Terms::waited);
    return new Committed(
        new Done(decision.outcomes(), soldOut(sql, level, facts, decision)),
        changed ? level : null,
        waited);
  }

  private static @Nullable SoldOut soldOut(
      Sql sql, Level level, LaneRules.Facts facts, LaneRules.Decision decision) {
    var shows = level.hasAny() ? LaneRules.soldOutIn(facts, decision) : null;
    if (shows != null && shows.isEmpty()) {
      return null;
    }
    var holders = LaneFacts.holders(sql, level);
    return holders == null ? null : new SoldOut(holders, shows);
  }

  private static List<@Nullable String> keys(List<Press> presses, LaneRules.Decision decision) {
    var keys = new ArrayList<@Nullable String>();
    for (int i = 0; i < presses.size(); i++) {
      if (decision.outcomes().get(i) instanceof ReserveOutcome.Reserved) {
        keys.add(presses.get(i).key());
      }
    }
    return keys;
  }
}
