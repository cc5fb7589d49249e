package live.nigiwai.shop.payment.simulator;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.YearMonth;
import java.time.ZoneId;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.show.ShowClock;

/**
 * {@code POST /api/simulator/tokens}: stands for the form that a provider hosts itself. The card
 * number enters here and goes no further.
 */
final class SimulatedCardForm {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private final SimulatedProvider provider;
  private final ShowClock clock;

  SimulatedCardForm(SimulatedProvider provider, ShowClock clock) {
    this.provider = provider;
    this.clock = clock;
  }

  void mount(Router router, Endpoints endpoints) {
    router.post("/api/simulator/tokens").handler(endpoints.viewer((context, who) -> take(context)));
  }

  record TokenView(String token, String brand, String last4) {}

  private Answer take(RoutingContext context) {
    var today = YearMonth.from(clock.now().instant().atZone(JAPAN));
    return switch (Requests.body(context, SimulatedCard.class).decide(today)) {
      case SimulatedCard.Decision.Good good -> {
        var card = provider.remember(good);
        yield Answer.ok(new TokenView(card.token(), card.brand(), card.last4()));
      }
      case SimulatedCard.Decision.Bad bad ->
          throw new ApiProblem(
                  422, "card_invalid", "カード情報をご確認ください。", "Please check the card details.", false)
              .with("field", bad.field());
    };
  }
}
