package live.nigiwai.shop.payment.simulator;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Map;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.simulator.SimulatedCharges.Charged;
import live.nigiwai.shop.payment.simulator.SimulatedCharges.Result;
import live.nigiwai.show.ShowClock;

/**
 * The pages a buyer sees at a real provider: {@code /sim/3ds/{key}} of the bank, {@code
 * /sim/pay/{key}} of the wallet, {@code /sim/slip/{key}} for the till. Whoever has the key may
 * answer, as with the real ones; the answer goes to {@code /api/simulator/payments/{key}/{answer}}
 * and leads back to where the buyer came from.
 */
final class SimulatorPages {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("M月d日 HH:mm");
  private static final int OUTAGE_SECONDS_MAX = 3_600;
  private static final int KEY_LENGTH_MAX = 64;

  private final SimulatedProvider provider;
  private final ShowClock clock;
  private final String page = resource("page.html");
  private final byte[] style = resource("page.css").getBytes(StandardCharsets.UTF_8);

  SimulatorPages(SimulatedProvider provider, ShowClock clock) {
    this.provider = provider;
    this.clock = clock;
  }

  void mount(Router router, Endpoints endpoints) {
    router
        .get("/sim/page.css")
        .handler(
            endpoints.on(
                context ->
                    new Answer(200, style, Map.of("Content-Type", "text/css; charset=utf-8"))));
    router.get("/sim/3ds/:key").handler(endpoints.on(this::show));
    router.get("/sim/pay/:key").handler(endpoints.on(this::show));
    router.get("/sim/slip/:key").handler(endpoints.on(this::show));
    router.post("/api/simulator/payments/:key/:answer").handler(endpoints.on(this::answer));
    router
        .post("/api/simulator/outage")
        .handler(endpoints.staff(EnumSet.of(Role.PRODUCER), (context, staff) -> outage(context)));
  }

  private Charged charge(RoutingContext context) {
    String key = context.pathParam("key");
    if (key.length() > KEY_LENGTH_MAX) {
      throw ApiProblem.notFound();
    }
    return provider.ofPage(key).orElseThrow(ApiProblem::notFound);
  }

  private Answer show(RoutingContext context) {
    var charge = charge(context);
    String html =
        page.replace("{{title}}", title(charge.method()))
            .replace(
                "{{amount}}", String.format(java.util.Locale.ROOT, "%,d", charge.amount().yen()))
            .replace("{{words}}", words(charge))
            .replace("{{buttons}}", buttons(charge));
    return new Answer(
        200,
        html.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store"));
  }

  private static String title(PaymentMethod method) {
    return switch (method) {
      case CARD -> "カード会社の本人認証";
      case PAYPAY -> "スマホ決済のお支払い";
      case KONBINI, CASH_ON_DELIVERY -> "コンビニ払込票";
    };
  }

  /** Nothing in it was typed by anyone. */
  private static String words(Charged charge) {
    return switch (charge.result()) {
      case ACTION ->
          charge.method() == PaymentMethod.CARD
              ? "このお支払いを承認しますか。 / Approve this payment?"
              : "残高から支払いますか。 / Pay from your balance?";
      case CASH -> charge.slipOver() ? "お支払い期限を過ぎました。 / This slip has expired." : slip(charge);
      case CAPTURED -> "お支払いは完了しています。 / Paid.";
      case DECLINED -> "お支払いは承認されませんでした。 / Declined.";
      case CANCELLED, NOT_ARRIVED -> "このお支払いは取り消されました。 / Cancelled.";
    };
  }

  private static String slip(Charged charge) {
    var ends = charge.slipEnds();
    String until = ends == null ? "" : UNTIL.format(ends.instant().atZone(JAPAN));
    return "確認番号 <strong>" + charge.slipNumber() + "</strong><br>お支払い期限 " + until;
  }

  private String buttons(Charged charge) {
    if (charge.result() == Result.ACTION) {
      return button(charge, "approve", "承認する / Approve")
          + button(charge, "refuse", "やめる / Refuse")
          + (charge.method() == PaymentMethod.CARD
              ? ""
              : "<a href=\"" + charge.returnPath() + "\">何もせずに戻る / Back</a>");
    }
    if (charge.result() == Result.CASH && !charge.slipOver()) {
      return button(charge, "pay", "レジで支払う / Pay at the till");
    }
    if (charge.method() == PaymentMethod.KONBINI && provider.awaitsAccount(charge.attemptId())) {
      return button(charge, "account", "返金先口座を登録する / Give a bank account");
    }
    return "<a href=\"" + charge.returnPath() + "\">お店に戻る / Back to the shop</a>";
  }

  private static String button(Charged charge, String answer, String label) {
    return "<form method=\"post\" action=\"/api/simulator/payments/"
        + charge.pageKey()
        + "/"
        + answer
        + "\"><button>"
        + label
        + "</button></form>";
  }

  private Answer answer(RoutingContext context) {
    var charge = charge(context);
    String key = context.pathParam("key");
    String back = charge.returnPath();
    switch (context.pathParam("answer")) {
      case "approve" -> provider.answer(key, true);
      case "refuse" -> provider.answer(key, false);
      case "pay" -> {
        var unused = provider.payAtTill(key);
        back = "/sim/slip/" + key;
      }
      case "account" -> {
        provider.giveAccount(key);
        back = "/sim/slip/" + key;
      }
      default -> throw ApiProblem.notFound();
    }
    return new Answer(303, null, Map.of("Location", back, "Cache-Control", "no-store"));
  }

  record OutageRequest(int seconds) {}

  private Answer outage(RoutingContext context) {
    int seconds = Requests.body(context, OutageRequest.class).seconds;
    if (seconds < 0 || seconds > OUTAGE_SECONDS_MAX) {
      throw ApiProblem.badRequest("bad_value", "seconds must be 0 to " + OUTAGE_SECONDS_MAX);
    }
    provider.outage(clock.now().plusMillis(seconds * 1_000L));
    return Answer.noContent();
  }

  private static String resource(String name) {
    try (InputStream in = SimulatorPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
