package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The process dies while an order is being paid. A new one on the same database finishes the order:
 * paid once, sold once, told once.
 */
class CrashConvergesTest {
  private final PostgresAddress address = ShopScene.freshDatabase();

  /** What a kill looks like from inside: nothing after it runs, nobody may catch it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Dies on the way to the provider, or on the way back. */
  private record DeadlyRoad(PaymentProvider there, boolean arrives) implements PaymentProvider {
    @Override
    public String name() {
      return there.name();
    }

    @Override
    public Set<PaymentMethod> methods() {
      return there.methods();
    }

    @Override
    public Payment begin(Charge charge) {
      if (arrives) {
        var unused = there.begin(charge);
      }
      throw new Killed();
    }

    @Override
    public Payment lookUp(String attemptId, @Nullable String reference) {
      throw new Killed();
    }

    @Override
    public Payment cancel(String attemptId, @Nullable String reference) {
      throw new Killed();
    }

    @Override
    public Refunded refund(Refund refund) {
      throw new Killed();
    }

    @Override
    public Optional<Card> card(String token) {
      return there.card(token);
    }
  }

  @Test
  void killedBeforeTheProviderWasAsked() {
    dieThenConverge(there -> new DeadlyRoad(there, false));
  }

  @Test
  void killedAfterTheMoneyWasTaken() {
    dieThenConverge(there -> new DeadlyRoad(there, true));
  }

  private void dieThenConverge(UnaryOperator<PaymentProvider> road) {
    String checkout;
    try (var first = new ShopScene(address, ShopScene.config(), road).selling(3)) {
      var hana = first.buyer("hana");
      checkout = hana.press(1).expect(201).id();
      hana.fill(checkout, Buyer.ACCEPTS, true).expect(200);
      hana.order(checkout, 3900, "press").expect(500);
      assertThat(first.number("SELECT held FROM shop_stock")).isEqualTo(1);
    }
    try (var second = new ShopScene(address, ShopScene.config())) {
      var hana = second.buyer("hana");
      var after = hana.checkout(checkout).expect(200);
      assertThat(after.text("/state")).isEqualTo("ordered");
      assertThat(after.text("/order/state")).isEqualTo("paid");
      assertThat(hana.order(checkout, 3900, "press").expect(200).text("/order/token"))
          .isEqualTo(after.text("/order/token"));
      assertThat(second.number("SELECT count(*) FROM shop_sim_charge")).isEqualTo(1);
      assertThat(second.number("SELECT committed FROM shop_stock")).isEqualTo(1);
      assertThat(second.number("SELECT held FROM shop_stock")).isZero();
      assertThat(second.ledgerDifferences()).isZero();
      assertThat(
              second.number(
                  "SELECT count(*) FROM timeline_entry WHERE show_id = 'demo' AND log = 1"))
          .isEqualTo(2);
    }
  }

  @Test
  void killedWhileThePaymentWasBeingChecked() {
    String token;
    try (var first = new ShopScene(address, ShopScene.config()).selling(3)) {
      var hana = first.buyer("hana");
      String checkout = hana.press(1).expect(201).id();
      hana.fill(checkout, Buyer.LATE, false).expect(200);
      token = hana.order(checkout, 3900).expect(200).text("/order/token");
      first.change("UPDATE shop_sim_charge SET settles_at = now() + interval '1 hour'");
    }
    try (var second = new ShopScene(address, ShopScene.config())) {
      var hana = second.buyer("hana");
      assertThat(hana.get("/api/orders/" + token).text("/state")).isEqualTo("placed");
      assertThat(second.number("SELECT held FROM shop_stock")).isEqualTo(1);
      second.change("UPDATE shop_sim_charge SET settles_at = now()");
    }
    try (var third = new ShopScene(address, ShopScene.config())) {
      assertThat(third.buyer("hana").get("/api/orders/" + token).text("/state")).isEqualTo("paid");
      assertThat(third.ledgerDifferences()).isZero();
    }
  }
}
