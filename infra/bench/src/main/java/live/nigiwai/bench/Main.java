package live.nigiwai.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code ./nigiwai bench NAME}: starts a server of its own where none is named, then measures it.
 */
public final class Main {
  private static final String NAMES = "There is: relay.";

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0 || !arguments[0].equals("relay")) {
      System.err.println(
          "There is no benchmark '" + (arguments.length == 0 ? "" : arguments[0]) + "'.");
      System.err.println(NAMES);
      System.exit(2);
    }
    var rest = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
    if (rest.contains("--ready")) {
      RelayBench.main(rest.toArray(String[]::new));
      return;
    }
    var server = MeasuredServer.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    rest.addAll(List.of("--ready", server.readyFile().toString()));
    RelayBench.main(rest.toArray(String[]::new));
  }
}
