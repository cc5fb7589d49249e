package live.nigiwai.runtime.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final LogId LOG = LogId.stage(new ShowId("demo"));
  private final Delivery delivery = new Delivery(10);
  private final List<Long> seen = new ArrayList<>();

  @Test
  void batchesThatArriveTheWrongWayRoundAreHandedOnInOrder() {
    delivery.follow(this::see);
    delivery.publish(batch(13, 14));
    delivery.publish(batch(12, 12));
    assertThat(seen).isEmpty();
    delivery.publish(batch(11, 11));
    assertThat(seen).containsExactly(11L, 12L, 13L, 14L);
  }

  @Test
  void aRepairFillsTheHoleAndNothingComesTwice() {
    delivery.follow(this::see);
    delivery.publish(batch(12, 12));
    delivery.repair(from -> batch(from + 1, 12));
    delivery.publish(batch(12, 12));
    delivery.publish(batch(13, 13));
    assertThat(seen).containsExactly(11L, 12L, 13L);
  }

  @Test
  void aFollowerThatFailsDoesNotTakeItsNeighboursWithIt() {
    delivery.follow(
        batch -> {
          throw new IllegalStateException("broken follower");
        });
    delivery.follow(this::see);
    delivery.publish(batch(11, 11));
    assertThat(seen).containsExactly(11L);
  }

  @Test
  void aClosedFollowingIsLeftInPeace() {
    var following = delivery.follow(this::see);
    delivery.publish(batch(11, 11));
    following.close();
    delivery.publish(batch(12, 12));
    assertThat(seen).containsExactly(11L);
  }

  private void see(TimelineBatch batch) {
    batch.entries().forEach(entry -> seen.add(entry.offset()));
  }

  private static TimelineBatch batch(long from, long to) {
    var entries =
        LongStream.rangeClosed(from, to)
            .mapToObj(
                offset ->
                    new TimelineEntry(
                        offset,
                        new ShowTime(offset),
                        null,
                        new ShowTime(offset),
                        Actor.system("test"),
                        new TimelineEvent.StreamStarted()))
            .toList();
    return new TimelineBatch(LOG, "e", entries, List.of());
  }
}
