package live.nigiwai.shop.drop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.drop.DropView.EntryView;
import live.nigiwai.shop.drop.DropView.ReceiptView;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** {@code /api/shows/{show}/drops}: for viewers to see and enter, for producers to plan. */
final class DropEndpoints {
  private static final Set<Role> PRODUCER = EnumSet.of(Role.PRODUCER);
  private static final int PROOF_PAGE = 5_000;
  private static final long PROOF_BYTES_MAX = 64L << 20;
  private static final Duration LIST_AGE_MAX = Duration.ofMillis(500);
  private static final int SHOWS_MAX = 500;
  private static final int PAY_WITHIN_SECONDS = 900;

  private final Drops drops;
  private final EntryDoor door;
  private final ShowClock clock;

  /** The whole audience asks at the same moment; the answer is the same for all. */
  private final Cache<ShowId, List<DropView>> lists =
      Caffeine.newBuilder().maximumSize(SHOWS_MAX).expireAfterWrite(LIST_AGE_MAX).build();

  /** Never changes once drawn. */
  private final Cache<String, byte[]> proofs =
      Caffeine.newBuilder()
          .maximumWeight(PROOF_BYTES_MAX)
          .<String, byte[]>weigher((id, bytes) -> bytes.length)
          .build();

  DropEndpoints(Drops drops, EntryDoor door, ShowClock clock) {
    this.drops = drops;
    this.door = door;
    this.clock = clock;
  }

  void mount(Router router, Endpoints endpoints) {
    String all = "/api/shows/:show/drops";
    router.get(all).handler(endpoints.on(this::list));
    router.post(all).handler(endpoints.staff(PRODUCER, this::plan));
    router.post(all + "/:drop/cancel").handler(endpoints.staff(PRODUCER, this::cancel));
    router.post(all + "/:drop/entries").handler(endpoints.viewer(this::enter));
    router.get(all + "/:drop/entries/mine").handler(endpoints.viewer(this::mine));
    router.get(all + "/:drop/receipt").handler(endpoints.viewer(this::receipt));
    router.get(all + "/:drop/proof").handler(endpoints.on(this::proof));
  }

  record ListView(List<DropView> drops, long now) {}

  private Answer list(RoutingContext context) {
    var views =
        lists.get(show(context), show -> drops.of(show).stream().map(DropView::of).toList());
    return Answer.ok(new ListView(views == null ? List.of() : views, clock.now().millis()));
  }

  record PlanRequest(
      @Nullable String sku,
      @Nullable String kind,
      int units,
      @Nullable Integer perBuyer,
      @Nullable Long opensAt,
      long closesAt,
      @Nullable Integer payWithinSeconds) {}

  private Answer plan(RoutingContext context, Visitor staff) {
    var request = Requests.body(context, PlanRequest.class);
    int perBuyer = request.perBuyer == null ? 1 : request.perBuyer;
    int payWithin =
        request.payWithinSeconds == null ? PAY_WITHIN_SECONDS : request.payWithinSeconds;
    if (request.units < 1 || request.units > Drops.UNITS_MAX) {
      throw ApiProblem.badRequest("bad_value", "units must be 1 to " + Drops.UNITS_MAX);
    }
    if (perBuyer < 1 || perBuyer > 100) {
      throw ApiProblem.badRequest("bad_value", "perBuyer must be 1 to 100");
    }
    if (payWithin < 60 || payWithin > 86_400) {
      throw ApiProblem.badRequest("bad_value", "payWithinSeconds must be 60 to 86400");
    }
    var plan =
        new Drops.Plan(
            staff.actor().id() + ":" + Requests.idempotencyKey(context),
            show(context),
            new SkuId(request.sku == null ? "" : request.sku),
            kind(request.kind),
            request.units,
            perBuyer,
            request.opensAt == null ? null : new ShowTime(request.opensAt),
            new ShowTime(request.closesAt),
            payWithin);
    return answer(drops.plan(plan, staff.actor()));
  }

