package live.nigiwai.testkit.hls;

import static live.nigiwai.testkit.hls.Broken.origin;
import static live.nigiwai.testkit.hls.Broken.text;

import java.util.List;

/** What one playlist can have wrong, and one beside another. */
final class BrokenPlaylists {
  private BrokenPlaylists() {}

  static List<Broken> all() {
    return List.of(
        text(
            Rule.SYNTAX,
            "an enumerated value in quotes",
            (origin, rendition, text) -> text.replace("TYPE=PART", "TYPE=\"PART\"")),
        text(
            Rule.SYNTAX,
            "a tag twice",
            (origin, rendition, text) ->
                text.replace("#EXT-X-INDEP", "#EXT-X-TARGETDURATION:4\n#EXT-X-INDEP")),
        text(
            Rule.SYNTAX,
            "a URI without quotes",
            (origin, rendition, text) -> text.replaceAll("(EXT-X-MAP:URI=)\"(.*)\"", "$1$2")),
        text(
            Rule.SYNTAX,
            "the date after the first part",
            (origin, rendition, text) ->
                text.replaceAll("(#EXT-X-PROGRAM.*\n)(#EXT-X-PART:.*\n)", "$2$1")),
        text(
            Rule.VERSION,
            "3, with a map and a skip",
            (origin, rendition, text) -> text.replace("VERSION:9", "VERSION:3")),
        text(
            Rule.TARGET_DURATION,
            "a segment of 4.6 s",
            9,
            (origin, rendition, text) -> text.replaceAll("2.000000(,\n.*-115.m4s)", "4.600000$1")),
        text(
            Rule.HOLD_BACK,
            "two target durations",
            (origin, rendition, text) -> text.replace(",HOLD-BACK=12", ",HOLD-BACK=8")),
        text(
            Rule.PART_HOLD_BACK,
            "two part targets",
            (origin, rendition, text) -> text.replace("PART-HOLD-BACK=1.05", "PART-HOLD-BACK=0.7")),
        text(
            Rule.SKIP_UNTIL,
            "three target durations",
            (origin, rendition, text) -> text.replace("UNTIL=24", "UNTIL=12")),
        text(
            Rule.PART_TOO_LONG,
            "a target of 0.33 s",
            (origin, rendition, text) -> text.replace("PART-TARGET=0.35", "PART-TARGET=0.33")),
        text(
            Rule.PART_TOO_SHORT,
            "a target of 0.4 s",
            (origin, rendition, text) -> text.replace("PART-TARGET=0.35", "PART-TARGET=0.4")),
        text(
            Rule.PART_SUM,
            "EXTINF is rounded",
            4,
            (origin, rendition, text) -> text.replace("EXTINF:2.000000", "EXTINF:1.99")),
        text(
            Rule.PARTS_AT_EDGE,
            "one segment without parts",
            6,
            (origin, rendition, text) -> text.replaceAll("#EXT-X-PART:.*-116\\..*\n", "")),
        text(
            Rule.GAP_PARTS,
            "a gap with parts",
            9,
            (origin, rendition, text) ->
                text.replaceAll("(#EXTINF.*\n.*-115.m4s)", "#EXT-X-GAP\n$1")),
        text(
            Rule.DATE_PRESENT,
            "one segment without a date",
            (origin, rendition, text) ->
                text.replaceAll(
                    "#EXT-X-PROGRAM-DATE-TIME:.*\n((#EXT-X-PART.*\n)*#EXTINF.*\n.*-112.m4s)",
                    "$1")),
        origin(
            Rule.DATE_CONTINUOUS,
            "each segment a little later than it is long",
            new MadeOrigin() {
              @Override
              long dateMillis(String rendition, int number) {
                return super.dateMillis(rendition, number) + 8L * (number - FIRST);
              }
            }),
        origin(
            Rule.DATE_CONTINUOUS,
            "back at a discontinuity",
            new MadeOrigin() {
              @Override
              long dateMillis(String rendition, int number) {
                return super.dateMillis(rendition, number) - (number >= BREAK ? 5_000 : 0);
              }
            }),
        text(
            Rule.MAP_PRESENT,
            "none",
            (origin, rendition, text) -> text.replaceAll("#EXT-X-MAP.*\n", "")),
        text(
            Rule.HINT_PRESENT,
            "none",
            (origin, rendition, text) -> text.replaceAll("#EXT-X-PRELOAD-HINT.*\n", "")),
        origin(
            Rule.WINDOW,
            "four segments",
            new MadeOrigin() {
              @Override
              int listed() {
                return 4;
              }
            }),
        text(
            Rule.DATERANGE,
            "without a start",
            (origin, rendition, text) -> text + "#EXT-X-DATERANGE:ID=\"cue\",CLASS=\"pin\"\n"),
        text(
            Rule.LADDER_TARGET_DURATION,
            "another part target",
            (origin, rendition, text) ->
                rendition.equals("small") ? text.replace("=0.35", "=0.34") : text),
        origin(
            Rule.LADDER_DISCONTINUITY,
            "another number",
            new MadeOrigin() {
              @Override
              int discontinuity(String rendition, int number) {
                return super.discontinuity(rendition, number) + (rendition.equals("small") ? 1 : 0);
              }
            }),
        origin(
            Rule.LADDER_DATE,
            "4 ms later",
            new MadeOrigin() {
              @Override
              long dateMillis(String rendition, int number) {
                return super.dateMillis(rendition, number) + (rendition.equals("small") ? 4 : 0);
              }
            }),
        origin(
            Rule.LADDER_START,
            "one picture later",
            new MadeOrigin() {
              @Override
              double start(String rendition, int number) {
                return super.start(rendition, number) + (rendition.equals("small") ? 1 / 30.0 : 0);
              }
            }),
        text(
            Rule.LADDER_PARTS,
            "five parts instead of six",
            9,
            (origin, rendition, text) ->
                rendition.equals("small")
                    ? text.replaceAll("#EXT-X-PART:.*\\.5\\.m4s.*\n", "")
                    : text),
        text(
            Rule.LADDER_DATERANGE,
            "in one only",
            (origin, rendition, text) ->
                rendition.equals("small")
                    ? text + "#EXT-X-DATERANGE:ID=\"a\",START-DATE=\"2026-04-01T03:00:00Z\"\n"
                    : text),
        index(Rule.CODECS, "another profile", "avc1.42c01e", "avc1.64001f"),
        index(Rule.CODECS, "a lower level than needed", "avc1.42c01e", "avc1.42c00d"),
        index(Rule.RESOLUTION, "another size", "640x320", "640x360"),
        index(Rule.BANDWIDTH, "below the peak", "BANDWIDTH=900000", "BANDWIDTH=9000"),
        index(Rule.SYNTAX, "no variant's bandwidth", "BANDWIDTH=900000,", ""));
  }

  private static Broken index(Rule rule, String how, String from, String to) {
    return origin(
        rule,
        how,
        new MadeOrigin() {
          @Override
          String text(String rendition, String query, String text) {
            return rendition.equals("index") ? text.replace(from, to) : text;
          }
        });
  }
}
