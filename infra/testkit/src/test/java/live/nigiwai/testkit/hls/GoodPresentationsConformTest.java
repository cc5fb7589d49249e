package live.nigiwai.testkit.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GoodPresentationsConformTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  private static Report follow(MadeOrigin origin) {
    return HlsValidator.follow(MadeOrigin.INDEX, LONG, origin, origin);
  }

  @Test
  void lowLatencyWithADiscontinuityThatSlidesOut() {
    MadeOrigin origin = new MadeOrigin();
    Report report = follow(origin);
    assertThat(report.violations()).isEmpty();
    assertThat(report.parts()).isGreaterThan(200);
    assertThat(report.segments()).isGreaterThan(60);
    assertThat(report.partGapMax()).isLessThan(Duration.ofMillis(700));
    assertThat(origin.requests)
        .anyMatch(request -> request.matches("small.m3u8\\?_HLS_msn=\\d+&_HLS_part=0"))
        .anyMatch(request -> request.matches(".*_HLS_part=3&_HLS_skip=YES"))
        .contains("source.m3u8", "source/s-init7.mp4", "small/s-init8.mp4");
  }

  @Test
  void plainHls() {
    Report report =
        follow(
            new MadeOrigin() {
              @Override
              boolean lowLatency() {
                return false;
              }
            });
    assertThat(report.violations()).isEmpty();
    assertThat(report.parts()).isZero();
    assertThat(report.segments()).isGreaterThan(60);
  }

  @Test
  void soundAlone() {
    Report report =
        follow(
            new MadeOrigin() {
              @Override
              boolean pictures() {
                return false;
              }
            });
    assertThat(report.violations()).isEmpty();
  }

  @Test
  void anEndWhileBeingWatched() {
    Report report =
        follow(
            new MadeOrigin() {
              @Override
              double stopsAfter() {
                return 8;
              }
            });
    assertThat(report.violations()).isEmpty();
    assertThat(report.followed()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void gapsOfOneRenditionAreNotFetched() {
    MadeOrigin origin =
        new MadeOrigin() {
          @Override
          boolean gap(String rendition, int number) {
            return rendition.equals("small") && (number == 110 || number == 118);
          }
        };
    assertThat(follow(origin).violations()).isEmpty();
    assertThat(origin.requests)
        // The parts of the later one are hinted before anyone knows.
        .noneMatch(request -> request.matches("small/s-(110\\..*|118.m4s)"))
        .contains("source/s-110.m4s", "source/s-118.m4s");
  }
}
