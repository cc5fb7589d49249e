package live.nigiwai.shop.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;

class ShippingTableTest {
  private static final Money GOODS = Money.yen(5_000);

  private final ShippingTable table = ShippingConfig.defaults().table();

  private static ShippingConfig rates(String... rates) {
    return new ShippingConfig(List.of(rates), Money.yen(11_000), List.of(), List.of());
  }

  @Test
  void heavierAndFartherCostsMore() {
    assertThat(table.fee(Region.KANTO, 2_000, GOODS)).isEqualTo(Money.yen(600));
    assertThat(table.fee(Region.KANTO, 2_001, GOODS)).isEqualTo(Money.yen(1_100));
    assertThat(table.fee(Region.OKINAWA, 500, GOODS)).isEqualTo(Money.yen(1_500));
  }

  @Test
  void whatIsTooHeavyForOneParcelGoesInSeveral() {
    assertThat(table.fee(Region.KANTO, 40_000, GOODS)).isEqualTo(Money.yen(3_400));
    assertThat(table.fee(Region.KANTO, 40_001, GOODS)).isEqualTo(Money.yen(4_000));
  }

  @Test
  void shipsFreeFromTheVeryAmountExceptToIslands() {
    assertThat(table.fee(Region.KYUSHU, 500, Money.yen(10_999))).isEqualTo(Money.yen(600));
    assertThat(table.fee(Region.KYUSHU, 500, Money.yen(11_000))).isEqualTo(Money.ZERO);
    assertThat(table.fee(Region.ISLANDS, 500, Money.yen(11_000))).isEqualTo(Money.yen(1_500));
  }

  @Test
  void islandsAreKnownByPostcodeBeforeThePrefecture() {
    assertThat(table.region("東京都", "100-2101")).isEqualTo(Region.ISLANDS);
    assertThat(table.region("東京都", "150-0001")).isEqualTo(Region.KANTO);
    assertThat(table.region("長崎県", "8170001")).isEqualTo(Region.ISLANDS);
    assertThat(table.region("沖縄県", "9000001")).isEqualTo(Region.OKINAWA);
    assertThatThrownBy(() -> table.region("東京", "1500001"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLeastFeeIsKnownBeforeTheAddress() {
    assertThat(table.feeFrom(500, GOODS)).isEqualTo(Money.yen(600));
    assertThat(table.feeFrom(500, Money.yen(11_000))).isEqualTo(Money.ZERO);
  }

  @Test
  void refusesRatesThatCannotBeMeant() {
    assertThatThrownBy(() -> rates("2000 600", "2000 700").table())
        .hasMessageContaining("two prices");
    assertThatThrownBy(() -> rates("2000 OKINAWA 1500").table()).hasMessageContaining("no price");
    assertThatThrownBy(() -> rates("2000 MARS 1500").table()).hasMessageContaining("is not like");
    assertThatThrownBy(() -> rates("heavy 600").table()).hasMessageContaining("is not like");
    assertThatThrownBy(() -> rates("2000 -1").table()).hasMessageContaining("is not like");
  }
}
