package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = new Patience(RtmpTimeouts.defaults(), 0);

  @Test
  void eachStageHasItsOwnPatience() {
    assertThat(lostAt(10)).isEmpty();
    assertThat(lostAt(11)).contains("connect");
    patience.expectMedia(seconds(5));
    assertThat(lostAt(25)).isEmpty();
    assertThat(lostAt(26)).contains("firstMedia");
    patience.media(seconds(20));
    assertThat(lostAt(30)).isEmpty();
    assertThat(lostAt(31)).contains("idle");
    patience.weAreBusy(seconds(30));
    assertThat(lostAt(40)).isEmpty();
    assertThat(lostAt(41)).contains("overload");
  }

  private Optional<String> lostAt(int second) {
    return patience.look(seconds(second)).map(Patience.Lost::limit);
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
