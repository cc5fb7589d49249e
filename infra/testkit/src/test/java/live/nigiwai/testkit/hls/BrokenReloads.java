package live.nigiwai.testkit.hls;

import static live.nigiwai.testkit.hls.Broken.origin;
import static live.nigiwai.testkit.hls.Broken.text;

import java.net.URI;
import java.util.List;

/** What is wrong only from one version to the next, and in answers to directives. */
final class BrokenReloads {
  /** Seconds after which what was promised is broken. */
  private static final double LATER = 4;

  private BrokenReloads() {}

  private static Broken later(Rule rule, String how, int consequences, String from, String to) {
    return text(
        rule,
        how,
        consequences,
        (origin, rendition, text) -> origin.seconds() > LATER ? text.replaceFirst(from, to) : text);
  }

  static List<Broken> all() {
    return List.of(
        later(Rule.TARGET_DURATION_CONSTANT, "3 instead of 4", 3, "TION:4", "TION:3"),
        later(Rule.PART_TARGET_CONSTANT, "0.36 instead of 0.35", 3, "=0.35", "=0.36"),
        later(Rule.SERVER_CONTROL_CONSTANT, "HOLD-BACK grows", 3, ",HOLD-BACK=12", ",HOLD-BACK=13"),
        origin(
            Rule.SEQUENCE,
            "the window grows backwards",
            new MadeOrigin() {
              @Override
              int listed() {
                return seconds() > LATER ? 15 : 12;
              }
            }),
        later(Rule.SEGMENT_CHANGED, "a duration", 4, "2.000000(,\n.*-110.m4s)", "2.000100$1"),
        later(Rule.PART_CHANGED, "an independent part", 4, "(-115.0.m4s\"),INDEPENDENT=YES", "$1"),
        later(Rule.DISCONTINUITY_SEQUENCE, "all move", 5, "ITY-SEQUENCE:\\d+", "ITY-SEQUENCE:9"),
        origin(
            Rule.GROWTH,
            "silence",
            new MadeOrigin() {
              @Override
              double stopsAfter() {
                return LATER;
              }

              @Override
              boolean endsWithEndlist() {
                return false;
              }
            }),
        text(
            Rule.HINT_KEPT,
            "a part that never comes",
            (origin, rendition, text) -> text.replaceAll("(HINT.*)\\d\\.m4s", "$19.m4s")),
        origin(
            Rule.ENDED_UNCHANGED,
            "one more time",
            new MadeOrigin() {
              private int asked;

              @Override
              double stopsAfter() {
                return LATER;
              }

              @Override
              String text(String rendition, String query, String text) {
                return text.contains("ENDLIST") && asked++ > 3
                    ? text.replaceFirst("2\\.000000", "2.000001")
                    : text;
              }
            }),
        origin(
            Rule.BLOCKING_RELOAD,
            "answered at once, with nothing new",
            new MadeOrigin() {
              @Override
              boolean blocks() {
                return false;
              }
            }),
        text(
            Rule.DELTA,
            "skips one fewer than it says",
            9,
            (origin, rendition, text) -> text.replace("SEGMENTS=2", "SEGMENTS=1")),
        origin(
            Rule.DELTA,
            "not at all",
            new MadeOrigin() {
              @Override
              String text(String rendition, String query, String text) {
                return text.replaceFirst("#EXT-X-SKIP.*\n", "");
              }
            }),
        text(
            Rule.FULL_WHEN_PLAIN,
            "skips unasked",
            9,
            (origin, rendition, text) ->
                text.contains("SKIP:")
                    ? text
                    : text.replaceFirst("(#EXT-X-MAP)", "#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n$1")),
        answered(Rule.PART_WITHOUT_MSN, "_HLS_part=0", 404),
        answered(Rule.MSN_TOO_FAR, "_HLS_msn=\\d+", 404),
        answered(Rule.PART_TOO_FAR, "_HLS_msn=\\d+&_HLS_part=1\\d", 503),
        answered(Rule.MALFORMED_DIRECTIVE, "_HLS_msn=next", 404),
        answered(Rule.STALE_MSN, "_HLS_msn=9\\d", 400),
        answered(Rule.PART_ROLL_OVER, "_HLS_msn=\\d+&_HLS_part=6", 400),
        origin(
            Rule.ENDED_IGNORES_DIRECTIVES,
            "refuses what is far",
            new MadeOrigin() {
              @Override
              double stopsAfter() {
                return LATER;
              }

              @Override
              Response response(URI uri, Response response) {
                return seconds() > LATER + 1 && ("" + uri).contains("msn")
                    ? refusal(400)
                    : response;
              }
            }),
        text(
            Rule.REPORT,
            "of nobody",
            (origin, rendition, text) -> text.replaceAll("#EXT-X-RENDITION.*\n", "")),
        text(
            Rule.REPORT,
            "of what is not there",
            (origin, rendition, text) -> text.replaceAll("LAST-MSN=1", "LAST-MSN=2")),
        text(
            Rule.REPORT,
            "out of date",
            (origin, rendition, text) -> text.replaceAll("LAST-MSN=\\d+", "LAST-MSN=111")));
  }

  private static Broken answered(Rule rule, String query, int status) {
    return origin(
        rule,
        "answered " + status,
        new MadeOrigin() {
          @Override
          Response response(URI uri, Response response) {
            return ("" + uri.getQuery()).matches(query) ? refusal(status) : response;
          }
        });
  }
}
