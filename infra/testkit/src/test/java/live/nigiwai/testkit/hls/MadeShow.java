package live.nigiwai.testkit.hls;

import java.net.URI;
import java.time.Instant;
import live.nigiwai.testkit.hls.Fetcher.Response;

/**
 * A presentation as it should be: two renditions of 2 s segments in six parts, 30 pictures per
 * second; a discontinuity before segment {@value #BREAK}. Tests override one thing to be wrong.
 */
class MadeShow {
  static final int FIRST = 100;
  static final int BREAK = 117;
  static final int LISTED = 14;
  static final long ANCHOR_MILLIS = Instant.parse("2026-04-01T03:00:00Z").toEpochMilli();
  static final double ANCHOR_SECONDS = 1_000;
  static final int PARTS = 6;

  boolean lowLatency() {
    return true;
  }

  boolean pictures() {
    return true;
  }

  /** Seconds after which nothing comes any more. */
  double stopsAfter() {
    return Double.MAX_VALUE;
  }

  boolean endsWithEndlist() {
    return true;
  }

  int listed() {
    return LISTED;
  }

  String text(String rendition, String query, String text) {
    return text;
  }

  byte[] file(String path, byte[] bytes) {
    return bytes;
  }

  Response response(URI uri, Response response) {
    return response;
  }

  boolean blocks() {
    return true;
  }

  boolean keepsWhatLeft() {
    return true;
  }

  boolean editList() {
    return false;
  }

  boolean gap(String rendition, int number) {
    return false;
  }

  long dateMillis(String rendition, int number) {
    return ANCHOR_MILLIS + 2_000L * (number - FIRST) + (number >= BREAK ? 1_000 : 0);
  }

  int discontinuity(String rendition, int number) {
    return number >= BREAK ? 8 : 7;
  }

  double start(String rendition, int number) {
    return ANCHOR_SECONDS + 2.0 * (number - FIRST) + (number >= BREAK ? 1 : 0);
  }

  double soundShift(String rendition, int number) {
    return 0;
  }

  boolean hasSound(int number) {
    return true;
  }

  boolean idr(int number, int part, int frame) {
    return part == 0 && frame == 0;
  }

  boolean sync(int number, int part, int frame) {
    return idr(number, part, frame);
  }

  long sequence(int number, int part) {
    return (long) number * PARTS + part;
  }

  String session(int number) {
    return "s";
  }
}
