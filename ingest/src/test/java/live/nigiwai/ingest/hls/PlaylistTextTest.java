package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words players read. */
final class PlaylistTextTest {
  private static final MediaConfig.Segments LIMITS = Renditions.LIMITS;

  private static PlaylistText.Surroundings live(DateRange... cues) {
    return new PlaylistText.Surroundings(
        "", Map.of("480p", new Rendition.Edge(9, 1)), List.of(cues), false, false);
  }

  @Test
  void livePlaylist() {
    Rendition rendition = Renditions.of("source", 7, 1, 2);
    DateRange pin = new DateRange("pin-41", "kyusu", Renditions.START, null);
    assertThat(PlaylistText.media(rendition, LIMITS, live(pin)))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:4
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.05,HOLD-BACK=12,CAN-SKIP-UNTIL=24
            #EXT-X-PART-INF:PART-TARGET=0.35
            #EXT-X-MEDIA-SEQUENCE:7
            #EXT-X-DISCONTINUITY-SEQUENCE:3
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-DATERANGE:ID="pin-41",CLASS="%s",START-DATE="2026-11-22T03:00:00.250Z",X-PRODUCT="kyusu"
            #EXT-X-MAP:URI="source/s1-init0.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-11-22T03:00:00.250Z
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-7.0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-7.1.m4s"
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-7.2.m4s"
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-7.3.m4s"
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-7.4.m4s"
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-7.5.m4s"
            #EXTINF:2.000000,
            source/s1-7.m4s
            #EXT-X-PROGRAM-DATE-TIME:2026-11-22T03:00:02.250Z
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-8.0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.333333,URI="source/s1-8.1.m4s"
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="source/s1-8.2.m4s"
            #EXT-X-RENDITION-REPORT:URI="480p.m3u8",LAST-MSN=9,LAST-PART=1
            """
                .formatted(DateRange.CLASS));
  }

  @Test
  void overMeansNothingButSegments() {
    String text =
        PlaylistText.media(
            Renditions.of("source", 7, 2, 0),
            LIMITS,
            new PlaylistText.Surroundings("", Map.of(), List.of(), true, false));
    assertThat(text).endsWith("source/s1-8.m4s\n#EXT-X-ENDLIST\n");
    assertThat(text).doesNotContain("PART", "SERVER-CONTROL", "HINT");
  }

  @Test
  void deltaLeavesOutWhatIsOlderThanTheSkipBoundary() {
    Rendition rendition = Renditions.of("source", 7, 15, 3);
    String full = PlaylistText.media(rendition, LIMITS, live());
    String delta = PlaylistText.delta(rendition, LIMITS, live());
    assertThat(delta)
        .contains("#EXT-X-MEDIA-SEQUENCE:7\n", "#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n")
        .doesNotContain("s1-9.m4s")
        .contains("s1-10.m4s");
    String shared = "#EXT-X-PROGRAM-DATE-TIME:2026-11-22T03:00:06.250Z";
    assertThat(delta.substring(delta.indexOf(shared)))
        .isEqualTo(full.substring(full.indexOf(shared)));
  }

  @Test
  void deltaIsWholeWhereADiscontinuityWouldBeLeftOut() {
    Rendition plain = Renditions.of("source", 7, 15, 3);
    List<Segment> segments = new ArrayList<>(plain.segments());
    segments.set(0, Renditions.segment(7, 2, Renditions.START));
    Rendition broken =
        new Rendition(
            "source",
            "s1",
            segments,
            0,
            plain.open(),
            plain.openInit(),
            plain.openParts(),
            plain.inits());
    assertThat(PlaylistText.delta(broken, LIMITS, live()))
        .isEqualTo(PlaylistText.media(broken, LIMITS, live()))
        .contains("#EXT-X-DISCONTINUITY\n");
  }

  @Test
  void missingSegmentKeepsItsNumber() {
    Segment gap =
        Segment.gap(Renditions.plan(7, 3, Renditions.START), "s1-init0.mp4", 180_000, List.of());
    Rendition rendition =
        new Rendition(
            "source",
            "s1",
            List.of(gap, Renditions.segment(8, 3, Renditions.START + 180_000)),
            0,
            null,
            "",
            List.of(),
            Map.of());
    assertThat(PlaylistText.media(rendition, LIMITS, live()))
        .contains("#EXT-X-GAP\n#EXTINF:2.000000,\nsource/s1-7.m4s");
  }

  @Test
  void multivariantPlaylist() {
    String text =
        PlaylistText.multivariant(
            List.of(
                new PlaylistText.Variant(
                    "source", 2_100_000, 2_600_000, "avc1.64001f,mp4a.40.2", 1280, 720, 29.969),
                new PlaylistText.Variant(
                    "360p", 600_000, 800_000, "avc1.4d401e,mp4a.40.2", 640, 360, 0)),
            "");
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