  private static Drop.Kind kind(@Nullable String word) {
    try {
      return Drop.Kind.valueOf(word == null ? "" : word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw ApiProblem.badRequest("bad_value", "kind must be first_come or fair");
    }
  }

  private Answer cancel(RoutingContext context, Visitor staff) {
    return answer(drops.cancel(show(context), context.pathParam("drop"), staff.actor()));
  }

  private Answer answer(Drops.Outcome outcome) {
    return switch (outcome) {
      case Drops.Outcome.Planned(var drop) -> {
        lists.invalidate(drop.show());
        yield Answer.ok(DropView.of(drop));
      }
      case Drops.Outcome.Unknown() -> throw ApiProblem.notFound();
      case Drops.Outcome.BadTime() ->
          throw new ApiProblem(
              422,
              "bad_time",
              "開始は10秒以上先、受付時間は45秒以上24時間以内にしてください（遅れて見ている方にも間に合うように）。",
              "It must open in 10 seconds or later and last 45 seconds to 24 hours, so that those"
                  + " whose picture is behind have time too.",
              false);
      case Drops.Outcome.TooFew(int left) ->
          throw new ApiProblem(
                  409,
                  "too_few",
                  "在庫が足りません（あと" + left + "点）。",
                  "Only " + left + " units are left.",
                  false)
              .with("left", left);
      case Drops.Outcome.Another() ->
          throw new ApiProblem(
              409,
              "another_drop",
              "この商品には別の数量限定販売、または番組専用の在庫があります。",
              "Another drop of this item is not over, or the show has units of its own.",
              false);
      case Drops.Outcome.TooLate() ->
          throw new ApiProblem(
              409, "drop_over", "抽選後は取り消せません。", "It is drawn or over already.", false);
    };
  }

  record EnterRequest(@Nullable Integer quantity) {}

  private Answer enter(RoutingContext context, Visitor visitor) {
    Integer asked = Requests.body(context, EnterRequest.class).quantity;
    int quantity = asked == null ? 1 : asked;
    if (quantity < 1 || quantity > 100) {
      throw ApiProblem.badRequest("bad_value", "quantity must be 1 to 100");
    }
    var wish =
        new EntryDoor.Wish(show(context), context.pathParam("drop"), visitor.viewer(), quantity);
    return switch (door.enter(wish)) {
      case EntryDoor.Outcome.Entered(var drop, var entry, boolean fresh) ->
          Answer.status(fresh ? 201 : 200, EntryView.of(drop, entry));
      case EntryDoor.Outcome.NotOpen(var drop) -> throw notOpen(drop);
      case EntryDoor.Outcome.Unknown() -> throw ApiProblem.notFound();
      case EntryDoor.Outcome.OverBuyerLimit(int limit) ->
          throw new ApiProblem(
                  409,
                  "per_buyer_limit",
                  "お一人様" + limit + "点までです。",
                  "Up to " + limit + " per person.",
                  false)
              .with("limit", limit);
      case EntryDoor.Outcome.Full() ->
          throw new ApiProblem(
              409, "drop_full", "応募の受付数が上限に達しました。", "No more entries can be taken.", false);
      case EntryDoor.Outcome.Busy(int millis, int ahead) ->
          throw new ApiProblem(
                  429,
                  "busy",
                  "ただいま混み合っています。応募の早い遅いは当選に関係しません。少し待ってからお試しください。",
                  "Many people are entering right now. Being early is no advantage; please try"
                      + " again in a moment.",
                  true)
              .with("retryAfter", (millis + 999) / 1_000)
              .with("retryAfterMillis", millis)
              .with("ahead", ahead);
    };
  }

  private static ApiProblem notOpen(Drop drop) {
    boolean later = drop.phase() == Drop.Phase.PLANNED;
    return later
        ? new ApiProblem(409, "drop_not_open", "受付はまだ始まっていません。", "Entries are not open yet.", true)
            .with("opensAt", drop.opensAt().millis())
        : new ApiProblem(409, "drop_closed", "受付は終了しました。", "Entries are closed.", false);
  }

  private Answer mine(RoutingContext context, Visitor visitor) {
    var drop = find(context);
    return Answer.ok(
        EntryView.of(
            drop, drops.entryOf(drop, visitor.viewer()).orElseThrow(ApiProblem::notFound)));
  }

  private Answer receipt(RoutingContext context, Visitor visitor) {
    var drop = find(context);
    var entry = drops.entryOf(drop, visitor.viewer()).orElseThrow(ApiProblem::notFound);
    String seed = drop.seed();
    String key = seed == null ? null : FairDraw.key(HexFormat.of().parseHex(seed), entry.id());
    return Answer.ok(ReceiptView.of(drop, entry, key));
  }

  /** Plain text, so that {@code sort} and {@code openssl} are enough to check it. */
  private Answer proof(RoutingContext context) {
    var drop = find(context);
    String seed = drop.seed();
    if (seed == null) {
      throw new ApiProblem(409, "not_drawn", "抽選はまだ行われていません。", "It has not been drawn yet.", true);
    }
    byte[] bytes = proofs.get(drop.id(), ignored -> written(drop, seed));
    return new Answer(
        200,
        bytes,
        Map.of(
            "Content-Type", "text/plain; charset=utf-8",
            "Cache-Control", "public, max-age=3600",
            "X-Content-Type-Options", "nosniff"));
  }

  private byte[] written(Drop drop, String seed) {
    var text = new StringBuilder();
    text.append("# drop ").append(drop.id()).append('\n');
    text.append("# commitment ").append(drop.commitment()).append('\n');
    text.append("# seed ").append(seed).append('\n');
    text.append("# entries ").append(drop.entriesHash()).append('\n');
    text.append("# place HMAC-SHA256(seed,entry) entry\n");
    byte[] bytes = HexFormat.of().parseHex(seed);
    int place = 0;
    for (var page = drops.placed(drop, 0, PROOF_PAGE, bytes);
        !page.isEmpty();
        page = drops.placed(drop, place, PROOF_PAGE, bytes)) {
      for (var each : page) {
        text.append(++place).append(' ').append(each.key()).append(' ');
        text.append(each.entryId()).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Drop find(RoutingContext context) {
    return drops.find(show(context), context.pathParam("drop")).orElseThrow(ApiProblem::notFound);
  }

  private static ShowId show(RoutingContext context) {
    return new ShowId(context.pathParam("show"));
  }
}
