package live.nigiwai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;

final class ViewersMeasureWhatTheyGetTest {
  private static final double LATE_SECONDS = 0.35;

  @Test
  void everyoneGetsEveryPartInTime() throws Exception {
    try (var show = new PartsOnTime(-1, 0);
        var crowd = crowd(show)) {
      crowd.grow(5, 100);
      crowd.take();
      Eventually.get(crowd::parts, parts -> parts >= 100);
      var tally = crowd.take();

      assertThat(tally.failures).isEmpty();
      assertThat(crowd.gone()).isZero();
      assertThat(tally.late).isZero();
      assertThat(tally.stalls).isZero();
      assertThat(tally.ageMillis.getValueAtPercentile(50)).isLessThan(400);
    }
  }

  @Test
  void aPartHeldBackIsLateAndEmptiesTheBuffers() throws Exception {
    try (var show = new PartsOnTime(30, 2_500);
        var crowd = crowd(show)) {
      crowd.grow(3, 100);
      Eventually.get(crowd::parts, parts -> parts >= 3 * 80);
      var tally = crowd.take();

      assertThat(tally.late).isGreaterThanOrEqualTo(3);
      assertThat(tally.stalls).isGreaterThanOrEqualTo(3);
      assertThat(tally.lateness(100)).isGreaterThan(2_400);
    }
  }

  private static LiveCrowd crowd(PartsOnTime show) {
    var playlists = new Playlists("localhost", "/hls/x/", "source");
    return new LiveCrowd(show.address(), playlists, LATE_SECONDS);
  }
}
