package live.nigiwai.shop.payment.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import live.nigiwai.shop.payment.simulator.SimulatedCard.Behaviour;
import live.nigiwai.shop.payment.simulator.SimulatedCard.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedCardTest {
  private static final YearMonth TODAY = YearMonth.of(2026, 3);

  @ParameterizedTest
  @CsvSource({
    "4242 4242 4242 4242, ACCEPT, Visa",
    "4000000000000002, DECLINE, Visa",
    "4000000000009995, INSUFFICIENT, Visa",
    "4000-0000-0000-0341, LATE, Visa",
    "5555555555554444, ACCEPT, Mastercard",
    "3530111333300000, ACCEPT, JCB"
  })
  void knowsItsTestCards(String number, Behaviour behaviour, String brand) {
    var decision = new SimulatedCard(number, "03/26", "123").decide(TODAY);
    assertThat(decision).isInstanceOf(Decision.Good.class);
    var good = (Decision.Good) decision;
    assertThat(good.behaviour()).isEqualTo(behaviour);
    assertThat(good.brand()).isEqualTo(brand);
    assertThat(good.last4()).isEqualTo(number.replaceAll("[ -]", "").substring(12));
  }

  @ParameterizedTest
  @CsvSource({
    "4242424242424241, 12/30, 123, number",
    "42424242, 12/30, 123, number",
    "4242424242424242, 02/26, 123, expiry",
    "4242424242424242, 13/30, 123, expiry",
    "4242424242424242, 2030-12, 123, expiry",
    "4242424242424242, 12/30, 12, cvc"
  })
  void namesWhatIsWrong(String number, String expiry, String cvc, String field) {
    assertThat(new SimulatedCard(number, expiry, cvc).decide(TODAY))
        .isEqualTo(new Decision.Bad(field));
  }

  @Test
  void neverPrintsTheNumber() {
    assertThat(new SimulatedCard("4242424242424242", "12/30", "123").toString())
        .doesNotContain("4242");
  }
}
