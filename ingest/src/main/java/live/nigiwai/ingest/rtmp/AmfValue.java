package live.nigiwai.ingest.rtmp;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value as commands and metadata carry it. Null, undefined and unsupported are one here. */
sealed interface AmfValue {
  AmfValue NOTHING = new Nothing();

  record Number(double value) implements AmfValue {}

  record Flag(boolean value) implements AmfValue {}

  record Text(String value) implements AmfValue {}

  record Nothing() implements AmfValue {}

  /** An object or an ECMA array: encoders use either for the same thing. */
  record Table(Map<String, AmfValue> entries) implements AmfValue {
    public Table {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    Optional<String> text(String name) {
      return entries.get(name) instanceof Text(String value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /** For encoders that write names in letters of their own. */
    Optional<String> textOfAnyCase(String name) {
      return text(name)
          .or(
              () ->
                  entries.keySet().stream()
                      .filter(name::equalsIgnoreCase)
                      .findFirst()
                      .flatMap(this::text));
    }

    Table with(String name, AmfValue value) {
      var more = new LinkedHashMap<>(entries);
      more.put(name, value);
      return new Table(more);
    }
  }

  record Sequence(List<AmfValue> items) implements AmfValue {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Moment(Instant at) implements AmfValue {}

  /** A table of names and values in turn; each value a String, a Double, a Boolean or AmfValue. */
  static Table table(Object... namesAndValues) {
    Map<String, AmfValue> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entries.put((String) namesAndValues[i], of(namesAndValues[i + 1]));
    }
    return new Table(entries);
  }

  private static AmfValue of(Object value) {
    return switch (value) {
      case AmfValue amf -> amf;
      case String text -> new Text(text);
      case Boolean flag -> new Flag(flag);
      case java.lang.Number number -> new Number(number.doubleValue());
      default -> throw new IllegalArgumentException("no AMF for " + value.getClass());
    };
  }

  /** The same in Java's own types, for those who know nothing of AMF; nothings are left out. */
  static Map<String, Object> plain(Table table) {
    Map<String, Object> plain = new LinkedHashMap<>();
    table.entries().forEach((name, value) -> plain(value).ifPresent(v -> plain.put(name, v)));
    return plain;
  }

  private static Optional<Object> plain(AmfValue value) {
    return switch (value) {
      case Number(double number) -> Optional.of(number);
      case Flag(boolean flag) -> Optional.of(flag);
      case Text(String text) -> Optional.of(text);
      case Moment(Instant at) -> Optional.of(at);
      case Table inner -> Optional.of(plain(inner));
      case Sequence(List<AmfValue> items) ->
          Optional.of(items.stream().flatMap(item -> plain(item).stream()).toList());
      case Nothing() -> Optional.empty();
    };
  }
}
