package live.nigiwai.shop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.shop.stock.WaitingLine.GoIn;
import live.nigiwai.shop.stock.WaitingLine.Wait;
import live.nigiwai.show.ViewerId;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private final AtomicLong nanos = new AtomicLong();
  private final WaitingLine line = new WaitingLine(nanos::get, () -> 0.5);

  private WaitingLine.Admission come(String who, int room) {
    return line.admit(new ViewerId(who), "key", room);
  }

  private int ahead(String who, int room) {
    return ((Wait) come(who, room)).ahead();
  }

  @Test
  void nobodyOvertakesWhoCameBefore() {
    assertThat(ahead("a", 0)).isZero();
    assertThat(ahead("b", 0)).isEqualTo(1);
    assertThat(ahead("newcomer", 1)).isEqualTo(2);
    assertThat(ahead("b", 1)).isEqualTo(1);
    assertThat(come("a", 1)).isInstanceOf(GoIn.class);
    assertThat(come("b", 1)).isInstanceOf(GoIn.class);
    assertThat(come("newcomer", 1)).isInstanceOf(GoIn.class);
  }

  @Test
  void asManyGoInAtOnceAsThereIsRoomFor() {
    come("a", 0);
    come("b", 0);
    come("c", 0);
    assertThat(come("c", 3)).isInstanceOf(GoIn.class);
    assertThat(come("d", 2)).isInstanceOf(Wait.class);
    assertThat(come("d", 3)).isInstanceOf(GoIn.class);
  }

  @Test
  void whoeverDoesNotComeBackHoldsNobodyUp() {
    come("gone", 0);
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    come("b", 0);
    assertThat(come("b", 1)).isInstanceOf(Wait.class);
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(come("b", 1)).isInstanceOf(GoIn.class);
  }

  @Test
  void comingBackIsSpreadAndLongerFurtherBehind() {
    var early = new WaitingLine(nanos::get, () -> 0);
    var late = new WaitingLine(nanos::get, () -> 1);
    int first = ((Wait) early.admit(new ViewerId("a"), "k", 0)).afterMillis();
    int last = ((Wait) late.admit(new ViewerId("a"), "k", 0)).afterMillis();
    assertThat(first).isPositive().isLessThan(last);
    for (int i = 0; i < WaitingLine.PLACES_MAX; i++) {
      come("v" + i, 0);
    }
    var behind = (Wait) come("z", 0);
    assertThat(behind.ahead()).isEqualTo(WaitingLine.PLACES_MAX);
    assertThat(behind.afterMillis()).isBetween(1_000, 10_000);
  }

  @Test
  void everyoneGetsInRoughlyInTheOrderTheyCame() {
    var random = new Random(5);
    var waiting = new ArrayList<String>();
    for (int i = 0; i < 500; i++) {
      come("v" + i, 0);
      waiting.add("v" + i);
    }
    var wentIn = new ArrayDeque<String>();
    var seen = new HashSet<String>();
    for (int round = 0; round < 2_000 && !waiting.isEmpty(); round++) {
      nanos.addAndGet(Duration.ofMillis(100).toNanos());
      int room = 5;
      var askers = new ArrayList<>(List.copyOf(waiting));
      java.util.Collections.shuffle(askers, random);
      for (var who : askers) {
        if (come(who, room) instanceof GoIn) {
          room--;
          waiting.remove(who);
          wentIn.add(who);
          assertThat(seen.add(who)).isTrue();
        }
      }
    }
    assertThat(waiting).isEmpty();
    int position = 0;
    for (var who : wentIn) {
      assertThat(Math.abs(Integer.parseInt(who.substring(1)) - position++)).isLessThan(10);
    }
  }
}
