package live.nigiwai.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.jspecify.annotations.Nullable;

/**
 * A record of defaults with what the operator changed laid over it. Keys are the record's
 * components in kebab case, those of nested records after a dot: {@code relay.rate-limit}. Later
 * sources win. Whatever is unknown or unreadable is a {@link StartupProblem} that names the key.
 *
 * @param <R> the record; its components are text, numbers, booleans, durations ({@code 2s}), sizes
 *     ({@code 512KB}, where the name has "bytes" in it), paths, URIs, enums, secrets, lists, sets
 *     and optionals of those, and records
 */
public final class Settings<R extends Record> {
  private static final long FILE_BYTES_MAX = 1 << 20;

  private record Key(String name, Type type, @Nullable Object standard) {}

  private record Given(List<String> texts, String origin) {}

  private final R defaults;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, Given> given = new LinkedHashMap<>();

  private Settings(R defaults) {
    this.defaults = defaults;
    collect("", defaults);
  }

  /** Starts with nothing changed. */
  public static <R extends Record> Settings<R> over(R defaults) {
    return new Settings<>(defaults);
  }

  private void collect(String prefix, Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String path = prefix + Names.kebab(component.getName());
      Object value = valueOf(component, record);
      if (value instanceof Record section && !(value instanceof Secret)) {
        collect(path + ".", section);
      } else {
        keys.put(path, new Key(component.getName(), component.getGenericType(), value));
      }
    }
  }

  /** Reads a YAML file. */
  public Settings<R> yaml(Path file) {
    var mapper = YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new StartupProblem(
            "The configuration " + file + " is larger than 1 MB.", "Is it the right file?");
      }
      JsonNode tree = mapper.readTree(file.toFile());
      if (tree.isObject()) {
        lay("", tree, file.getFileName().toString());
      } else if (!tree.isMissingNode() && !tree.isNull()) {
        throw new StartupProblem(
            "The configuration " + file + " does not consist of keys and values.",
            "Write lines such as 'http-port: 8080'.");
      }
      return this;
    } catch (JsonProcessingException malformed) {
      var where = malformed.getLocation();
      throw new StartupProblem(
          "The configuration "
              + file
              + " is not readable YAML"
              + (where == null ? "" : " at line " + where.getLineNr())
              + ": "
              + malformed.getOriginalMessage().lines().findFirst().orElse("")
              + ".",
          "Check its indentation and quotes there.");
    } catch (IOException unreadable) {
      throw new StartupProblem(
          "The configuration " + file + " cannot be read.",
          "Give the right file with --config FILE.",
          unreadable);
    }
  }

  private void lay(String prefix, JsonNode section, String origin) {
    for (var entry : section.properties()) {
      String path = prefix + Names.kebab(entry.getKey());
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        lay(path + ".", value, origin);
      } else if (value.isArray()) {
        var texts = new ArrayList<String>();
        value.forEach(part -> texts.add(part.asText()));
        give(path, texts, origin);
      } else {
        give(path, List.of(value.isNull() ? "" : value.asText()), origin);
      }
    }
  }

  /**
   * Takes every {@code NIGIWAI_*} variable.
   *
   * @param others names that begin like settings and are something else
   */
  public Settings<R> environment(Map<String, String> environment, Set<String> others) {
    Map<String, String> paths =
        keys.keySet().stream().collect(Collectors.toMap(Names::environment, path -> path));
    for (var entry : environment.entrySet()) {
      String name = entry.getKey();
      if (!name.startsWith("NIGIWAI_") || others.contains(name)) {
        continue;
      }
      String path = paths.get(name);
      if (path == null) {
        throw new StartupProblem(
            "The environment variable " + name + " is not a setting of Nigiwai.",
            Names.nearest(name, paths.keySet())
                .map(meant -> "Did you mean " + meant + "?")
                .orElse("Remove it; --print-config shows what there is."));
      }
      give(path, List.of(entry.getValue()), name);
    }
    return this;
  }

  /** Takes {@code key=value} from the command line. */
  public Settings<R> set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new StartupProblem("--set " + assignment + " has no value.", "Write --set key=value.");
    }
    String path =
        Arrays.stream(assignment.substring(0, equals).strip().split("\\.", -1))
            .map(Names::kebab)
            .collect(Collectors.joining("."));
    give(path, List.of(assignment.substring(equals + 1)), "--set");
    return this;
  }

  private void give(String path, List<String> texts, String origin) {
    if (!keys.containsKey(path)) {
      throw new StartupProblem(
          "There is no setting '" + path + "' (" + origin + ").",
          Names.nearest(path, keys.keySet())
              .map(meant -> "Did you mean '" + meant + "'?")
              .orElseGet(() -> "There are: " + neighbours(path) + "."));
    }
    given.put(path, new Given(texts, origin));
  }

  private String neighbours(String path) {
    String section = path.substring(0, path.lastIndexOf('.') + 1);
    var same = keys.keySet().stream().filter(key -> key.startsWith(section)).toList();
    return String.join(", ", same.isEmpty() ? keys.keySet() : same);
  }

  /** The record, every constructor's own checks passed. */
  public R bind() {
    @SuppressWarnings("unchecked") // build() makes one of the same class
    R bound = (R) build("", defaults);
    return bound;
  }

  private Record build(String prefix, Record standard) {
    RecordComponent[] components = standard.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String path = prefix + Names.kebab(components[i].getName());
      Object value = valueOf(components[i], standard);
      values[i] =
          value instanceof Record section && !(value instanceof Secret)
              ? build(path + ".", section)
              : effective(path);
    }
    return construct(prefix, standard.getClass(), components, values);
  }

  private @Nullable Object effective(String path) {
    Key key = keys.get(path);
    if (key == null) {
      throw new IllegalStateException("no key " + path);
    }
    Given change = given.get(path);
    if (change == null) {
      return key.standard;
    }
    try {
      return Values.read(key.name, key.type, change.texts);
    } catch (Values.NotThat notThat) {
      String written =
          key.type == Secret.class ? "(hidden)" : Values.show(String.join(", ", change.texts));
      throw new StartupProblem(
          "The setting '" + path + "' cannot be '" + written + "' (" + change.origin + ").",
          "It is " + notThat.getMessage() + ", by default " + Values.show(key.standard) + ".");
    }
  }

  private Record construct(
      String prefix,
      Class<? extends Record> type,
      RecordComponent[] components,
      @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      Throwable why = refused.getTargetException();
      if (why instanceof StartupProblem problem) {
        throw problem;
      }
      String changed =
          given.keySet().stream()
              .filter(path -> path.startsWith(prefix))
              .collect(Collectors.joining(", "));
      throw new StartupProblem(
          "The settings " + changed + " do not go together: " + why.getMessage() + ".",
          "Change one of them; --print-config shows the defaults.",
          why);
    } catch (ReflectiveOperationException notARecordOfOurs) {
      throw new IllegalStateException(notARecordOfOurs);
    }
  }

  private static @Nullable Object valueOf(RecordComponent component, Record record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException notARecordOfOurs) {
      throw new IllegalStateException(notARecordOfOurs);
    }
  }

  /** All settings as YAML, with where each changed one came from; secrets are hidden. */
  public String print() {
    var out = new StringBuilder();
    List<String> open = List.of();
    for (String path : keys.keySet()) {
      List<String> parts = List.of(path.split("\\.", -1));
      List<String> sections = parts.subList(0, parts.size() - 1);
      for (int depth = 0; depth < sections.size(); depth++) {
        if (open.size() <= depth
            || !open.subList(0, depth + 1).equals(sections.subList(0, depth + 1))) {
          out.repeat("  ", depth).append(sections.get(depth)).append(":\n");
        }
      }
      open = sections;
      String value = Values.show(effective(path));
      out.repeat("  ", sections.size()).append(parts.getLast()).append(": ");
      out.append(value.isEmpty() ? "\"\"" : value);
      Given change = given.get(path);
      if (change != null) {
        out.append("  # ").append(change.origin);
      }
      out.append('\n');
    }
    return out.toString();
  }
}
