package live.nigiwai.runtime.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import live.nigiwai.show.ShowTime;
import org.junit.jupiter.api.Test;

class ShowAtRuleTest {
  private static final ShowTime NOW = new ShowTime(1_000_000);
  private static final ShowTime NEVER = new ShowTime(0);
  private final ShowAtRule rule = new ShowAtRule(30_000);

  @Test
  void isThePictureTheActorWasLookingAt() {
    assertThat(rule.decide(NOW, new ShowTime(995_000), true, NEVER))
        .isEqualTo(new ShowTime(995_000));
  }

  @Test
  void isNowWhereThereIsNoPicture() {
    assertThat(rule.decide(NOW, null, true, NEVER)).isEqualTo(NOW);
  }

  @Test
  void believesNobodyWhoClaimsToSeeTheFutureOrTheDistantPast() {
    assertThat(rule.decide(NOW, new ShowTime(2_000_000), true, NEVER)).isEqualTo(NOW);
    assertThat(rule.decide(NOW, new ShowTime(1), true, NEVER)).isEqualTo(new ShowTime(970_000));
  }

  @Test
  void keepsEntriesInStepInOffsetOrderWhateverTheirProducersSee() {
    var random = new Random(7);
    var last = NEVER;
    var now = NOW;
    for (int i = 0; i < 10_000; i++) {
      now = now.plusMillis(random.nextInt(50));
      var media = random.nextInt(4) == 0 ? null : now.plusMillis(random.nextInt(60_000) - 50_000);
      var showAt = rule.decide(now, media, true, last);
      assertThat(showAt).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(now);
      last = showAt;
    }
  }

  @Test
  void aCommentIsNotHeldBackByACardBeforeIt() {
    assertThat(rule.decide(NOW, new ShowTime(990_000), false, NOW))
        .isEqualTo(new ShowTime(990_000));
  }
}
