package live.nigiwai.shop.catalog.goods;

import java.util.List;
import java.util.Locale;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.catalog.LocalText;
import org.jspecify.annotations.Nullable;

/** What was typed into a field, made usable or refused with words. Pure. */
final class Typed {
  private Typed() {}

  static ApiProblem problem(String field, String ja, String en) {
    return new ApiProblem(422, "invalid_field", ja, en, false).with("field", field);
  }

  static String text(String field, @Nullable String value, int min, int max) {
    String text = value == null ? "" : value.strip().replace("\r\n", "\n");
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      throw problem(
          field,
          min == 0 ? max + "文字以内で入力してください。" : min + "〜" + max + "文字で入力してください。",
          min == 0
              ? "Enter up to " + max + " characters."
              : "Enter " + min + " to " + max + " characters.");
    }
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw problem(field, "使えない文字が含まれています。", "There is a character that cannot be used.");
    }
    return text;
  }

  static LocalText text(String field, @Nullable String ja, @Nullable String en, int min, int max) {
    return new LocalText(text(field, ja, min, max), text(field + "En", en, 0, max));
  }

  static LocalText text(String field, @Nullable LocalText value, int min, int max) {
    return value == null
        ? text(field, null, null, min, max)
        : text(field, value.ja(), value.en(), min, max);
  }

  static long number(String field, @Nullable Long value, long min, long max) {
    if (value == null || value < min || value > max) {
      throw problem(
          field,
          String.format(Locale.ROOT, "%,d〜%,dの数で入力してください。", min, max),
          String.format(Locale.ROOT, "Enter a number from %,d to %,d.", min, max));
    }
    return value;
  }

  static <E extends Enum<E>> E choice(String field, @Nullable String value, Class<E> type) {
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    String all =
        String.join(
            ", ",
            List.of(type.getEnumConstants()).stream()
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList());
    throw problem(field, all + " のどれかを指定してください。", "Give one of " + all + ".");
  }

  static <T> List<T> list(String field, @Nullable List<T> value, int max) {
    var list = value == null ? List.<T>of() : value;
    if (list.size() > max) {
      throw problem(field, max + "件までです。", "Up to " + max + ".");
    }
    if (list.stream().anyMatch(java.util.Objects::isNull)) {
      throw problem(field, "空の項目があります。", "There is an empty item.");
    }
    return list;
  }
}
