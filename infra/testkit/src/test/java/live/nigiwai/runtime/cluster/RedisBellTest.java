package live.nigiwai.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.cluster.Bell.Reach;
import live.nigiwai.testkit.Cable;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bell on a real Redis that is really taken away. */
class RedisBellTest {
  private static final Duration BACK_WITHIN = Duration.ofSeconds(3);

  private final RedisProcess redis = RedisProcess.start();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RedisBell here = RedisBell.open(RedisAddress.parse(redis.url()), meters);

  @AfterEach
  void stop() {
    here.close();
    redis.close();
  }

  /** Keeps what it hears. */
  private static final class Notes implements Bell.Ear {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger tuned = new AtomicInteger();

    @Override
    public void heard(byte[] message) {
      heard.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void tuned() {
      tuned.incrementAndGet();
    }
  }

  @Test
  void whatIsRungIsHeardInOrderByWhoWantsIt() {
    try (var there = RedisBell.open(RedisAddress.parse(redis.url()), new SimpleMeterRegistry())) {
      var demo = new Notes();
      var other = new Notes();
      var gone = new Notes();
      there.hear("demo", demo);
      there.hear("other", other);
      there.hear("demo", gone).close();
      Eventually.holds(() -> assertThat(demo.tuned).hasPositiveValue());
      Eventually.holds(() -> assertThat(here.reach()).isEqualTo(Reach.HEARD));
      for (int i = 0; i < 100; i++) {
        ring("demo", "" + i);
      }
      Eventually.holds(() -> assertThat(demo.heard).hasSize(100).endsWith("98", "99"));
      assertThat(demo.heard.stream().map(Integer::valueOf).toList()).isSorted();
      assertThat(other.heard).isEmpty();
      assertThat(gone.heard).isEmpty();
      assertThat(here.node()).isNotEqualTo(there.node());
    }
  }

  @Test
  void aKilledRedisMakesDeafAtOnceAndEveryChannelIsHeardAgainWhenItReturns() {
    var notes = List.of(new Notes(), new Notes(), new Notes());
    for (int i = 0; i < notes.size(); i++) {
      here.hear("show-" + i, notes.get(i));
    }
    awaitHeard();
    notes.forEach(each -> Eventually.holds(() -> assertThat(each.tuned).hasValue(1)));
    redis.kill();
    Eventually.holds(() -> assertThat(here.reach()).isEqualTo(Reach.DEAF));
    ring("show-0", "to nobody");
    redis.restart();
    awaitHeard();
    for (int i = 0; i < notes.size(); i++) {
      var each = notes.get(i);
      Eventually.holds(() -> assertThat(each.tuned).hasValue(2));
      ring("show-" + i, "back");
      Eventually.holds(() -> assertThat(each.heard).containsExactly("back"));
    }
  }

  @Test
  void aFrozenRedisIsNoticedThoughEveryConnectionLooksAlive() {
    awaitHeard();
    redis.freeze();
    Eventually.holds(() -> assertThat(here.reach()).isEqualTo(Reach.DEAF));
    redis.thaw();
    Eventually.holds(Duration.ofSeconds(5), () -> assertThat(here.reach()).isEqualTo(Reach.HEARD));
  }

  @Test
  void aMessageBeyondTheLimitIsNotRung() {
    awaitHeard();
    here.ring("demo", () -> new byte[Bell.MESSAGE_BYTES_MAX + 1]);
    assertThat(meters.counter("nigiwai.bell.dropped").count()).isPositive();
  }

  @Test
  void aRedisThatIsNotThereYetIsWaitedFor() {
    try (var cable = Cable.to(Integer.parseInt(redis.url().substring(18)))) {
      cable.cut();
      try (var early =
          RedisBell.open(
              RedisAddress.parse("redis://127.0.0.1:" + cable.port()), new SimpleMeterRegistry())) {
        assertThat(early.reach()).isEqualTo(Reach.DEAF);
        cable.mend();
        Eventually.holds(BACK_WITHIN, () -> assertThat(early.reach()).isEqualTo(Reach.HEARD));
      }
    }
  }

  private void awaitHeard() {
    Eventually.holds(BACK_WITHIN, () -> assertThat(here.reach()).isEqualTo(Reach.HEARD));
  }

  private void ring(String channel, String message) {
    here.ring(channel, () -> message.getBytes(StandardCharsets.UTF_8));
  }
}
