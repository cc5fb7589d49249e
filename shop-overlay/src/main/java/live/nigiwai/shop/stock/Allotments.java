package live.nigiwai.shop.stock;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * Keeps units for a show この番組分. As long as it has some, the show sells those and no others, and
 * nobody else can have them. What is left when it is closed is everyone's again.
 *
 * <p><b>Threading</b>: any thread that may block; the SKU's counter is locked first.
 */
public final class Allotments {
  public static final int UNITS_MAX = 100_000;

  private final Database database;
  private final Stock stock;
  private final Supplier<String> ids;

  /**
   * @param ids fresh ones
   */
  public Allotments(Database database, Stock stock, Supplier<String> ids) {
    this.database = database;
    this.stock = stock;
    this.ids = ids;
  }

  /** What became of a wish. */
  public sealed interface Outcome {
    /**
     * @param now null where there is none any more
     */
    record Done(@Nullable Allotment now, Level level) implements Outcome {}

    /**
     * @param most units it could have, those it has included
     */
    record TooFew(int most) implements Outcome {}

    /** Fewer than are held and sold out of it. */
    record BelowTaken(int taken) implements Outcome {}

    /** It belongs to a drop, or one is planned on the same units. */
    record OfDrop() implements Outcome {}

    record UnknownSku() implements Outcome {}
  }

  /** Why, by whom, and for which drop. */
  public record Cause(String reason, String actor, @Nullable String drop) {}

  /**
   * Makes the show's own units as many as {@code units}, those held or sold out of them included; 0
   * ends it.
   */
  public Outcome set(ShowId show, SkuId sku, int units, Cause cause) {
    if (units < 0 || units > UNITS_MAX) {
      throw new IllegalArgumentException("units must be 0 to " + UNITS_MAX);
    }
    var outcome = database.transaction(sql -> set(sql, show, sku, units, cause));
    if (outcome instanceof Outcome.Done(var ignored, Level level)) {
      stock.changed(level);
    }
    return outcome;
  }

  /** As {@link #set}, within the caller's transaction; the caller tells of the level afterwards. */
  public Outcome set(Sql sql, ShowId show, SkuId sku, int units, Cause cause) {
    var locked = stock.ledger().lock(sql, sku);
    if (locked.isEmpty()) {
      return new Outcome.UnknownSku();
    }
    var level = locked.get();
    var open = stock.ledger().allotments().open(sql, level).get(show);
    String ofDrop = open == null ? null : open.drop();
    if (open != null && (ofDrop == null ? cause.drop != null : !ofDrop.equals(cause.drop))) {
      return new Outcome.OfDrop();
    }
    if (units == 0) {
      return open == null ? new Outcome.Done(null, level) : close(sql, level, open, cause);
    }
    int more = units - (open == null ? 0 : open.units());
    if (more > level.left()) {
      return new Outcome.TooFew(level.left() + (open == null ? 0 : open.units()));
    }
    if (open != null && units < open.taken()) {
      return new Outcome.BelowTaken(open.taken());
    }
    var allotment = open == null ? opened(sql, show, sku, cause) : open;
    if (more != 0) {
      stock.ledger().allotments().change(sql, allotment.id(), more, cause.reason, cause.actor);
    }
    var now = new Allotment(allotment.id(), show, sku, allotment.drop(), units, allotment.taken());
    return new Outcome.Done(
        now, stock.ledger().counters().keep(sql, level, more, open == null ? 1 : 0));
  }

  private Allotment opened(Sql sql, ShowId show, SkuId sku, Cause cause) {
    var fresh = new Allotment(ids.get(), show, sku, cause.drop, 0, 0);
    stock.ledger().allotments().open(sql, fresh);
    return fresh;
  }

  private Outcome close(Sql sql, Level level, Allotment open, Cause cause) {
    var rows = stock.ledger().allotments();
    rows.change(sql, open.id(), -open.left(), cause.reason, cause.actor);
    rows.close(sql, open.id());
    return new Outcome.Done(null, stock.ledger().counters().keep(sql, level, -open.left(), -1));
  }

  /** The show's own units of a SKU, if it has any; without a lock. */
  public Optional<Allotment> of(ShowId show, SkuId sku) {
    return stock.allotments(show, List.of(sku)).stream().findFirst();
  }
}
