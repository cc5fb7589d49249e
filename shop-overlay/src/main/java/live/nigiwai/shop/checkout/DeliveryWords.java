package live.nigiwai.shop.checkout;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.payment.PaymentMethod;

/** 引渡時期, in words: when the goods are sent, and when the buyer wants them. */
final class DeliveryWords {
  private static final DateTimeFormatter DATE_JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日(E)", Locale.JAPAN);
  private static final DateTimeFormatter DATE_EN =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu", Locale.ENGLISH);

  private DeliveryWords() {}

  /**
   * @param by the last day on which the goods are sent, counted from now
   */
  static LocalText of(LocalDate by, CheckoutRow row) {
    var choices = row.choices();
    var ja = new StringBuilder();
    var en = new StringBuilder();
    if (row.method() == PaymentMethod.KONBINI) {
      long days =
          ChronoUnit.DAYS.between(row.now().instant().atZone(Checkout.JAPAN).toLocalDate(), by);
      ja.append("ご入金の確認から").append(days).append("日以内に発送します(発送から1〜3日でお届け)。");
      en.append("Ships within ").append(days).append(" days of your payment; arrives 1 to 3 days");
      en.append(" after dispatch.");
    } else {
      ja.append(DATE_JA.format(by)).append("までに発送します(発送から1〜3日でお届け)。");
      en.append("Ships by ").append(DATE_EN.format(by));
      en.append("; arrives 1 to 3 days after dispatch.");
    }
    var date = choices.date();
    var slot = choices.slot();
    if (date != null || slot != null) {
      ja.append("ご希望: ")
          .append(date == null ? "" : DATE_JA.format(date))
          .append(slot == null ? "" : slot.words().ja())
          .append("。");
      en.append(" You asked for ")
          .append(date == null ? "delivery" : DATE_EN.format(date))
          .append(slot == null ? "" : " " + slot.words().en())
          .append('.');
    }
    if (choices.isTogether()) {
      ja.append("ほかのご注文と同梱を希望。");
      en.append(" In one parcel with your other orders.");
    }
    return new LocalText(ja.toString(), en.toString());
  }
}
