package live.nigiwai.shop.parcel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.order.Order;
import live.nigiwai.shop.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier has to know of one parcel.
 *
 * @param day {@code 2026/03/08}, or empty for the first possible
 * @param slot as the checkout names it, or empty for any time
 * @param cash yen to collect, tax included; null where it is paid
 * @param cashTax the tax in it
 */
record Label(
    String number,
    Buyer to,
    String contents,
    String day,
    String slot,
    @Nullable Long cash,
    long cashTax) {
  private static final int CONTENTS_MAX = 16;

  static Label of(Order order) {
    boolean collect = order.method() == PaymentMethod.CASH_ON_DELIVERY;
    String day = order.choices().deliveryDate();
    String slot = order.choices().deliverySlot();
    return new Label(
        order.number(),
        order.buyer(),
        cut(order.lines().getFirst().name(), CONTENTS_MAX),
        day == null ? "" : day.replace('-', '/'),
        slot == null ? "" : slot,
        collect ? order.sums().total().yen() : null,
        order.taxes().stream().mapToLong(tax -> tax.tax()).sum());
  }

  /**
   * The address in lines of so many characters; empty where it does not fit, so none is cut off.
   */
  Optional<List<String>> address(int perLine, int lines) {
    var address = to.address();
    var all = new ArrayList<String>();
    fill(all, address.prefecture() + address.city() + address.line1(), perLine);
    fill(all, address.line2(), perLine);
    if (all.size() > lines) {
      return Optional.empty();
    }
    while (all.size() < lines) {
      all.add("");
    }
    return Optional.of(all);
  }

  private static void fill(List<String> lines, String words, int perLine) {
    int[] points = words.codePoints().toArray();
    for (int from = 0; from < points.length; from += perLine) {
      lines.add(new String(points, from, Math.min(perLine, points.length - from)));
    }
  }

  private static String cut(String words, int most) {
    int[] points = words.codePoints().toArray();
    return new String(points, 0, Math.min(most, points.length));
  }

  @Override
  public String toString() {
    return "Label[" + number + "]";
  }
}
