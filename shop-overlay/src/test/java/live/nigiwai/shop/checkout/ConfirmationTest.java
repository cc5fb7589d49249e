package live.nigiwai.shop.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.BasketLine;
import live.nigiwai.shop.pricing.Fee;
import live.nigiwai.shop.pricing.Region;
import live.nigiwai.shop.pricing.TaxShare;
import live.nigiwai.shop.pricing.Taxing;
import live.nigiwai.shop.pricing.Totals;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldState;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import org.junit.jupiter.api.Test;

/** The six items of 特定商取引法 第12条の6, in words a buyer can check. */
class ConfirmationTest {
  private static final ShowTime NOW = ShowTime.of(Instant.parse("2026-03-05T11:00:30Z"));
  private static final ShowTime ENDS = ShowTime.of(Instant.parse("2026-03-05T11:05:30Z"));

  private final Confirmation shown = confirmation(Money.yen(3300), 2);

  private static Confirmation confirmation(Money price, int quantity) {
    var line =
        new CheckoutLine(
            new ShowId("demo"),
            new ProductId("bowl"),
            new SkuId("bowl-white"),
            new LocalText("琥珀の茶碗", "Amber bowl"),
            new LocalText("白", "White"),
            null,
            price,
            null,
            quantity,
            10,
            List.of(new TaxShare(10, 1)),
            Taxing.BY_PART,
            0,
            false);
    var lines = List.of(line);
    var terms = SaleTerms.defaults();
    return Confirmation.of(
        lines,
        Totals.of(
            new Basket(
                List.of(new BasketLine("1", price, quantity, 10)),
                List.of(),
                new Fee(terms.shipping().table().fee(Region.KANTO, 0, line.total()), 10),
                Fee.NONE)),
        PaymentWords.of(row(PaymentMethod.CARD)),
        DeliveryWords.of(LocalDate.of(2026, 3, 8), row(PaymentMethod.CARD)),
        terms.cancellation(),
        ENDS);
  }

  private static CheckoutRow row(PaymentMethod method) {
    var hold =
        new Hold(
            "h",
            new ShowId("demo"),
            new ProductId("bowl"),
            new SkuId("bowl-white"),
            new ViewerId("hana"),
            2,
            Money.yen(3300),
            1,
            HoldState.HELD,
            "h",
            0,
            NOW,
            ENDS);
    return new CheckoutRow(
        "h",
        hold.show(),
        hold.buyer(),
        CheckoutState.OPEN,
        List.of(hold),
        null,
        new Card("tok_secret", "Visa", "4242"),
        method,
        new Choices(null, "18-20", "2026-03-10", null, null, true),
        new Opened(null, null),
        false,
        false,
        false,
        false,
        10,
        NOW);
  }

  @Test
  void wishesForTheParcelAreRepeated() {
    assertThat(shown.delivery().ja()).contains("ご希望: 2026年3月10日(火)18〜20時", "同梱");
    assertThat(shown.delivery().en()).contains("Tue, 10 Mar 2026", "6 to 8 pm");
  }

  @Test
  void everyWayOfPayingSaysWhenOnePays() {
    for (var method : PaymentMethod.values()) {
      assertThat(PaymentWords.of(row(method)).ja()).matches(".*(払|決済|代金).*");
      assertThat(PaymentWords.of(row(method)).en()).isNotBlank();
    }
    assertThat(DeliveryWords.of(LocalDate.of(2026, 3, 8), row(PaymentMethod.KONBINI)).ja())
        .startsWith("ご入金の確認から3日以内");
  }

  @Test
  void quantityNamesTheVariant() {
    assertThat(shown.quantity().ja()).isEqualTo("琥珀の茶碗 (白) 2点");
    assertThat(shown.quantity().en()).isEqualTo("Amber bowl (White) × 2");
  }

  @Test
  void priceIncludesShippingAndTax() {
    assertThat(shown.price().ja())
        .isEqualTo("商品 6,600円 + 送料 600円 = お支払い総額 7,200円(税込。内訳: 10%対象 7,200円・消費税 654円)");
    assertThat(shown.price().en()).contains("¥7,200 in total, tax included");
    assertThat(confirmation(Money.yen(11_000), 1).price().ja()).contains("送料 無料");
  }

  @Test
  void paymentNamesTheCardButNotItsToken() {
    assertThat(shown.payment().ja()).contains("Visa", "4242").doesNotContain("tok_secret");
    assertThat(shown.payment().en()).contains("Visa", "4242").doesNotContain("tok_secret");
  }

  @Test
  void datesAreInJapan() {
    assertThat(shown.delivery().ja()).startsWith("2026年3月8日(日)までに発送します");
    assertThat(shown.delivery().en()).startsWith("Ships by Sun, 8 Mar 2026");
    assertThat(shown.period().ja()).contains("2026年3月5日(木) 20:05:30");
    assertThat(shown.period().en()).contains("20:05:30 (Japan time)");
  }

  @Test
  void cancellationIsTheShopsOwn() {
    assertThat(shown.cancellation()).isEqualTo(SaleTerms.defaults().cancellation());
  }
}
