package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The words players read. */
final class PlaylistTextTest {
  private static final long START =
      ShowAxis.ticks(ShowTime.of(Instant.parse("2026-11-22T03:00:00.250Z")));

  private static Segment segment(long number, long discontinuity, long start, boolean gap) {
    @Nullable Buffer bytes = gap ? null : Buffer.buffer("x");
    String init = "s1-init" + discontinuity + ".mp4";
    return new Segment(
        new SegmentPlan.Planned(number, discontinuity, start),
        "s1-" + number + ".m4s",
        init,
        180_180,
        60,
        List.of(),
        bytes);
  }

  @Test
  void mediaPlaylist() {
    String text =
        PlaylistText.media(
            "360p",
            Duration.ofSeconds(4),
            List.of(
                segment(7, 3, START, false),
                segment(8, 3, START + 180_180, false),
                segment(9, 4, START + 900_000, false)));
    assertThat(text)
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:4
            #EXT-X-MEDIA-SEQUENCE:7
            #EXT-X-DISCONTINUITY-SEQUENCE:3
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MAP:URI="360p/s1-init3.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-11-22T03:00:00.250Z
            #EXTINF:2.002000,
            360p/s1-7.m4s
            #EXT-X-PROGRAM-DATE-TIME:2026-11-22T03:00:02.252Z
            #EXTINF:2.002000,
            360p/s1-8.m4s
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="360p/s1-init4.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-11-22T03:00:10.250Z
            #EXTINF:2.002000,
            360p/s1-9.m4s
            """);
  }

  @Test
  void missingSegmentKeepsItsNumber() {
    String text =
        PlaylistText.media(
            "360p",
            Duration.ofSeconds(4),
            List.of(segment(7, 3, START, true), segment(8, 3, START + 180_180, false)));
    assertThat(text).contains("#EXT-X-VERSION:8\n", "#EXT-X-GAP\n#EXTINF:2.002000,\n360p/s1-7.m4s");
  }

  @Test
  void multivariantPlaylist() {
    String text =
        PlaylistText.multivariant(
            List.of(
                new PlaylistText.Variant(
                    "source", 2_100_000, 2_600_000, "avc1.64001f", 1280, 720, 29.969),
                new PlaylistText.Variant("360p", 600_000, 800_000, "avc1.4d401e", 640, 360, 0)));
    assertThat(text)
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-STREAM-INF:BANDWIDTH=2600000,AVERAGE-BANDWIDTH=2100000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970
            source.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=800000,AVERAGE-BANDWIDTH=600000,CODECS="avc1.4d401e,mp4a.40.2",RESOLUTION=640x360
            360p.m3u8
            """);
  }

  @Test
  void ratesAreNamedAsEncodersMeanThem() {
    assertThat(PlaylistText.commonRate(29.98)).isCloseTo(29.97, within(0.001));
    assertThat(PlaylistText.commonRate(30.01)).isEqualTo(30);
    assertThat(PlaylistText.commonRate(12.3)).isEqualTo(12.3);
  }
}
