package live.nigiwai.shop.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore turns = new Semaphore(0);
  private volatile LaneBatch behaviour = presses -> done(presses, new ReserveOutcome.NotOnSale());
  private final Lane lane =
      new Lane(
          presses -> {
            turns.acquireUninterruptibly();
            batches.add(presses.size());
            return behaviour.run(presses);
          },
          new LaneLimits(
              4, 3, Duration.ofMillis(250), nanos::get, () -> 0.5, LaneMetrics.in(meters)),
          THREADS);

  private static LaneTransaction.Done done(List<Press> presses, ReserveOutcome outcome) {
    return new LaneTransaction.Done(Collections.nCopies(presses.size(), outcome), null);
  }

  private static Press press(String buyer) {
    return new Press(
        new ShowId("demo"), new SkuId("bowl"), new ViewerId(buyer), 1, "k-" + buyer, "h-" + buyer);
  }

  private CompletableFuture<ReserveOutcome> reserve(String buyer) {
    return CompletableFuture.supplyAsync(() -> lane.reserve(press(buyer)), THREADS);
  }

  @Test
  void whatArrivesMeanwhileIsTheNextBatchAndTheQueueIsBounded() {
    var first = reserve("a");
    Eventually.holds(() -> assertThat(turns.hasQueuedThreads()).isTrue());
    var others = new ArrayList<CompletableFuture<ReserveOutcome>>();
    for (int i = 0; i < 6; i++) {
      others.add(reserve("b" + i));
    }
    // Four fit into the queue; whoever comes after them is turned away at once.
    Eventually.holds(() -> assertThat(others).filteredOn(CompletableFuture::isDone).hasSize(2));
    assertThat(others)
        .filteredOn(CompletableFuture::isDone)
        .extracting(CompletableFuture::join)
        .containsExactlyInAnyOrder(
            new ReserveOutcome.Busy(400, 0), new ReserveOutcome.Busy(400, 1));
    turns.release(10);
    assertThat(first.join()).isEqualTo(new ReserveOutcome.NotOnSale());
    assertThat(others.stream().map(CompletableFuture::join).toList())
        .filteredOn(new ReserveOutcome.NotOnSale()::equals)
        .hasSize(4);
    assertThat(batches).containsExactly(1, 3, 1);
    assertThat(meters.counter("nigiwai.shop.lane.busy").count()).isEqualTo(2);
  }

  @Test
  void memorySaysSoldOutForAMomentButNotToThoseWhoHold() {
    turns.release(10);
    behaviour =
        presses ->
            new LaneTransaction.Done(
                Collections.nCopies(presses.size(), new ReserveOutcome.SoldOut(0)),
                new LaneTransaction.SoldOut(Set.of(new ViewerId("holder")), null));
    assertThat(lane.reserve(press("a"))).isEqualTo(new ReserveOutcome.SoldOut(0));
    assertThat(lane.reserve(press("b"))).isEqualTo(new ReserveOutcome.SoldOut(0));
    assertThat(batches).hasSize(1);
    assertThat(lane.reserve(press("holder"))).isEqualTo(new ReserveOutcome.SoldOut(0));
    assertThat(batches).hasSize(2);
    nanos.addAndGet(Duration.ofMillis(251).toNanos());
    assertThat(lane.reserve(press("c"))).isEqualTo(new ReserveOutcome.SoldOut(0));
    assertThat(batches).hasSize(3);
    lane.unitsCameBack();
    assertThat(lane.reserve(press("d"))).isEqualTo(new ReserveOutcome.SoldOut(0));
    assertThat(batches).hasSize(4);
  }

  @Test
  void faultReachesEveryoneInTheBatchAndTheLaneGoesOn() {
    turns.release(10);
    behaviour =
        presses -> {
          throw new IllegalStateException("away");
        };
    assertThatThrownBy(() -> lane.reserve(press("a"))).isInstanceOf(IllegalStateException.class);
    behaviour = presses -> done(presses, new ReserveOutcome.NotOnSale());
    assertThat(lane.reserve(press("a"))).isEqualTo(new ReserveOutcome.NotOnSale());
  }
}
