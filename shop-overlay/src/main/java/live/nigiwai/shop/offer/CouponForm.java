package live.nigiwai.shop.offer;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as the staff writes it.
 *
 * @param code null for one that nobody guesses
 * @param labelEn null for the Japanese words
 * @param amount percent or yen; null for free shipping
 */
record CouponForm(
    @Nullable String code,
    @Nullable String label,
    @Nullable String labelEn,
    Coupon.@Nullable Kind kind,
    @Nullable Long amount,
    @Nullable String segment,
    @Nullable Long minimum,
    @Nullable Integer totalMax,
    @Nullable Integer personMax,
    @Nullable Long startsAt,
    @Nullable Long endsAt,
    @Nullable Boolean active) {
  private static final int LABEL_MAX = 80;
  private static final long YEN_MAX = 10_000_000;
  private static final int COUNT_MAX = 10_000_000;
  private static final long MILLIS_MAX = 4_102_444_800_000L; // 2100
  private static final Pattern SEGMENT = Pattern.compile("[a-z0-9_-]{1,32}");

  /**
   * @throws ApiProblem 422 that names the field
   */
  Coupon read(String id, Supplier<String> freshCode) {
    String goodCode =
        code == null || code.isBlank()
            ? freshCode.get()
            : CouponCode.read(code)
                .orElseThrow(
                    () ->
                        bad(
                            "code",
                            "コードは英数字4〜32文字で入力してください。",
                            "A code has 4 to 32 letters and digits."));
    if (kind == null) {
      throw bad("kind", "値引きの種類を選んでください。", "Choose what it takes off.");
    }
    String goodSegment = segment == null || segment.isBlank() ? null : segment;
    if (goodSegment != null && !SEGMENT.matcher(goodSegment).matches()) {
      throw bad(
          "segment",
          "対象は半角小文字の英数字で入力してください。",
          "A segment has up to 32 lower-case letters, digits, - and _.");
    }
    Long starts = time("startsAt", startsAt);
    Long ends = time("endsAt", endsAt);
    if (starts != null && ends != null && ends <= starts) {
      throw bad("endsAt", "終了日時は開始より後にしてください。", "It has to end after it starts.");
    }
    return new Coupon(
        id,
        goodCode,
        words(),
        kind,
        amount(kind),
        goodSegment,
        Money.yen(between("minimum", minimum == null ? 0 : minimum, 0, YEN_MAX)),
        count("totalMax", totalMax),
        count("personMax", personMax),
        0,
        starts,
        ends,
        active == null || active);
  }

  private LocalText words() {
    String ja = label == null ? "" : label.strip();
    String en = labelEn == null || labelEn.isBlank() ? ja : labelEn.strip();
    if (ja.isEmpty() || ja.length() > LABEL_MAX || en.length() > LABEL_MAX) {
      throw bad("label", "表示名は1〜80文字で入力してください。", "A label has 1 to 80 characters.");
    }
    return new LocalText(ja, en);
  }

  private long amount(Coupon.Kind of) {
    long given = amount == null ? 0 : amount;
    return switch (of) {
      case PERCENT -> between("amount", given, 1, 100);
      case YEN -> between("amount", given, 1, YEN_MAX);
      case FREE_SHIPPING -> 0;
    };
  }

  private static @Nullable Integer count(String field, @Nullable Integer count) {
    return count == null ? null : (int) between(field, count, 1, COUNT_MAX);
  }

  private static @Nullable Long time(String field, @Nullable Long millis) {
    return millis == null ? null : between(field, millis, 0, MILLIS_MAX);
  }

  private static long between(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw bad(
          field,
          "%d〜%d の数で入力してください。".formatted(min, max),
          "Enter a number of %d to %d.".formatted(min, max));
    }
    return value;
  }

  private static ApiProblem bad(String field, String ja, String en) {
    return new ApiProblem(422, "invalid_field", ja, en, false).with("field", field);
  }
}
