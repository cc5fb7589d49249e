package live.nigiwai.relay.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.FakeTime;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final FakeTime time = new FakeTime();
  private final Pace pace = new Pace(Pace.Limits.defaults(), time::nanos);
  private final Actor hana = Actor.viewer(new ViewerId("v_hana"));
  private final Actor taro = Actor.viewer(new ViewerId("v_taro"));

  @Test
  void rejectsCommentAboveRateAndSaysHowLongToWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(pace.comment(hana)).isZero();
    }
    assertThat(pace.comment(hana)).isEqualTo(1_000);
    assertThat(pace.comment(taro)).as("somebody else").isZero();
    time.advance(Duration.ofMillis(600));
    assertThat(pace.comment(hana)).isEqualTo(400);
    time.advance(Duration.ofMillis(400));
    assertThat(pace.comment(hana)).isZero();
    assertThat(pace.comment(hana)).isPositive();
  }

  @Test
  void countsOnlySoManyHearts() {
    assertThat(pace.hearts(hana, 20)).isEqualTo(20);
    assertThat(pace.hearts(hana, 20)).isEqualTo(20);
    assertThat(pace.hearts(hana, 20)).isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(pace.hearts(hana, 20)).isEqualTo(10);
  }

  @Test
  void namesACommentByShowAuthorAndKeyAlone() {
    var show = new ShowId("demo");
    String id = CommentId.of(show, hana, "k1");
    assertThat(id).isEqualTo(CommentId.of(show, hana, "k1")).matches("c_[A-Za-z0-9_-]{20}");
    assertThat(id)
        .isNotEqualTo(CommentId.of(show, taro, "k1"))
        .isNotEqualTo(CommentId.of(show, hana, "k2"))
        .isNotEqualTo(CommentId.of(new ShowId("demo2"), hana, "k1"));
  }
}
