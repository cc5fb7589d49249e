package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segments 10 to 14 are finished, with six parts each; 15 has three parts. */
final class BlockingReloadTest {
  private static final int ADVANCE_MAX = 8;
  private final Rendition now = Renditions.of("source", 10, 5, 3);

  @ParameterizedTest(name = "msn {0}, part {1}: {2}")
  @CsvSource({
    "-1, -1, SERVE", // a plain reload
    "-1,  0, REFUSE", // a part of nothing
    "2,  -1, SERVE", // long gone
    "2,  99, SERVE",
    "13, 99, SERVE",
    "14, -1, SERVE",
    "14,  5, SERVE",
    "14,  6, SERVE", // beyond its last part: the next segment's first, which is there
    "14, 99, SERVE",
    "15, -1, WAIT",
    "15,  2, SERVE",
    "15,  3, WAIT",
    "15, 10, WAIT",
    "15, 11, REFUSE", // beyond the advance part limit
    "16, -1, WAIT", // last + 2
    "16,  0, WAIT",
    "16,  8, REFUSE",
    "17, -1, REFUSE",
    "9007199254740992, 0, REFUSE"
  })
  void followsTheDecisionTable(long number, int part, BlockingReload.Decision expected) {
    BlockingReload.Wish wish = new BlockingReload.Wish(number, part);
    assertThat(BlockingReload.decide(wish, now, false, ADVANCE_MAX)).isEqualTo(expected);
  }

  @Test
  void partBeyondTheLastWaitsForTheNextSegment() {
    Rendition between = Renditions.of("source", 10, 5, 0);
    BlockingReload.Wish wish = new BlockingReload.Wish(14, 6);
    assertThat(BlockingReload.decide(wish, between, false, ADVANCE_MAX))
        .isEqualTo(BlockingReload.Decision.WAIT);
  }

  @Test
  void nothingIsWaitedForWhenTheShowIsOver() {
    BlockingReload.Wish wish = new BlockingReload.Wish(15, 3);
    assertThat(BlockingReload.decide(wish, now, true, ADVANCE_MAX))
        .isEqualTo(BlockingReload.Decision.SERVE);
  }
}
