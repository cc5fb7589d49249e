package live.nigiwai.shop.timed;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.ShowState.SkuPrice;
import org.jspecify.annotations.Nullable;

/** {@code /api/shows/{show}/timed-prices}, for producers. Viewers hear of them on the timeline. */
public final class TimedEndpoints {
  private static final Set<Role> PRODUCER = EnumSet.of(Role.PRODUCER);
  private static final int PRICES_MAX = 100;
  private static final long YEN_MAX = 100_000_000;
  private static final int REASON_MAX = 200;

  private final TimedPrices prices;

  public TimedEndpoints(TimedPrices prices) {
    this.prices = prices;
  }

  public void mount(Router router, Endpoints endpoints) {
    String all = "/api/shows/:show/timed-prices";
    router.post(all).handler(endpoints.staff(PRODUCER, this::promise));
    router.post(all + "/:timed/end").handler(endpoints.staff(PRODUCER, this::end));
    router.post(all + "/:timed/correct").handler(endpoints.staff(PRODUCER, this::correct));
  }

  record PriceRequest(@Nullable String sku, long yen) {}

  record PromiseRequest(
      @Nullable String product,
      @Nullable List<PriceRequest> prices,
      @Nullable Long from,
      long until) {}

  private Answer promise(RoutingContext context, Visitor staff) {
    var request = Requests.body(context, PromiseRequest.class);
    var asked = request.prices == null ? List.<PriceRequest>of() : request.prices;
    if (asked.isEmpty() || asked.size() > PRICES_MAX) {
      throw ApiProblem.badRequest("bad_value", "prices must be 1 to " + PRICES_MAX);
    }
    if (asked.stream().map(PriceRequest::sku).distinct().count() < asked.size()) {
      throw ApiProblem.badRequest("bad_value", "a SKU stands in prices twice");
    }
    var wish =
        new TimedPrices.Wish(
            id(staff.actor().id() + " " + Requests.idempotencyKey(context)),
            show(context),
            new ProductId(request.product == null ? "" : request.product),
            asked.stream().map(TimedEndpoints::price).toList(),
            request.from == null ? null : new ShowTime(request.from),
            new ShowTime(request.until));
    return answer(prices.promise(wish, staff.actor()));
  }

  private static SkuPrice price(PriceRequest request) {
    if (request.yen < 1 || request.yen > YEN_MAX) {
      throw ApiProblem.badRequest("bad_value", "yen must be 1 to " + YEN_MAX);
    }
    return new SkuPrice(new SkuId(request.sku == null ? "" : request.sku), Money.yen(request.yen));
  }

  private Answer end(RoutingContext context, Visitor staff) {
    return answer(prices.end(show(context), context.pathParam("timed"), staff.actor()));
  }

  record CorrectRequest(@Nullable String reason) {}

  private Answer correct(RoutingContext context, Visitor staff) {
    String given = Requests.body(context, CorrectRequest.class).reason;
    String reason = given == null ? "" : given.strip();
    if (reason.isEmpty() || reason.length() > REASON_MAX) {
      throw ApiProblem.badRequest("bad_value", "reason must have 1-" + REASON_MAX + " characters");
    }
    return answer(prices.correct(show(context), context.pathParam("timed"), reason, staff.actor()));
  }

  /** A timed price on the wire. */
  public record TimedView(
      String id,
      String product,
      List<SkuView> prices,
      long from,
      long until,
      @Nullable String corrected) {
    public static TimedView of(TimedPrice price) {
      return new TimedView(
          price.id(),
          price.product().value(),
          price.prices().stream()
              .map(each -> new SkuView(each.sku().value(), each.price().yen()))
              .toList(),
          price.from().millis(),
          price.until().millis(),
          price.corrected());
    }
  }

  public record SkuView(String sku, long yen) {}

  private static Answer answer(TimedPrices.Outcome outcome) {
    return switch (outcome) {
      case TimedPrices.Outcome.Promised(var price) -> Answer.ok(TimedView.of(price));
      case TimedPrices.Outcome.Unknown() -> throw ApiProblem.notFound();
      case TimedPrices.Outcome.NotLower(var sku, var ordinary) ->
          throw new ApiProblem(
                  409,
                  "not_lower",
                  "通常の価格（%,d円）より低い価格を入力してください。".formatted(ordinary.yen()),
                  "It must be lower than the ordinary price of ¥%,d.".formatted(ordinary.yen()),
                  false)
              .with("sku", sku.value());
      case TimedPrices.Outcome.Another() ->
          throw new ApiProblem(
              409,
              "timed_price_running",
              "この商品にはまだ終わっていないタイムセールがあります。",
              "Another timed price of this product has not ended.",
              false);
      case TimedPrices.Outcome.BadTime() ->
          throw new ApiProblem(
              422,
              "bad_time",
              "期間は10秒以上24時間以内で、60日先までに始まるようにしてください。",
              "It must last 10 seconds to 24 hours and begin within 60 days.",
              false);
      case TimedPrices.Outcome.Over() ->
          throw new ApiProblem(
              409, "timed_price_over", "すでに終わっています。", "It is over already.", false);
    };
  }

  private static ShowId show(RoutingContext context) {
    return new ShowId(context.pathParam("show"));
  }

  /** The same request always has the same id. */
  private static String id(String request) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
