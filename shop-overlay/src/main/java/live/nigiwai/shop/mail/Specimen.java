package live.nigiwai.shop.mail;

import java.time.Duration;
import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** Every letter about an order that does not exist, so that staff can read what buyers get. */
final class Specimen {
  /** 2026-03-05 20:00 in Japan. */
  private static final ShowTime PLACED = new ShowTime(1_772_708_400_000L);

  private static final OrderLetter ORDER =
      new OrderLetter(
          "N100001",
          "/orders/見本",
          "見本 はな",
          PLACED,
          List.of(
              new OrderLetter.Line(
                  new LocalText("琥珀の茶碗 (白)", "Amber bowl (white)"), 2, Money.yen(6_600), 10),
              new OrderLetter.Line(
                  new LocalText("柚子マーマレード", "Yuzu marmalade"), 1, Money.yen(1_080), 8)),
          List.of(
              new OrderLetter.Charge(new LocalText("クーポン HARU", "Coupon HARU"), Money.yen(-500)),
              new OrderLetter.Charge(new LocalText("送料", "Shipping"), Money.yen(600))),
          Money.yen(7_780),
          List.of(
              new OrderLetter.Tax(10, Money.yen(6_770), Money.yen(615)),
              new OrderLetter.Tax(8, Money.yen(1_010), Money.yen(74))),
          new LocalText("クレジットカード(VISA 下4桁 4242)", "Credit card (VISA ending in 4242)"),
          new LocalText("2026年3月8日(日)までに発送します。", "Ships by Sun, 8 Mar 2026."),
          true,
          null,
          null,
          null);

  private Specimen() {}

  static Letter of(MailKind kind, Letters letters) {
    return kind == MailKind.LOGIN_CODE
        ? letters.loginCode("000000", Duration.ofMinutes(10))
        : letters.order(kind, order(kind));
  }

  private static OrderLetter order(MailKind kind) {
    return switch (kind) {
      case PAYMENT_SLIP -> with(slip(), null, null);
      case SHIPPED -> with(null, new OrderLetter.Parcel("ヤマト運輸", "0000-0000-0000", ""), null);
      case REFUNDED -> with(null, null, Money.yen(3_300));
      case LOGIN_CODE, RECEIVED, ACCEPTED, CANCELLED -> ORDER;
    };
  }

  private static OrderLetter.Slip slip() {
    return new OrderLetter.Slip(
        new LocalText("セブン-イレブン", "Seven-Eleven"),
        "0000000000000",
        "",
        PLACED.plusMillis(Duration.ofDays(3).toMillis()));
  }

  private static OrderLetter with(
      OrderLetter.@Nullable Slip slip,
      OrderLetter.@Nullable Parcel parcel,
      @Nullable Money refunded) {
    return new OrderLetter(
        ORDER.number(),
        ORDER.page(),
        ORDER.buyer(),
        ORDER.placedAt(),
        ORDER.lines(),
        ORDER.charges(),
        ORDER.total(),
        ORDER.taxes(),
        ORDER.payment(),
        ORDER.delivery(),
        ORDER.contractAtShipping(),
        slip,
        parcel,
        refunded);
  }
}
