package live.nigiwai.shop.drop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.drop.Drop.Kind;
import live.nigiwai.shop.drop.Drop.Phase;
import live.nigiwai.shop.stock.Allotments;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * Plans drops, shows them and cancels them.
 *
 * <p><b>Threading</b>: any thread that may block; the SKU's counter is locked first.
 */
public final class Drops {
  /** So that the commitment is public before the first entry, and everybody has heard of it. */
  static final Duration LEAD_MIN = Duration.ofSeconds(10);

  /** The latest picture is half a minute behind; whoever watches it has time to press as well. */
  static final Duration WINDOW_MIN = Duration.ofSeconds(45);

  static final Duration WINDOW_MAX = Duration.ofHours(24);
  static final Duration AHEAD_MAX = Duration.ofDays(60);
  static final int UNITS_MAX = 100_000;

  private final Database database;
  private final TimelineWriter timelines;
  private final Stock stock;
  private final Allotments allotments;
  private final DropRows rows;
  private final EntryRows entries;
  private final Supplier<String> ids;
  private final Supplier<byte[]> seeds;

  /**
   * @param ids fresh, unguessable
   * @param seeds {@link FairDraw#SEED_BYTES} random bytes each
   */
  public Drops(
      Database database,
      TimelineWriter timelines,
      Stock stock,
      Allotments allotments,
      Store store,
      Supplier<String> ids,
      Supplier<byte[]> seeds) {
    this.database = database;
    this.timelines = timelines;
    this.stock = stock;
    this.allotments = allotments;
    this.rows = new DropRows(store);
    this.entries = new EntryRows(store);
    this.ids = ids;
    this.seeds = seeds;
  }

  /**
   * What is to be sold, and when.
   *
   * @param opensAt null for as soon as the lead allows
   */
  public record Plan(
      String requestKey,
      ShowId show,
      SkuId sku,
      Kind kind,
      int units,
      int perBuyer,
      @Nullable ShowTime opensAt,
      ShowTime closesAt,
      int payWithinSeconds) {}

  /** What became of a plan. */
  public sealed interface Outcome {
    record Planned(Drop drop) implements Outcome {}

    /** There is no such drop, or the SKU's product is not in the show. */
    record Unknown() implements Outcome {}

    record BadTime() implements Outcome {}

    /** Fewer units are left. */
    record TooFew(int left) implements Outcome {}

    /** The show keeps units of it already, or another drop of it is not over. */
    record Another() implements Outcome {}

    /** It is drawn or over. */
    record TooLate() implements Outcome {}
  }

  private record Told(Outcome outcome, @Nullable Level level) {
    static Told of(Outcome outcome) {
      return new Told(outcome, null);
    }
  }

  public List<Drop> of(ShowId show) {
    return database.query(sql -> rows.of(sql, show));
  }

  public Optional<Drop> find(ShowId show, String id) {
    return database.query(sql -> rows.find(sql, show, id));
  }

  Optional<Entry> entryOf(Drop drop, ViewerId viewer) {
    return database.query(sql -> entries.mine(sql, drop, viewer));
  }

  /** Some of the drawn entries after a place, for whoever checks the draw. */
  List<FairDraw.Placed> placed(Drop drawn, int after, int limit, byte[] seed) {
    return database.query(sql -> entries.placed(sql, drawn.id(), after, limit, seed));
  }

  public Outcome plan(Plan plan, Actor actor) {
    return tell(timelines.act(plan.show, action -> plan(action, plan, actor)));
  }

