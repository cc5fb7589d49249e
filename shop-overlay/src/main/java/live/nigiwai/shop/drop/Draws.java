package live.nigiwai.shop.drop;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.drop.Drop.Kind;
import live.nigiwai.shop.drop.Drop.Phase;
import live.nigiwai.shop.stock.Giving;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.ReserveOutcome;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due for each drop: opens it, draws, gives units to those whose turn it is, ends it.
 * Every step is one transaction that looks at the locked drop again, so it may be interrupted
 * anywhere, repeated, and done by several nodes; the draw comes out the same whoever makes it.
 *
 * <p><b>Threading</b>: one thread per node calls {@link #tick}.
 */
final class Draws {
  private static final Logger log = LoggerFactory.getLogger(Draws.class);
  private static final Actor BY = Actor.system("drop");
  private static final int DROPS_AT_ONCE_MAX = 50;
  private static final int TURNS_AT_ONCE_MAX = 200;

  /** Rounds of offers to the next in order, each as long as the drop gives people to pay. */
  private static final int ROUNDS = 3;

  private final Database database;
  private final TimelineWriter timelines;
  private final Stock stock;
  private final Giving giving;
  private final Drops drops;
  private final DropRows rows;
  private final EntryRows entries;
  private final Consumer<Drop> opened;

  /**
   * @param opened hears of a first-come drop that sells from now on
   */
  Draws(
      Database database,
      TimelineWriter timelines,
      Stock stock,
      Drops drops,
      Store store,
      Consumer<Drop> opened) {
    this.opened = opened;
    this.database = database;
    this.timelines = timelines;
    this.stock = stock;
    this.giving = stock.giving();
    this.drops = drops;
    this.rows = new DropRows(store);
    this.entries = new EntryRows(store);
  }

  /** Everything that is due now. */
  void tick() {
    for (var drop : database.query(sql -> rows.due(sql, DROPS_AT_ONCE_MAX))) {
      try {
        step(drop);
      } catch (DatabaseUnavailableException away) {
        log.warn("drop {} waits: {}", drop.id(), away.getMessage());
      }
    }
  }

  private void step(Drop seen) {
    switch (seen.phase()) {
      case PLANNED -> open(seen);
      case OPEN -> {
        if (seen.kind() == Kind.FIRST_COME) {
          end(seen);
        } else {
          draw(seen);
        }
      }
      case DRAWN -> award(seen);
      case ENDED, CANCELLED -> {}
    }
  }

  private void open(Drop seen) {
    timelines.act(
        seen.show(),
        action -> {
          var sql = action.sql();
          var drop = rows.lock(sql, seen.show(), seen.id());
          if (drop.isPresent() && drop.get().phase() == Phase.PLANNED) {
            rows.setPhase(sql, seen.id(), Phase.OPEN);
            tell(action, seen);
          }
          return true;
        });
    if (seen.kind() == Kind.FIRST_COME) {
      opened.accept(seen);
    }
  }

  /** Whoever entered before the drop's row was locked is in; whoever comes later finds it drawn. */
  private void draw(Drop seen) {
    timelines.act(
        seen.show(),
        action -> {
          var sql = action.sql();
          var drop = rows.lock(sql, seen.show(), seen.id());
          if (drop.isEmpty()
              || drop.get().phase() != Phase.OPEN
              || !rows.isPast(sql, drop.get().closesAt())) {
            return false;
          }
          var ids = entries.ids(sql, seen.id());
          entries.place(sql, seen.id(), FairDraw.order(rows.seed(sql, seen.id()), ids));
          rows.setEntriesHash(sql, seen.id(), FairDraw.entriesHash(ids));
          rows.setPhase(sql, seen.id(), Phase.DRAWN);
          tell(action, seen);
          return true;
        });
    award(seen);
  }

  private void award(Drop seen) {
    Awarded done;
    do {
      done = database.transaction(sql -> awardSome(sql, seen));
      if (done.level != null) {
        stock.changed(done.level);
      }
    } while (done.goesOn);
    if (database.query(sql -> isOver(sql, seen))) {
      end(seen);
    }
  }

  /**
   * @param level null where it is as it was
   * @param goesOn somebody had their turn
   */
  private record Awarded(@Nullable Level level, boolean goesOn) {
    static final Awarded NOTHING = new Awarded(null, false);
  }

  /** Gives to the next few. */
  private Awarded awardSome(Sql sql, Drop seen) {
    var locked = giving.lock(sql, seen.sku());
    var drop = rows.lock(sql, seen.show(), seen.id());
    if (locked == null || drop.isEmpty() || drop.get().phase() != Phase.DRAWN) {
      return Awarded.NOTHING;
    }
    int left = stock.ledger().left(sql, locked, seen.show());
    var turns =
        left == 0
            ? List.<EntryRows.Turn>of()
            : entries.next(sql, seen.id(), Math.min(left, TURNS_AT_ONCE_MAX));
    if (turns.isEmpty()) {
      return new Awarded(locked, false);
    }
    var given =
        giving.give(
            sql,
            locked,
            turns.stream()
                .map(each -> new Giving.Turn(seen.show(), each.viewer(), each.quantity()))
                .collect(Collectors.toList()),
            seen.payWithinSeconds() * 1_000L,
            Giving.Rule.DRAWN);
    boolean decided = false;
    for (int i = 0; i < turns.size(); i++) {
      decided |= record(sql, turns.get(i), given.outcomes().get(i));
    }
    return new Awarded(given.level(), decided);
  }

  /** Returns whether the entry has had its turn. */
  private boolean record(Sql sql, EntryRows.Turn turn, ReserveOutcome outcome) {
    return switch (outcome) {
      case ReserveOutcome.Reserved(var hold) -> {
        entries.won(sql, turn.entry(), hold.id());
        yield true;
      }
      // Fewer are left than they asked for; somebody may give some back.
      case ReserveOutcome.SoldOut ignored -> false;
      case ReserveOutcome.AlreadyHeld ignored -> passed(sql, turn);
      case ReserveOutcome.OverBuyerLimit ignored -> passed(sql, turn);
      case ReserveOutcome.NotOnSale ignored -> passed(sql, turn);
      case ReserveOutcome.KeyReused ignored -> passed(sql, turn);
      case ReserveOutcome.UnknownSku ignored -> passed(sql, turn);
      case ReserveOutcome.Busy ignored -> false;
    };
  }

  private boolean passed(Sql sql, EntryRows.Turn turn) {
    entries.passed(sql, turn.entry());
    return true;
  }

  /** All are decided, or time is up for those behind. */
  private boolean isOver(Sql sql, Drop seen) {
    var drop = rows.find(sql, seen.show(), seen.id());
    if (drop.isEmpty() || drop.get().phase() != Phase.DRAWN) {
      return false;
    }
    var last = seen.closesAt().plusMillis(ROUNDS * seen.payWithinSeconds() * 1_000L);
    return rows.isPast(sql, last)
        || (!entries.anyUndecided(sql, seen.id())
            && (entries.next(sql, seen.id(), 1).isEmpty() || left(seen) == 0));
  }

  private int left(Drop drop) {
    return stock.allotments(drop.show(), List.of(drop.sku())).stream()
        .mapToInt(each -> each.left())
        .sum();
  }

  private void end(Drop seen) {
    @Nullable Level level =
        timelines
            .act(
                seen.show(),
                action -> {
                  var sql = action.sql();
                  var drop = drops.lock(sql, seen);
                  boolean over =
                      drop.isPresent()
                          && (drop.get().phase() == Phase.OPEN
                              || drop.get().phase() == Phase.DRAWN);
                  if (!over) {
                    return Optional.<Level>empty();
                  }
                  var after = drops.close(sql, drop.get(), Phase.ENDED, BY);
                  tell(action, seen);
                  return Optional.ofNullable(after);
                })
            .orElse(null);
    if (level != null) {
      stock.changed(level);
    }
  }

  private void tell(Action action, Drop seen) {
    var now = rows.find(action.sql(), seen.show(), seen.id()).orElseThrow();
    Drops.append(action, now, BY);
  }
}
