package live.nigiwai.ingest.hls;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a segment that is delivered by itself (RFC 8216bis §4.4.4.9).
 *
 * @param bytes one fragment; null where this rung has nothing to show (GAP)
 * @param durationTicks display time it covers
 * @param independent whether decoding can start with it
 */
record Part(@Nullable Buffer bytes, long durationTicks, boolean independent) {
  /** Takes the bytes as they are; nobody may change them any more. */
  static Part of(byte[] bytes, long durationTicks, boolean independent) {
    return new Part(wrapped(bytes), durationTicks, independent);
  }

  /** Without a copy, unlike {@link Buffer#buffer(byte[])}. */
  static Buffer wrapped(byte[] bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }

  static Part gap(long durationTicks) {
    return new Part(null, durationTicks, false);
  }

  boolean gap() {
    return bytes == null;
  }
}
