package live.nigiwai.shop.checkout;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.pricing.Totals;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;

/**
 * The six items that 特定商取引法 第12条の6 wants on the screen whose button places the order 最終確認画面, in
 * words. The order keeps them as they were shown.
 *
 * @param quantity 分量
 * @param price 販売価格(対価), shipping included
 * @param payment 支払の時期及び方法
 * @param delivery 引渡時期
 * @param cancellation 申込みの撤回・解除に関する事項
 * @param period 申込みの期間
 */
public record Confirmation(
    LocalText quantity,
    LocalText price,
    LocalText payment,
    LocalText delivery,
    LocalText cancellation,
    LocalText period) {
  private static final DateTimeFormatter DATE_JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日(E)", Locale.JAPAN);
  private static final DateTimeFormatter DATE_EN =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  static Confirmation of(
      List<CheckoutLine> lines,
      Totals totals,
      LocalText payment,
      LocalText delivery,
      LocalText cancellation,
      ShowTime holdEnds) {
    return new Confirmation(
        quantity(lines), price(totals), payment, delivery, cancellation, period(holdEnds));
  }

  private static LocalText quantity(List<CheckoutLine> lines) {
    return new LocalText(
        each(lines, line -> named(line, LocalText::ja) + " " + line.quantity() + "点", "、"),
        each(lines, line -> named(line, LocalText::en) + " × " + line.quantity(), ", "));
  }

  private static String each(
      List<CheckoutLine> lines, Function<CheckoutLine, String> words, String between) {
    return lines.stream().map(words).collect(Collectors.joining(between));
  }

  private static String named(CheckoutLine line, Function<LocalText, String> language) {
    String variant = language.apply(line.variant());
    String name = language.apply(line.name());
    return variant.isEmpty() ? name : name + " (" + variant + ")";
  }

  private static LocalText price(Totals totals) {
    boolean free = totals.shipping().yen() == 0;
    boolean fee = totals.paymentFee().yen() > 0;
    boolean less = totals.discounted().yen() > 0;
    String taxJa =
        totals.taxes().stream()
            .map(tax -> "%d%%対象 %s・消費税 %s".formatted(tax.rate(), ja(tax.taxable()), ja(tax.tax())))
            .collect(Collectors.joining("、"));
    String taxEn =
        totals.taxes().stream()
            .map(
                tax ->
                    "%s tax at %d%% in %s".formatted(en(tax.tax()), tax.rate(), en(tax.taxable())))
            .collect(Collectors.joining(", "));
    return new LocalText(
        "商品 %s + 送料 %s%s%s = お支払い総額 %s(税込。内訳: %s)"
            .formatted(
                ja(totals.subtotal()),
                free ? "無料" : ja(totals.shipping()),
                fee ? " + 手数料 " + ja(totals.paymentFee()) : "",
                less ? " − 割引 " + ja(totals.discounted()) : "",
                ja(totals.total()),
                taxJa),
        "Goods %s + shipping %s%s%s = %s in total, tax included (%s)"
            .formatted(
                en(totals.subtotal()),
                free ? "free" : en(totals.shipping()),
                fee ? " + fee " + en(totals.paymentFee()) : "",
                less ? " − discount " + en(totals.discounted()) : "",
                en(totals.total()),
                taxEn));
  }

  private static LocalText period(ShowTime holdEnds) {
    var until = holdEnds.instant().atZone(Checkout.JAPAN);
    return new LocalText(
        "お取り置きは %s %s まで。この時刻までにご注文を確定してください。".formatted(DATE_JA.format(until), TIME.format(until)),
        "Reserved for you until %s, %s (Japan time). Place the order before then."
            .formatted(DATE_EN.format(until), TIME.format(until)));
  }

  private static String ja(Money money) {
    return String.format(Locale.ROOT, "%,d円", money.yen());
  }

  private static String en(Money money) {
    return String.format(Locale.ROOT, "¥%,d", money.yen());
  }
}
