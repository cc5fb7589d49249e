package live.nigiwai.ingest.rtmp;

import static live.nigiwai.ingest.rtmp.StreamGrant.Kind.BACKUP;
import static live.nigiwai.ingest.rtmp.StreamGrant.Kind.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.Test;

class OnAirTest {
  private static final ShowId SHOW = new ShowId("demo");

  private final AtomicLong nanos = new AtomicLong();
  private final Allowance threePerMinute = new Allowance(3, Duration.ofMinutes(1), 16, nanos::get);
  private final OnAir<String> onAir = new OnAir<>(threePerMinute);

  private OnAir.Claim.Granted<String> granted(StreamGrant.Kind kind, String name) {
    return (OnAir.Claim.Granted<String>) onAir.claim(SHOW, kind, name);
  }

  @Test
  void newestWinsUntilTheyDisplaceEachOtherTooOften() {
    assertThat(granted(MAIN, "a").displaced()).isEmpty();
    assertThat(granted(MAIN, "b").displaced()).contains("a");
    assertThat(granted(MAIN, "c").displaced()).contains("b");
    assertThat(granted(MAIN, "d").displaced()).contains("c");
    assertThat(onAir.claim(SHOW, MAIN, "e")).isEqualTo(new OnAir.Claim.Refused<>("d"));

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(granted(MAIN, "e").displaced()).contains("d");
  }

  @Test
  void comingBackAfterOneLeftIsNoTakeover() {
    for (int i = 0; i < 20; i++) {
      String holder = "h" + i;
      Turn turn = granted(MAIN, holder).turn().orElseThrow();
      turn.over();
      onAir.release(SHOW, MAIN, holder);
    }
    assertThat(onAir.shows()).isZero();
  }

  @Test
  void displacedHolderCannotReleaseTheShowOfItsSuccessor() {
    granted(MAIN, "a");
    granted(MAIN, "b");
    assertThat(onAir.release(SHOW, MAIN, "a")).isEmpty();

    assertThat(onAir.shows()).isEqualTo(1);
  }

  @Test
  void turnComesWhenEverySinkBeforeIsClosed() {
    Turn first = granted(MAIN, "a").turn().orElseThrow();
    Turn second = granted(MAIN, "b").turn().orElseThrow();
    Turn third = granted(MAIN, "c").turn().orElseThrow();
    var come = third.come().toCompletableFuture();

    second.over(); // it gave up before it opened; the first is still open
    assertThat(come).isNotDone();
    first.over();
    assertThat(come).isDone();
  }

  @Test
  void backupStandsByWhileTheMainOneIsOnAirAndInheritsFromIt() {
    granted(MAIN, "main");
    assertThat(granted(BACKUP, "backup").turn()).isEmpty();
    assertThat(onAir.standingBy()).isEqualTo(1);
    assertThat(onAir.holderBut(SHOW, "backup")).contains("main");

    var handover = onAir.release(SHOW, MAIN, "main").orElseThrow();

    assertThat(handover.to()).isEqualTo("backup");
    assertThat(onAir.isCurrent(SHOW, handover.turn())).isTrue();
    assertThat(onAir.standingBy()).isZero();
  }

  @Test
  void backupAloneIsOnAirAndTheMainOneThenStandsByUntilItTakesTheAirBack() {
    assertThat(granted(BACKUP, "backup").turn()).isPresent();
    assertThat(granted(MAIN, "main").turn()).isEmpty();

    var handover = onAir.pass(SHOW, "backup", MAIN, "main").orElseThrow();

    assertThat(handover.to()).isEqualTo("main");
    assertThat(onAir.pass(SHOW, "backup", MAIN, "main")).as("only once").isEmpty();
    assertThat(onAir.holderBut(SHOW, "backup")).contains("main");
  }

  @Test
  void mainOneThatKeepsBreakingStaysAwayForAWhile() {
    granted(MAIN, "main");
    granted(BACKUP, "backup");
    for (int i = 0; i < 3; i++) {
      assertThat(onAir.pass(SHOW, "main", BACKUP, "backup")).isPresent();
      assertThat(onAir.pass(SHOW, "backup", MAIN, "main")).isPresent();
    }
    assertThat(onAir.pass(SHOW, "main", BACKUP, "backup")).isPresent();
    assertThat(onAir.pass(SHOW, "backup", MAIN, "main")).isEmpty();

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(onAir.pass(SHOW, "backup", MAIN, "main")).isPresent();
  }

  @Test
  void onlySoManyNamesAreRemembered() {
    AtomicInteger forgotten = new AtomicInteger();
    Allowance one =
        new Allowance(1, Duration.ofMinutes(1), 2, nanos::get, forgotten::incrementAndGet);
    assertThat(one.take("a")).isTrue();
    assertThat(one.take("b")).isTrue();
    assertThat(one.spent("a")).isTrue();
    assertThat(one.take("c")).isTrue(); // forgets b, the longest unused
    assertThat(one.spent("a")).isTrue();
    assertThat(one.spent("b")).isFalse();
    assertThat(forgotten.get()).isEqualTo(1);
  }

  @Test
  void newestOfTheBackupsWinsTooAndGetsTheTurnItsPredecessorHad() {
    granted(BACKUP, "old");
    var claim = granted(BACKUP, "new");

    assertThat(claim.displaced()).isEqualTo(Optional.of("old"));
    assertThat(claim.turn()).isPresent();
  }
}
