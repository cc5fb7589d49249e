package live.nigiwai.shop.mail;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * What a letter tells of an order: what was bought, never where it goes.
 *
 * @param page the order's page, for example {@code /orders/…}
 * @param buyer the name to greet with
 * @param charges what was added to or taken off the goods, in the order in which it is shown
 * @param payment how it is paid, in words
 * @param delivery when it arrives, in words
 * @param contractAtShipping whether the contract forms when the goods are sent; else when they are
 *     paid
 * @param slip how to pay in a shop; null for other ways
 * @param parcel where the goods are; null before they are sent
 * @param refunded what was given back; null where nothing was
 */
public record OrderLetter(
    String number,
    String page,
    String buyer,
    ShowTime placedAt,
    List<Line> lines,
    List<Charge> charges,
    Money total,
    List<Tax> taxes,
    LocalText payment,
    LocalText delivery,
    boolean contractAtShipping,
    @Nullable Slip slip,
    @Nullable Parcel parcel,
    @Nullable Money refunded) {
  public OrderLetter {
    lines = List.copyOf(lines);
    charges = List.copyOf(charges);
    taxes = List.copyOf(taxes);
  }

  /**
   * @param taxRate percent
   */
  public record Line(LocalText name, int quantity, Money total, int taxRate) {}

  /**
   * @param amount below zero where it was taken off
   */
  public record Charge(LocalText label, Money amount) {}

  /**
   * @param rate percent
   * @param taxable tax included
   */
  public record Tax(int rate, Money taxable, Money tax) {}

  /**
   * @param stores where it can be paid, in words
   * @param until the last moment for paying
   */
  public record Slip(LocalText stores, String number, String url, ShowTime until) {}

  /**
   * @param url where it can be followed; empty where there is no such page
   */
  public record Parcel(String carrier, String number, String url) {}

  @Override
  public String toString() {
    return "OrderLetter[" + number + "]";
  }
}
