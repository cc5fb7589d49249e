package live.nigiwai.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code ./nigiwai bench NAME} and {@code ./nigiwai soak NAME}: each starts what it needs in
 * processes of their own, and stops it.
 */
public final class Main {
  private interface Command {
    /** Runs to the end; false where what was promised did not hold. */
    boolean run(List<String> arguments) throws Exception;
  }

  private static final Map<String, Command> BENCHES =
      new TreeMap<>(
          Map.of(
              "relay", RelayBench::run,
              "hls", HlsBench::run,
              "ingest", IngestBench::run,
              "shop", ShopBench::run,
              "glass", GlassBench::run));
  private static final Map<String, Command> SOAKS =
      new TreeMap<>(Map.of("show", ShowSoak::run, "drop", DropSoak::run));

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    boolean soak = arguments.length > 0 && arguments[0].equals("soak");
    var rest = new ArrayList<>(List.of(arguments).subList(soak ? 1 : 0, arguments.length));
    String name = rest.isEmpty() ? "" : rest.removeFirst();
    var known = soak ? SOAKS : BENCHES;
    Command command = known.get(name);
    if (command == null) {
      System.err.println("There is no " + (soak ? "soak" : "benchmark") + " '" + name + "'.");
      System.err.println("There is: " + String.join(", ", known.keySet()) + ".");
      System.exit(2);
      return;
    }
    System.exit(carryOut(command, rest));
  }

  private static int carryOut(Command command, List<String> arguments) throws Exception {
    try {
      return command.run(arguments) ? 0 : 1;
    } catch (Options.Misuse misused) {
      System.err.println(misused.getMessage());
      return 2;
    }
  }
}
