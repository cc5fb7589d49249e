package live.nigiwai.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between the text an operator writes and the value a record holds. */
final class Values {
  private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)\\s*");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmg]?)i?b?");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^:/@]*):[^@/]*@");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);
  private static final Map<String, Integer> SHIFT = Map.of("", 0, "k", 10, "m", 20, "g", 30);

  private Values() {}

  /** What the operator wrote is not what the key holds; the message says what it holds. */
  static final class NotThat extends Exception {
    NotThat(String expected) {
      super(expected);
    }
  }

  /**
   * Reads texts (several only for a list).
   *
   * @param name the record component's name; one with "bytes" in it may be written as {@code 512KB}
   */
  static Object read(String name, Type type, List<String> texts) throws NotThat {
    if (type instanceof ParameterizedType generic) {
      return readGeneric(name, generic, texts);
    }
    if (texts.size() != 1) {
      throw new NotThat("one value, not a list");
    }
    return readOne(name, (Class<?>) type, texts.getFirst().strip());
  }

  private static Object readGeneric(String name, ParameterizedType type, List<String> texts)
      throws NotThat {
    Type of = type.getActualTypeArguments()[0];
    if (type.getRawType() == Optional.class) {
      boolean none = texts.isEmpty() || (texts.size() == 1 && texts.getFirst().isBlank());
      return none ? Optional.empty() : Optional.of(read(name, of, texts));
    }
    var parts = new ArrayList<Object>();
    for (String text : texts) {
      for (String part : text.split(",", -1)) {
        if (!part.isBlank()) {
          parts.add(read(name, of, List.of(part)));
        }
      }
    }
    return type.getRawType() == Set.class ? new LinkedHashSet<>(parts) : List.copyOf(parts);
  }

  private static Object readOne(String name, Class<?> type, String text) throws NotThat {
    if (type == String.class) {
      return text;
    }
    if (type == Secret.class) {
      return new Secret(text);
    }
    if (type == boolean.class) {
      return readBoolean(text);
    }
    if (type == int.class || type == long.class) {
      return readWhole(name, type, text);
    }
    if (type == double.class) {
      try {
        return new BigDecimal(text).doubleValue();
      } catch (NumberFormatException notANumber) {
        throw new NotThat("a number");
      }
    }
    if (type == Duration.class) {
      return readDuration(text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == URI.class) {
      try {
        return URI.create(text);
      } catch (IllegalArgumentException notAnAddress) {
        throw new NotThat("an address such as https://example.jp/");
      }
    }
    if (type.isEnum()) {
      return readEnum(type, text);
    }
    throw new IllegalStateException("a setting cannot be a " + type.getName());
  }

  private static Object readBoolean(String text) throws NotThat {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new NotThat("true or false");
    };
  }

  private static Object readWhole(String name, Class<?> type, String text) throws NotThat {
    boolean bytes = name.toLowerCase(Locale.ROOT).contains("bytes");
    String expected = bytes ? "a size such as 512KB or 2MB" : "a whole number";
    try {
      long value = bytes ? readSize(text, expected) : Long.parseLong(text);
      if (type == int.class) {
        return Math.toIntExact(value);
      }
      return value;
    } catch (NumberFormatException notANumber) {
      throw new NotThat(expected);
    } catch (ArithmeticException tooLarge) {
      throw new NotThat(expected + " of at most " + Integer.MAX_VALUE);
    }
  }

  private static long readSize(String text, String expected) throws NotThat {
    var match = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    Integer shift = match.matches() ? SHIFT.get(match.group(2)) : null;
    if (shift == null) {
      throw new NotThat(expected);
    }
    return Math.multiplyExact(Long.parseLong(match.group(1)), 1L << shift);
  }

  private static Duration readDuration(String text) throws NotThat {
    var expected = "a time such as 250ms, 2s or 1h30m";
    try {
      if (text.startsWith("P")) {
        return Duration.parse(text);
      }
      var match = DURATION_PART.matcher(text);
      var sum = Duration.ZERO;
      int end = 0;
      while (match.lookingAt()) {
        long nanos = NANOS.getOrDefault(match.group(2), 0L);
        sum = sum.plus(Duration.ofNanos(nanos).multipliedBy(Long.parseLong(match.group(1))));
        end = match.end();
        match.region(end, text.length());
      }
      if (end == 0 || end < text.length()) {
        throw new NotThat(expected);
      }
      return sum;
    } catch (DateTimeException | ArithmeticException outOfRange) {
      throw new NotThat(expected);
    }
  }

  private static Object readEnum(Class<?> type, String text) throws NotThat {
    for (Object constant : type.getEnumConstants()) {
      if (Names.kebab(((Enum<?>) constant).name()).equals(Names.kebab(text))) {
        return constant;
      }
    }
    throw new NotThat(
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(Values::show)
                .collect(Collectors.joining(", ")));
  }

  /** As an operator would write it; secrets and passwords in URLs are hidden. */
  static String show(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Duration duration -> showDuration(duration);
      case Enum<?> constant -> Names.kebab(constant.name());
      case Optional<?> optional -> optional.map(Values::show).orElse("");
      case Collection<?> parts ->
          parts.stream().map(Values::show).collect(Collectors.joining(", ", "[", "]"));
      case String text -> PASSWORD_IN_URL.matcher(text).replaceAll("$1:(hidden)@");
      case URI address -> show(address.toString());
      default -> value.toString();
    };
  }

  private static String showDuration(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    for (String unit : List.of("d", "h", "m", "s", "ms")) {
      var one = Duration.ofNanos(NANOS.getOrDefault(unit, 1L));
      if (one.multipliedBy(duration.dividedBy(one)).equals(duration)) {
        return duration.dividedBy(one) + unit;
      }
    }
    return duration.toString();
  }
}
