package live.nigiwai.runtime.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.Versioned;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final LogId LOG = LogId.stage(new ShowId("demo"));
  private final Delivery delivery = new Delivery(LOG, new Position("e", 10), Map.of("stream", 4L));
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
    delivery.publish(batch(11, 12));
    delivery.publish(batch(12, 12));
    delivery.publish(batch(13, 13));
    assertThat(seen).containsExactly(11L, 12L, 13L);
  }

  @Test
  void aBatchThatWasReadInPartIsHandedOnWithTheRest() {
    delivery.follow(this::see);
    delivery.publish(batch(11, 12));
    assertThat(delivery.publish(batch(12, 14))).isTrue();
    assertThat(seen).containsExactly(11L, 12L, 13L, 14L);
  }

  @Test
  void whoPublishesIsToldWhenSomethingIsMissing() {
    assertThat(delivery.publish(batch(12, 12))).isFalse();
    assertThat(delivery.publish(batch(11, 11))).isTrue();
    var other = new TimelineBatch(LOG, "another epoch", batch(13, 13).entries(), List.of());
    assertThat(delivery.publish(other)).isFalse();
    assertThat(delivery.delivered()).isEqualTo(new Position("e", 12));
  }

  @Test
  void stateIsHandedOnOnlyWhenItIsNewer() {
    var states = new ArrayList<Versioned>();
    delivery.follow(batch -> states.addAll(batch.states()));
    delivery.publish(new TimelineBatch(LOG, "e", List.of(), List.of(stream(4))));
    delivery.publish(new TimelineBatch(LOG, "e", List.of(), List.of(stream(6))));
    delivery.publish(new TimelineBatch(LOG, "e", List.of(), List.of(stream(5))));
    assertThat(states).containsExactly(stream(6));
    assertThat(delivery.versionsSum()).isEqualTo(7);
  }

  @Test
  void aRestoredLogGoesOnUnderItsNewEpoch() {
    var epochs = new ArrayList<String>();
    delivery.follow(batch -> epochs.add(batch.epoch()));
    delivery.follow(this::see);
    delivery.startOver(new Position("f", 3), List.of(stream(2)));
    delivery.publish(new TimelineBatch(LOG, "f", batch(4, 4).entries(), List.of()));
    assertThat(epochs).containsExactly("f", "f");
    assertThat(seen).containsExactly(4L);
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

  private static Versioned stream(long version) {
    return new Versioned(new ShowState.Stream(ShowState.StreamStatus.LIVE), version);
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
