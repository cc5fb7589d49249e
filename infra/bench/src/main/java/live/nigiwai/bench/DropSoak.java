package live.nigiwai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import live.nigiwai.testkit.DropCrowd;
import org.jspecify.annotations.Nullable;

/**
 * Ten thousand buyers on a hundred units, while the server is killed twice and its PostgreSQL once.
 * Exactly a hundred get one, everybody gets a definite answer, and the same one when asking again.
 *
 * <pre>[--buyers 10000] [--units 100] [--at-once 200] [--json]</pre>
 */
final class DropSoak {
  private static final Set<String> KNOWN = Set.of("buyers", "units", "at-once", "json", "minutes");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Options options;
  private final int buyers;
  private final int units;

  private DropSoak(Options options) {
    this.options = options;
    this.buyers = options.number("buyers", 10_000, 100, 50_000);
    this.units = options.number("units", 100, 10, 10_000);
  }

  static boolean run(List<String> arguments) throws Exception {
    return new DropSoak(new Options(arguments, KNOWN)).run();
  }

  private boolean run() throws Exception {
    long began = System.nanoTime();
    try (var started = new Started()) {
      var server = started.own(MeasuredServer.start());
      var shelf = PressedShelf.with(server, units);
      var crowd =
          started.own(
              new DropCrowd(
                  server.http(),
                  PressedShelf.SHOW,
                  PressedShelf.ONE_COPY,
                  buyers,
                  options.number("at-once", 200, 10, 1_000),
                  PATIENCE));
      crowd.join();
      say(began, buyers + " buyers wait for " + units + " units");
      var failed = new AtomicReference<@Nullable Throwable>();
      var rush = Thread.ofVirtual().unstarted(crowd::rush);
      rush.setUncaughtExceptionHandler((thread, failure) -> failed.set(failure));
      rush.start();
      kills(began, server, crowd, rush);
      rush.join();
      say(began, crowd.answered() + " have their answer, " + crowd.ordered() + " an order");
      var again = crowd.askAgain();
      say(began, "everybody asked again");
      return judge(crowd, shelf, again.size(), failed.get());
    }
  }

  private void kills(long began, MeasuredServer server, DropCrowd crowd, Thread rush)
      throws Exception {
    await(rush, () -> crowd.accepted() >= units / 5);
    say(began, "server killed at " + state(crowd));
    server.killAndRestart();
    await(rush, () -> crowd.ordered() >= units / 4);
    say(began, "PostgreSQL killed at " + state(crowd));
    ProcessHandle.of(server.postgresPid()).orElseThrow().destroyForcibly();
    await(rush, () -> crowd.ordered() >= units / 2);
    say(began, "server killed at " + state(crowd));
    server.killAndRestart();
    say(began, "server is back");
  }

  private static String state(DropCrowd crowd) {
    return crowd.accepted()
        + " holds, "
        + crowd.ordered()
        + " orders, "
        + crowd.answered()
        + " answers";
  }

  private static void await(Thread rush, BooleanSupplier come) {
    while (rush.isAlive() && !come.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static void say(long began, String what) {
    System.out.printf("%6.1f s  %s%n", (System.nanoTime() - began) / 1e9, what);
  }

  private boolean judge(
      DropCrowd crowd, PressedShelf shelf, int contradictions, @Nullable Throwable failed)
      throws Exception {
    var outcome =
        new RelayTrials.Outcome("drop", buyers + " buyers on " + units + " units, three kills")
            .most("without an answer", buyers - crowd.answered(), 0)
            .most("orders too many", crowd.ordered() - (double) units, 0)
            .most("orders too few", units - (double) crowd.ordered(), 0)
            .most("other answers when asked again", contradictions, 0)
            .most("units sold too many or too few", Math.abs(units - shelf.sold()), 0)
            .most("counters that are wrong", shelf.wrong(), 0);
    if (failed != null) {
      outcome.say("gave up: " + failed);
    }
    System.out.println(outcome.text());
    if (options.has("json")) {
      System.out.println(new ObjectMapper().writeValueAsString(outcome.json()));
    }
    return outcome.held();
  }
}
