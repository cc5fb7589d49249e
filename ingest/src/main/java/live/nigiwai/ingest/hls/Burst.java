package live.nigiwai.ingest.hls;

/**
 * Notices what comes faster than it was made: of an encoder that stood by, or of one whose
 * connection stood still, what is old comes in one burst, and only the end of that is now.
 *
 * <p><i>Threading</i>: {@link #arrived} on one thread, {@link #ahead} on another.
 */
final class Burst {
  /** A longer burst is a clock of its own. */
  private static final long MILLIS_MAX = 10_000;

  private record Newest(int wireMillis, long arrivedMillis) {}

  private volatile Newest newest = new Newest(0, 0);

  void arrived(long wireMillis, long arrivedMillis) {
    newest = new Newest((int) wireMillis, arrivedMillis);
  }

  /** By how much what came behind this picture is longer than the time it took to come. */
  long ahead(long wireMillis, long arrivedMillis) {
    Newest now = newest;
    long span = now.wireMillis() - (int) wireMillis;
    long took = now.arrivedMillis() - arrivedMillis;
    return Math.clamp(span - took, 0, MILLIS_MAX);
  }
}
