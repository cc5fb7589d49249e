package live.nigiwai.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code --name value} and {@code --flag}; names nobody knows are refused. */
final class Options {
  /** What was asked for does not exist; the message says what does. */
  static final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misuse(String message) {
      super(message);
    }
  }

  private final Map<String, String> given = new HashMap<>();

  /**
   * @throws Misuse for a name that is not among those known
   */
  Options(List<String> arguments, Set<String> known) {
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i).replaceFirst("^--", "");
      if (!arguments.get(i).startsWith("--") || !known.contains(name)) {
        throw new Misuse(
            "There is no option '"
                + arguments.get(i)
                + "'; there are: --"
                + String.join(", --", known.stream().sorted().toList())
                + ".");
      }
      boolean flag = i + 1 == arguments.size() || arguments.get(i + 1).startsWith("--");
      given.put(name, flag ? "true" : arguments.get(++i));
    }
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  String text(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  /**
   * @throws Misuse when it is no number within the bounds
   */
  int number(String name, int otherwise, int least, int most) {
    String text = given.get(name);
    int number = text == null ? otherwise : Integer.parseInt(text);
    if (number < least || number > most) {
      throw new Misuse("--" + name + " must be " + least + "-" + most);
    }
    return number;
  }
}
