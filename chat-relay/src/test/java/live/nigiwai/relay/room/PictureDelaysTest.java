package live.nigiwai.relay.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import org.junit.jupiter.api.Test;

class PictureDelaysTest {
  private static final ShowId SHOW = new ShowId("demo");
  private static final ViewerId HANA = new ViewerId("hana");

  private final AtomicLong nanos = new AtomicLong();
  private final PictureDelays delays = new PictureDelays(nanos::get);

  @Test
  void newestWordCountsAndAnOldOneDoesNot() {
    assertThat(delays.of(SHOW, HANA)).isEmpty();
    delays.heard(SHOW, HANA, 9_000);
    delays.heard(SHOW, HANA, 8_000);
    assertThat(delays.of(SHOW, HANA)).isEqualTo(OptionalLong.of(8_000));
    assertThat(delays.of(new ShowId("other"), HANA)).isEmpty();
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(delays.of(SHOW, HANA)).isEmpty();
  }
}
