package live.nigiwai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happens to the relay that is no table of costs: each trial with a server of its own. */
final class RelayTrials {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RelayTrials() {}

  /** What a trial came to, built up as it runs. */
  static final class Outcome {
    private final ObjectNode json;
    private final StringBuilder text;
    private final List<String> broken = new ArrayList<>();

    Outcome(String trial, String what) {
      json = JSON.createObjectNode().put("trial", trial);
      text = new StringBuilder(trial).append(": ").append(what);
    }

    /** Notes a figure; it does not hold where it is above the limit. */
    Outcome most(String name, double figure, double limit) {
      note(name, figure, " (at most " + number(limit) + ")");
      if (figure > limit) {
        broken.add(name);
      }
      return this;
    }

    Outcome figure(String name, double figure) {
      note(name, figure, "");
      return this;
    }

    private void note(String name, double figure, String limit) {
      json.put(name.replace(' ', '_'), figure);
      text.append("\n  ").append(name).append(' ').append(number(figure)).append(limit);
    }

    private static String number(double figure) {
      return String.format(Locale.ROOT, figure == Math.rint(figure) ? "%,.0f" : "%,.1f", figure);
    }

    Outcome say(String words) {
      text.append("\n  ").append(words);
      return this;
    }

    boolean held() {
      return broken.isEmpty();
    }

    String text() {
      return text + (held() ? "\n  ok" : "\n  NOT HELD: " + String.join(", ", broken));
    }

    ObjectNode json() {
      return json.put("held", held());
    }
  }

  static Outcome run(String trial, Options options) throws Exception {
    try (var started = new Started()) {
      return switch (trial) {
        case "crowd" -> new CrowdTrial(started, options).run();
        case "storm" -> new StormTrial(started, options).run();
        case "stalled" -> new StalledTrial(started).run();
        case "idle" -> new IdleTrial(started, options).run();
        default -> throw new Options.Misuse("There is no trial '" + trial + "'.");
      };
    }
  }
}
