package live.nigiwai.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodRulesTest {
  private final DeliveryFees fees = DeliveryFees.of(PaymentConfig.defaults().deliveryFees());
  private final MethodRules rules = new MethodRules(EnumSet.allOf(PaymentMethod.class), fees);

  @ParameterizedTest
  @CsvSource({
    "0, false, 'CARD'",
    "40, false, ''",
    "100, false, 'CARD PAYPAY CASH_ON_DELIVERY'",
    "3900, false, 'CARD PAYPAY KONBINI CASH_ON_DELIVERY'",
    "3900, true, 'CARD PAYPAY CASH_ON_DELIVERY'",
    "300000, false, 'CARD PAYPAY KONBINI CASH_ON_DELIVERY'",
    "300001, false, 'CARD PAYPAY'",
    "1000001, false, 'CARD'"
  })
  void offersWhatATotalMayBePaidBy(long total, boolean scarce, String expected) {
    String available =
        rules.offers(Money.yen(total), scarce).stream()
            .filter(offer -> offer.method() != PaymentMethod.CASH_ON_DELIVERY || total >= 50)
            .filter(MethodOffer::available)
            .map(offer -> offer.method().name())
            .collect(Collectors.joining(" "));
    assertThat(available).isEqualTo(expected);
  }

  @Test
  void whatIsNotAvailableSaysWhyInBothLanguages() {
    for (var offer : rules.offers(Money.yen(500_000), true)) {
      var why = offer.why();
      if (why != null) {
        assertThat(why.ja()).endsWith("。");
        assertThat(why.en()).endsWith(".");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 330", "9999, 330", "10000, 440", "29999, 440", "30000, 660", "300000, 1100"})
  void carriersTakeMoreForMore(long total, long fee) {
    assertThat(rules.offers(Money.yen(total), false))
        .filteredOn(offer -> offer.method() == PaymentMethod.CASH_ON_DELIVERY)
        .extracting(MethodOffer::fee)
        .containsExactly(Money.yen(fee));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9999", "9999:", ":330", "-1:330", "9999:-330", "a:b", "0:330"})
  void feesThatAreNoneAreRefused(String text) {
    assertThatThrownBy(() -> DeliveryFees.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("payment.delivery-fees");
  }
}
