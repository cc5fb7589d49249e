package live.nigiwai.shop.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;

/** An order as lines of text. Amounts are tax-inclusive (総額表示). */
final class OrderSummary {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final DateTimeFormatter MOMENT_JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日(E) HH:mm", Locale.JAPAN);
  private static final DateTimeFormatter MOMENT_EN =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm", Locale.ENGLISH);

  private OrderSummary() {}

  static String ja(OrderLetter order) {
    var out = new StringBuilder();
    var slip = order.slip();
    if (slip != null) {
      out.append("お支払い番号  ").append(slip.number()).append('\n');
      out.append("お支払い期限  ").append(ja(slip.until())).append('\n');
      out.append("お支払い先    ").append(slip.stores().ja()).append('\n');
      if (!slip.url().isEmpty()) {
        out.append("払込票        ").append(slip.url()).append('\n');
      }
      out.append('\n');
    }
    var parcel = order.parcel();
    if (parcel != null) {
      out.append("配送          ").append(parcel.carrier()).append(' ').append(parcel.number());
      out.append(parcel.url().isEmpty() ? "" : "\n              " + parcel.url()).append("\n\n");
    }
    out.append("ご注文番号    ").append(order.number()).append('\n');
    out.append("お申込み日時  ").append(ja(order.placedAt())).append("\n\n");
    for (var line : order.lines()) {
      out.append("  ").append(line.name().ja()).append(" × ").append(line.quantity());
      out.append("  ").append(ja(line.total())).append(" (").append(line.taxRate()).append("%)\n");
    }
    for (var charge : order.charges()) {
      out.append("  ").append(charge.label().ja()).append("  ").append(ja(charge.amount()));
      out.append('\n');
    }
    out.append("\n  お支払い総額(税込)  ").append(ja(order.total())).append('\n');
    for (var tax : order.taxes()) {
      out.append("  (").append(tax.rate()).append("%対象 ").append(ja(tax.taxable()));
      out.append("、うち消費税 ").append(ja(tax.tax())).append(")\n");
    }
    out.append("\nお支払い方法  ").append(order.payment().ja()).append('\n');
    out.append("お届け        ").append(order.delivery().ja()).append('\n');
    return out.toString();
  }

  static String en(OrderLetter order) {
    var out = new StringBuilder();
    var slip = order.slip();
    if (slip != null) {
      out.append("Payment number  ").append(slip.number()).append('\n');
      out.append("Pay before      ").append(en(slip.until())).append('\n');
      out.append("Where           ").append(slip.stores().en()).append('\n');
      out.append(slip.url().isEmpty() ? "" : "Slip            " + slip.url() + "\n").append('\n');
    }
    var parcel = order.parcel();
    if (parcel != null) {
      out.append("Parcel          ").append(parcel.carrier()).append(' ').append(parcel.number());
      out.append(parcel.url().isEmpty() ? "" : "\n                " + parcel.url()).append("\n\n");
    }
    out.append("Order           ").append(order.number()).append('\n');
    out.append("Ordered         ").append(en(order.placedAt())).append("\n\n");
    for (var line : order.lines()) {
      out.append("  ").append(line.name().en()).append(" x ").append(line.quantity());
      out.append("  ").append(en(line.total())).append(" (").append(line.taxRate()).append("%)\n");
    }
    for (var charge : order.charges()) {
      out.append("  ").append(charge.label().en()).append("  ").append(en(charge.amount()));
      out.append('\n');
    }
    out.append("\n  Total, tax included  ").append(en(order.total())).append('\n');
    for (var tax : order.taxes()) {
      out.append("  (").append(en(tax.tax())).append(" tax at ").append(tax.rate());
      out.append("% in ").append(en(tax.taxable())).append(")\n");
    }
    out.append("\nPayment         ").append(order.payment().en()).append('\n');
    out.append("Delivery        ").append(order.delivery().en()).append('\n');
    return out.toString();
  }

  static String ja(Money money) {
    return String.format(Locale.ROOT, "%,d円", money.yen());
  }

  static String en(Money money) {
    return String.format(Locale.ROOT, "%s¥%,d", money.yen() < 0 ? "-" : "", Math.abs(money.yen()));
  }

  private static String ja(ShowTime time) {
    return MOMENT_JA.format(time.instant().atZone(JAPAN));
  }

  private static String en(ShowTime time) {
    return MOMENT_EN.format(time.instant().atZone(JAPAN)) + " (Japan time)";
  }
}
