package live.nigiwai.testkit.hls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static live.nigiwai.testkit.hls.Broken.origin;
import static live.nigiwai.testkit.hls.Broken.text;

import java.util.Arrays;
import java.util.List;

/** What bytes can have wrong. */
final class BrokenMedia {
  private BrokenMedia() {}

  interface Change {
    byte[] apply(byte[] bytes);
  }

  private static Broken files(Rule rule, String how, String which, Change change) {
    return new Broken(
        rule,
        how,
        5,
        new MadeOrigin() {
          @Override
          byte[] file(String path, byte[] bytes) {
            return path.matches(which) ? change.apply(bytes.clone()) : bytes;
          }
        });
  }

  /** Where a box's content starts. */
  private static int at(byte[] bytes, String type) {
    return new String(bytes, ISO_8859_1).indexOf(type) + 4;
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  static List<Broken> all() {
    return List.of(
        files(
            Rule.PARTS_ARE_THE_SEGMENT,
            "one byte differs",
            "source/s-115.m4s",
            bytes -> set(bytes, bytes.length - 1, 'x')),
        files(
            Rule.BOXES,
            "the last byte is missing",
            "source/s-115.m4s",
            bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
        files(
            Rule.BOXES,
            "a sample longer than its data",
            "source/s-115.m4s",
            bytes -> set(bytes, at(bytes, "trun") + 19, 0xf0)),
        origin(
            Rule.INIT,
            "an edit list",
            new MadeOrigin() {
              @Override
              boolean editList() {
                return true;
              }
            }),
        files(
            Rule.INIT,
            "a sample entry of another width",
            "source/.*init.*",
            bytes -> set(bytes, at(bytes, "avc1") + 25, 0x10)),
        origin(
            Rule.TRACKS,
            "no sound in one segment",
            new MadeOrigin() {
              @Override
              boolean hasSound(int number) {
                return number != 115;
              }
            }),
        files(
            Rule.SAMPLE_DURATION,
            "0",
            "source/s-115.*m4s",
            bytes -> set(set(bytes, at(bytes, "trun") + 14, 0), at(bytes, "trun") + 15, 0)),
        files(
            Rule.NAL_UNITS,
            "a length too long",
            "source/s-115.*m4s",
            bytes -> set(bytes, at(bytes, "mdat") + 3, 200)),
        origin(
            Rule.SYNC_FLAG,
            "an IDR picture that is none",
            new MadeOrigin() {
              @Override
              boolean sync(int number, int part, int frame) {
                return false;
              }
            }),
        origin(
            Rule.SYNC_FLAG,
            "every picture one",
            new MadeOrigin() {
              @Override
              boolean sync(int number, int part, int frame) {
                return true;
              }
            }),
        origin(
            Rule.SEGMENT_INDEPENDENT,
            "the IDR one picture late",
            new MadeOrigin() {
              @Override
              boolean idr(int number, int part, int frame) {
                return part == 0 && frame == 1;
              }
            }),
        text(
            Rule.PART_INDEPENDENT,
            "every part",
            (origin, rendition, text) ->
                text.replaceAll("(#EXT-X-PART:.*[1-5].m4s\")", "$1,INDEPENDENT=YES")),
        text(
            Rule.PART_INDEPENDENT,
            "no part",
            (origin, rendition, text) -> text.replace(",INDEPENDENT=YES", "")),
        text(
            Rule.PART_DURATION,
            "3 ms less",
            (origin, rendition, text) -> text.replace("0.333333", "0.330333")),
        text(
            Rule.EXTINF,
            "10 ms more",
            4,
            (origin, rendition, text) -> text.replace("INF:2.000000", "INF:2.010000")),
        origin(
            Rule.TFDT_CONTINUOUS,
            "a hole in the sound",
            new MadeOrigin() {
              @Override
              double soundShift(String rendition, int number) {
                return number >= 115 ? 0.005 : 0;
              }
            }),
        origin(
            Rule.TFDT_BACKWARD,
            "back to the start at a discontinuity",
            new MadeOrigin() {
              @Override
              double start(String rendition, int number) {
                return super.start(rendition, number) - (number >= BREAK ? 200 : 0);
              }
            }),
        origin(
            Rule.FRAGMENT_SEQUENCE,
            "from 1 in every segment",
            new MadeOrigin() {
              @Override
              long sequence(int number, int part) {
                return part + 1;
              }
            }),
        origin(
            Rule.SOUND_START,
            "60 ms late",
            new MadeOrigin() {
              @Override
              double soundShift(String rendition, int number) {
                return 0.06;
              }
            }));
  }
}
