package live.nigiwai.bench;

import io.netty.buffer.ByteBuf;

/**
 * One part as a playlist lists it, known once for all viewers.
 *
 * <p><i>Threading</i>: the crowd's one event loop.
 */
final class Part {
  final long segment;
  final int index;
  final String uri;
  final double seconds;
  final boolean independent;

  /** When its last picture was taken in, by the playlist's PROGRAM-DATE-TIME; epoch ms. */
  final double endsAtMillis;

  /** When the first answer that lists it came to anyone: it was public then, or earlier. */
  final long publishedNanos;

  /** The request for it, written once for all viewers. */
  final ByteBuf request;

  /** What everyone received so far; -1 before the first. */
  long bytes = -1;

  Part(
      long segment,
      int index,
      String uri,
      double seconds,
      boolean independent,
      double endsAtMillis,
      long publishedNanos,
      ByteBuf request) {
    this.segment = segment;
    this.index = index;
    this.uri = uri;
    this.seconds = seconds;
    this.independent = independent;
    this.endsAtMillis = endsAtMillis;
    this.publishedNanos = publishedNanos;
    this.request = request;
  }

  /** Parts in the order of the show. */
  long position() {
    return segment * 1_000 + index;
  }
}
