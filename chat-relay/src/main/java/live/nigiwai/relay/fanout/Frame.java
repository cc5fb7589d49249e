package live.nigiwai.relay.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * A server text frame as it goes over the wire, header included, shared by every socket it is
 * written to.
 *
 * <p>The bytes lie outside the heap, so that the transport does not copy them once per socket, and
 * are freed by the garbage collector: no socket counts references, so none can leak or free it
 * early.
 *
 * <p><b>Threading</b>: immutable; every {@link #duplicate} has its own indices.
 */
public final class Frame {
  private static final int FINAL_TEXT = 0x81;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;

  private final ByteBuf wire;

  private Frame(ByteBuf wire) {
    this.wire = wire;
  }

  public static Frame of(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var bytes = ByteBuffer.allocateDirect(headerLength(length) + length);
    putHeader(bytes, length);
    for (byte[] part : parts) {
      bytes.put(part);
    }
    return new Frame(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes.flip())));
  }

  /** The frame for one socket to write. */
  public ByteBuf duplicate() {
    return wire.duplicate();
  }

  public int length() {
    return wire.readableBytes();
  }

  static int headerLength(int payload) {
    return payload < LENGTH_16_BITS ? 2 : payload <= 0xFFFF ? 4 : 10;
  }

  /** RFC 6455 §5.2: FIN and the text opcode, then the length in its shortest form, unmasked. */
  static void putHeader(ByteBuffer out, int payload) {
    out.put((byte) FINAL_TEXT);
    if (payload < LENGTH_16_BITS) {
      out.put((byte) payload);
    } else if (payload <= 0xFFFF) {
      out.put((byte) LENGTH_16_BITS).putShort((short) payload);
    } else {
      out.put((byte) LENGTH_64_BITS).putLong(payload);
    }
  }
}
