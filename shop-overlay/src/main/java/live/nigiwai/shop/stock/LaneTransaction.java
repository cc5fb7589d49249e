package live.nigiwai.shop.stock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import live.nigiwai.runtime.postgres.ConstraintViolation;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.Sql;
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
  private final StockNews news;
  private final long holdMillis;

  LaneTransaction(
      SkuId sku,
      Database database,
      StockLedger ledger,
      HoldFollower follower,
      StockNews news,
      long holdMillis) {
    this.sku = sku;
    this.database = database;
    this.ledger = ledger;
    this.follower = follower;
    this.news = news;
    this.holdMillis = holdMillis;
  }

  /**
   * @param outcomes one per press
   * @param soldOutTo the holders, if none are left and they are few enough to remember
   */
  record Done(List<ReserveOutcome> outcomes, @Nullable Set<ViewerId> soldOutTo) {}

  private record Committed(Done done, @Nullable Level news) {}

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
      news.announce(committed.news);
    }
    return committed.done;
  }

  private Committed batch(Sql sql, List<Press> presses) {
    var locked = ledger.lock(sql, sku);
    if (locked.isEmpty()) {
      return new Committed(
          new Done(Collections.nCopies(presses.size(), new ReserveOutcome.UnknownSku()), null),
          null);
    }
    var expired = ledger.expire(sql, locked.get());
    if (!expired.holds().isEmpty()) {
      follower.ended(sql, expired.holds());
    }
    var level = expired.level();
    var decision = LaneRules.decide(presses, LaneFacts.read(sql, level, presses, holdMillis));
    if (!decision.accepted().isEmpty()) {
      level =
          ledger.take(sql, level, decision.accepted(), keys(presses, decision), decision.units());
      follower.held(sql, decision.accepted());
    }
    var soldOutTo = level.left() == 0 ? LaneFacts.holders(sql, level) : null;
    boolean changed = level.version() != locked.get().version();
    return new Committed(new Done(decision.outcomes(), soldOutTo), changed ? level : null);
  }

  private static List<String> keys(List<Press> presses, LaneRules.Decision decision) {
    var keys = new ArrayList<String>();
    for (int i = 0; i < presses.size(); i++) {
      if (decision.outcomes().get(i) instanceof ReserveOutcome.Reserved) {
        keys.add(presses.get(i).key());
      }
    }
    return keys;
  }
}
