package live.nigiwai.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import live.nigiwai.bench.EdgePlaylist.Place;
import org.junit.jupiter.api.Test;

final class EdgePlaylistTest {
  private static final String DELTA =
      """
      #EXTM3U
      #EXT-X-VERSION:9
      #EXT-X-TARGETDURATION:4
      #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.05,HOLD-BACK=12,CAN-SKIP-UNTIL=24
      #EXT-X-PART-INF:PART-TARGET=0.35
      #EXT-X-MEDIA-SEQUENCE:100
      #EXT-X-SKIP:SKIPPED-SEGMENTS=3
      #EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:00.000Z
      #EXT-X-PART:DURATION=0.333333,URI="source/a-103.0.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=0.333333,URI="source/a-103.1.m4s"
      #EXTINF:2.000000,
      source/a-103.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:02.000Z
      #EXT-X-PART:DURATION=0.3,URI="source/a-104.0.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=0.2,URI="source/a-104.1.m4s"
      #EXT-X-PRELOAD-HINT:TYPE=PART,URI="source/a-104.2.m4s"
      """;

  @Test
  void countsSkippedSegmentsAndAsksForThePartAfterTheLast() {
    var playlist = EdgePlaylist.of(DELTA);

    assertThat(playlist.canSkip()).isTrue();
    assertThat(playlist.partTarget()).isEqualTo(0.35);
    assertThat(playlist.next()).isEqualTo(new Place(104, 2));
    assertThat(playlist.parts()).hasSize(4);
    assertThat(playlist.parts().getFirst().place()).isEqualTo(new Place(103, 0));
    assertThat(playlist.parts().getFirst().independent()).isTrue();
  }

  @Test
  void knowsWhenTheLastPictureOfAPartWasTaken() {
    var last = EdgePlaylist.of(DELTA).parts().getLast();

    double wanted = Instant.parse("2026-11-24T10:00:02.500Z").toEpochMilli();
    assertThat(last.endsAtMillis()).isCloseTo(wanted, within(0.01));
  }

  @Test
  void asksForTheFirstPartOfTheNextSegmentAfterAFinishedOne() {
    var playlist =
        EdgePlaylist.of("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:2,\nsource/a-7.m4s\n");

    assertThat(playlist.next()).isEqualTo(new Place(8, 0));
    assertThat(playlist.ended()).isFalse();
  }
}
