package live.nigiwai.shop.timed;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Actor;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.ShowState.SkuPrice;
import live.nigiwai.show.timeline.TimelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * Promises prices for a time, ends them, and corrects those that were wrong. Of a product in a show
 * one runs or is planned at most.
 *
 * <p><b>Threading</b>: any thread that may block. The listing's row is locked while one is
 * promised, the counters while one is corrected, so that no tap earns it in between.
 */
public final class TimedPrices {
  static final Duration LENGTH_MIN = Duration.ofSeconds(10);
  static final Duration LENGTH_MAX = Duration.ofHours(24);
  static final Duration AHEAD_MAX = Duration.ofDays(60);

  private final Database database;
  private final TimelineWriter timelines;
  private final Stock stock;
  private final TimedPriceRows rows;

  public TimedPrices(Database database, TimelineWriter timelines, Stock stock, Store store) {
    this.database = database;
    this.timelines = timelines;
    this.stock = stock;
    this.rows = new TimedPriceRows(store);
  }

  /** What became of a promise. */
  public sealed interface Outcome {
    record Promised(TimedPrice price) implements Outcome {}

    /** There is no such product in the show, or no such timed price. */
    record Unknown() implements Outcome {}

    /** It costs no less than the product does anyway. */
    record NotLower(SkuId sku, Money ordinary) implements Outcome {}

    /** Another one of the product has not ended. */
    record Another() implements Outcome {}

    /** It would end before it begins, be too short, too long or too far ahead. */
    record BadTime() implements Outcome {}

    /** It has ended, or was corrected before. */
    record Over() implements Outcome {}
  }

  /**
   * @param id the request's own; the same one is promised once
   * @param from null for at once
   */
  public record Wish(
      String id,
      ShowId show,
      ProductId product,
      List<SkuPrice> prices,
      @Nullable ShowTime from,
      ShowTime until) {
    public Wish {
      prices = List.copyOf(prices);
    }
  }

  public List<TimedPrice> of(ShowId show) {
    return database.query(sql -> rows.of(sql, show));
  }

  public Outcome promise(Wish wish, Actor actor) {
    return timelines.act(wish.show, action -> promise(action, wish, actor));
  }

  private Outcome promise(Action action, Wish wish, Actor actor) {
    var sql = action.sql();
    if (!lockListing(sql, wish.show, wish.product)) {
      return new Outcome.Unknown();
    }
    var before = rows.find(sql, wish.show, wish.id);
    if (before.isPresent()) {
      return new Outcome.Promised(before.get());
    }
    var now = now(sql);
    var from = wish.from == null ? now : wish.from;
    long length = wish.until.millis() - now.orLater(from).millis();
    if (length < LENGTH_MIN.toMillis()
        || length > LENGTH_MAX.toMillis()
        || from.millis() - now.millis() > AHEAD_MAX.toMillis()) {
      return new Outcome.BadTime();
    }
    if (rows.isPromised(sql, wish.show, wish.product)) {
      return new Outcome.Another();
    }
    var ordinary = ordinary(sql, wish.product);
    for (var each : wish.prices) {
      var price = ordinary.get(each.sku());
      if (price == null) {
        return new Outcome.Unknown();
      }
      if (each.price().compareTo(price) >= 0) {
        return new Outcome.NotLower(each.sku(), price);
      }
    }
    var fresh =
        new TimedPrice(
            wish.id, wish.show, wish.product, wish.prices, now.orLater(from), wish.until, null);
    rows.insert(sql, fresh);
    tell(action, fresh, fresh.fact(), actor, "timed_price");
    return new Outcome.Promised(fresh);
  }

  /** From now on nobody earns it, but for those whose picture is behind. */
  public Outcome end(ShowId show, String id, Actor actor) {
    return timelines.act(
        show,
        action -> {
          var sql = action.sql();
          var running = find(sql, show, id);
          if (running.isEmpty()) {
            return new Outcome.Unknown();
          }
          if (running.get().corrected() != null || running.get().until().compareTo(now(sql)) <= 0) {
            return new Outcome.Over();
          }
          rows.endNow(sql, id);
          var ended = rows.find(sql, show, id).orElseThrow();
          tell(action, ended, ended.fact(), actor, "timed_price_ended");
          return new Outcome.Promised(ended);
        });
  }

  /**
   * 訂正: it was wrong. Whoever holds units at it and has not ordered yet pays the ordinary price,
   * and is shown that before they order.
   */
  public Outcome correct(ShowId show, String id, String reason, Actor actor) {
    return timelines.act(
        show,
        action -> {
          var sql = action.sql();
          var wrong = rows.find(sql, show, id);
          if (wrong.isEmpty()) {
            return new Outcome.Unknown();
          }
          wrong.get().prices().stream()
              .map(SkuPrice::sku)
              .sorted(Comparator.comparing(SkuId::value))
              .forEach(sku -> stock.ledger().lock(sql, sku));
          var locked = find(sql, show, id).orElseThrow();
          if (locked.corrected() != null) {
            return new Outcome.Over();
          }
          rows.correct(sql, id, reason);
          rows.repriceHolds(sql, id);
          var corrected = rows.find(sql, show, id).orElseThrow();
          var fact = new TimelineEvent.PriceCorrected(id, corrected.product(), reason);
          tell(action, corrected, fact, actor, "timed_price_corrected");
          return new Outcome.Promised(corrected);
        });
  }

  private static void tell(
      Action action, TimedPrice price, TimelineEvent fact, Actor actor, String what) {
    action.append(Log.STAGE, new Draft(null, actor, null, fact));
    action.put(Log.STAGE, price.state());
    var audit = new TimelineEvent.StaffActed(what, price.product() + " " + price.id());
    action.append(Log.BACKSTAGE, new Draft(null, actor, null, audit));
  }

  /** Locks the listing, so that two who end or correct the same take turns. */
  private Optional<TimedPrice> find(Sql sql, ShowId show, String id) {
    return rows.find(sql, show, id)
        .filter(it -> lockListing(sql, show, it.product()))
        .flatMap(ignored -> rows.find(sql, show, id));
  }

  private static boolean lockListing(Sql sql, ShowId show, ProductId product) {
    return sql.one(
            "SELECT 1 FROM shop_listing WHERE show_id = $1 AND product_id = $2 FOR NO KEY UPDATE",
            row -> true,
            show.value(),
            product.value())
        .isPresent();
  }

  private static Map<SkuId, Money> ordinary(Sql sql, ProductId product) {
    var prices = new HashMap<SkuId, Money>();
    sql.list(
        """
        SELECT v.sku, price.yen FROM shop_variant v
          JOIN LATERAL (SELECT yen FROM shop_price
                         WHERE sku = v.sku AND valid_from <= clock_timestamp()
                         ORDER BY valid_from DESC, price_id DESC LIMIT 1) price ON true
         WHERE v.product_id = $1
        """,
        row -> prices.put(new SkuId(row.getString(0)), Money.yen(row.getLong(1))),
        product.value());
    return prices;
  }

  private static ShowTime now(Sql sql) {
    return sql.one(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
            row -> new ShowTime(row.getLong(0)))
        .orElseThrow();
  }
}
