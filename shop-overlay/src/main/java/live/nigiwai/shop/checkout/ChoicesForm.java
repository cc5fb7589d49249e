package live.nigiwai.shop.checkout;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import live.nigiwai.shop.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer wants otherwise than before. An absent field stays as it is, an empty text takes the
 * choice back.
 *
 * @param method a {@link PaymentMethod}, in any case
 */
record ChoicesForm(
    @Nullable String method,
    @Nullable String coupon,
    @Nullable String deliverySlot,
    @Nullable String deliveryDate,
    @Nullable Boolean gift,
    @Nullable String note,
    @Nullable Boolean together) {
  private static final int COUPON_MAX = 40;
  private static final int NOTE_MAX = 500;

  /** Carriers take a date up to two weeks after the goods were sent. */
  static final int DAYS_AHEAD_MAX = 14;

  /**
   * The choices after this form.
   *
   * @param earliest the first date on which the goods can arrive, in Japan
   * @throws live.nigiwai.runtime.http.ApiProblem 422 {@code invalid_field} for the first field that
   *     cannot be used
   */
  Choices after(Choices before, LocalDate earliest) {
    return new Choices(
        changed(before.coupon(), text("coupon", coupon, COUPON_MAX)),
        changed(before.deliverySlot(), slot()),
        changed(before.deliveryDate(), date(earliest)),
        gift == null ? before.gift() : gift,
        changed(before.note(), text("note", note, NOTE_MAX)),
        together == null ? before.together() : together);
  }

  Optional<PaymentMethod> paidBy() {
    if (method == null) {
      return Optional.empty();
    }
    var chosen =
        Arrays.stream(PaymentMethod.values())
            .filter(it -> it.name().equalsIgnoreCase(method))
            .findFirst();
    if (chosen.isEmpty()) {
      throw Refusals.invalidField("method", "お支払い方法を選んでください。", "Please choose how to pay.");
    }
    return chosen;
  }

  private static @Nullable String changed(@Nullable String before, @Nullable String now) {
    if (now == null) {
      return before;
    }
    return now.isEmpty() ? null : now;
  }

  private static @Nullable String text(String field, @Nullable String value, int max) {
    if (value == null) {
      return null;
    }
    String words = value.strip();
    boolean broken =
        words.codePoints().anyMatch(it -> Character.isISOControl(it) && it != '\n' && it != '\r');
    if (broken || words.codePointCount(0, words.length()) > max) {
      throw Refusals.invalidField(
          field, max + "文字以内で入力してください。", "Please use up to " + max + " characters.");
    }
    return words;
  }

  private @Nullable String slot() {
    if (deliverySlot != null
        && !deliverySlot.isEmpty()
        && DeliverySlot.of(deliverySlot).isEmpty()) {
      throw Refusals.invalidField(
          "deliverySlot", "お届け時間帯を選んでください。", "Please choose a delivery time.");
    }
    return deliverySlot;
  }

  private @Nullable String date(LocalDate earliest) {
    if (deliveryDate == null || deliveryDate.isEmpty()) {
      return deliveryDate;
    }
    try {
      var date = LocalDate.parse(deliveryDate);
      if (!date.isBefore(earliest) && !date.isAfter(earliest.plusDays(DAYS_AHEAD_MAX))) {
        return date.toString();
      }
    } catch (DateTimeParseException malformed) {
      // Refused below, as a date out of range.
    }
    throw Refusals.invalidField(
        "deliveryDate",
        "お届け日は" + earliest + "から14日の間で選んでください。",
        "The delivery date must be within 14 days from " + earliest + ".");
  }
}
