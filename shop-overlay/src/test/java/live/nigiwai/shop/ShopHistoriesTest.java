package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of short histories from seeds: taps, orders, double clicks, cancellations, time that
 * runs out, payments that are lost, late, doubled or decided behind the shop's back, and kills
 * between any two statements, also of a start. Whatever happened: nothing is oversold, nothing ends
 * twice, money and orders agree, every payment has exactly one outcome.
 *
 * <p>A failure names its seed; {@code -Dnigiwai.histories.seed=N} plays that one, and {@code
 * ./nigiwai soak shop --minutes M} plays new ones for as long.
 */
class ShopHistoriesTest {
  private static final Logger log = LoggerFactory.getLogger(ShopHistoriesTest.class);
  private static final int HISTORIES = 1_000;
  private static final int WORLDS = 4;
  private static final int SHELF = 40;

  /** Two to a history. */
  private static List<String> skus(List<String> shelf, int turn) {
    int first = turn * 2 % SHELF;
    return shelf.subList(first, first + 2);
  }

  private static int played(long seedBase, int from, int count, long untilNanos) {
    try (var world = new ShopWorld(ShopScene.freshDatabase(), seedBase + from)) {
      var shelf = world.shelf(SHELF);
      int played = 0;
      while (played < count && System.nanoTime() - untilNanos < 0) {
        new History(world, skus(shelf, played), seedBase + from + played).run();
        played++;
      }
      log.info("{} histories with {} kills", played, world.kills());
      return played;
    }
  }

  @Test
  void whateverHappensTheBooksAreWhole() throws Exception {
    long minutes = Long.getLong("nigiwai.histories.minutes", 0);
    boolean soak = minutes > 0;
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(soak ? minutes : 60);
    Long only = Long.getLong("nigiwai.histories.seed");
    if (only != null) {
      assertThat(played(only, 0, 1, until)).isEqualTo(1);
      return;
    }
    long seedBase = soak ? System.currentTimeMillis() * 1_000_000 : 1_000_000;
    int each = soak ? Integer.MAX_VALUE / WORLDS : HISTORIES / WORLDS;
    var worlds = new ArrayList<Callable<Integer>>();
    for (int n = 0; n < WORLDS; n++) {
      int from = n * each;
      worlds.add(() -> played(seedBase, from, each, until));
    }
    var all = new AtomicInteger();
    long began = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(WORLDS)) {
      for (var world : threads.invokeAll(worlds)) {
        all.addAndGet(world.get());
      }
    }
    log.info("{} histories in {} ms", all, (System.nanoTime() - began) / 1_000_000);
    assertThat(all.get()).isGreaterThanOrEqualTo(soak ? 1 : HISTORIES);
  }
}