  private Told plan(Action action, Plan plan, Actor actor) {
    var sql = action.sql();
    var locked = stock.ledger().lock(sql, plan.sku);
    if (locked.isEmpty() || !isListed(sql, plan.show, locked.get().product())) {
      return Told.of(new Outcome.Unknown());
    }
    var before = rows.byRequest(sql, plan.requestKey);
    if (before.isPresent()) {
      return Told.of(new Outcome.Planned(before.get()));
    }
    var earliest = now(sql).plusMillis(LEAD_MIN.toMillis());
    var opensAt = plan.opensAt == null ? earliest : plan.opensAt;
    long window = plan.closesAt.millis() - opensAt.millis();
    if (opensAt.compareTo(earliest) < 0
        || opensAt.millis() - earliest.millis() > AHEAD_MAX.toMillis()
        || window < WINDOW_MIN.toMillis()
        || window > WINDOW_MAX.toMillis()) {
      return Told.of(new Outcome.BadTime());
    }
    if (rows.hasAny(sql, plan.show, plan.sku)) {
      return Told.of(new Outcome.Another());
    }
    byte[] seed = seeds.get();
    var drop =
        new Drop(
            ids.get(),
            plan.show,
            locked.get().product(),
            plan.sku,
            plan.kind,
            Phase.PLANNED,
            plan.units,
            plan.perBuyer,
            opensAt,
            plan.closesAt,
            plan.payWithinSeconds,
            FairDraw.commitment(seed),
            null,
            null,
            0);
    var cause = new Allotments.Cause("drop", actor.id(), drop.id());
    return switch (allotments.set(sql, plan.show, plan.sku, plan.units, cause)) {
      case Allotments.Outcome.Done(var ignored, Level level) -> {
        rows.insert(sql, drop, seed, plan.requestKey);
        append(action, drop, actor);
        audit(action, drop, actor, "drop_planned");
        yield new Told(new Outcome.Planned(drop), level);
      }
      case Allotments.Outcome.TooFew(int most) -> Told.of(new Outcome.TooFew(most));
      case Allotments.Outcome.BelowTaken ignored -> Told.of(new Outcome.Another());
      case Allotments.Outcome.OfDrop ignored -> Told.of(new Outcome.Another());
      case Allotments.Outcome.UnknownSku ignored -> Told.of(new Outcome.Unknown());
    };
  }

  /** Calls it off; what it kept is everyone's again. Not once it is drawn. */
  public Outcome cancel(ShowId show, String id, Actor actor) {
    return tell(
        timelines.act(
            show,
            action -> {
              var sql = action.sql();
              var drop = rows.find(sql, show, id).flatMap(seen -> lock(sql, seen));
              if (drop.isEmpty()) {
                return Told.of(new Outcome.Unknown());
              }
              if (drop.get().phase() != Phase.PLANNED && drop.get().phase() != Phase.OPEN) {
                return Told.of(new Outcome.TooLate());
              }
              var level = close(sql, drop.get(), Phase.CANCELLED, actor);
              var cancelled = rows.find(sql, show, id).orElseThrow();
              append(action, cancelled, actor);
              audit(action, cancelled, actor, "drop_cancelled");
              return new Told(new Outcome.Planned(cancelled), level);
            }));
  }

  private Outcome tell(Told told) {
    if (told.level != null) {
      stock.changed(told.level);
    }
    return told.outcome;
  }

  /** The counter, then the drop. */
  Optional<Drop> lock(Sql sql, Drop seen) {
    stock.ledger().lock(sql, seen.sku());
    return rows.lock(sql, seen.show(), seen.id());
  }

  /** Gives the rest of its units back to everyone; both rows are locked. */
  @Nullable Level close(Sql sql, Drop locked, Phase phase, Actor actor) {
    rows.setPhase(sql, locked.id(), phase);
    var cause = new Allotments.Cause("drop " + phase.word(), actor.id(), locked.id());
    var outcome = allotments.set(sql, locked.show(), locked.sku(), 0, cause);
    return outcome instanceof Allotments.Outcome.Done(var ignored, Level level) ? level : null;
  }

  static void append(Action action, Drop drop, Actor actor) {
    var fact =
        new TimelineEvent.DropChanged(drop.id(), drop.product(), drop.sku(), drop.phase().word());
    action.append(Log.STAGE, new Draft(null, actor, null, fact));
    action.put(Log.STAGE, drop.state());
  }

  private static void audit(Action action, Drop drop, Actor actor, String what) {
    var fact = new TimelineEvent.StaffActed(what, drop.sku() + " " + drop.units());
    action.append(Log.BACKSTAGE, new Draft(null, actor, null, fact));
  }

  private static boolean isListed(Sql sql, ShowId show, ProductId product) {
    return sql.one(
            "SELECT 1 FROM shop_listing WHERE show_id = $1 AND product_id = $2",
            row -> true,
            show.value(),
            product.value())
        .isPresent();
  }

  private static ShowTime now(Sql sql) {
    return sql.one(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
            row -> new ShowTime(row.getLong(0)))
        .orElseThrow();
  }
}
