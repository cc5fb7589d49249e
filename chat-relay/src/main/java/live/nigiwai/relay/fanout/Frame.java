package live.nigiwai.relay.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import live.nigiwai.show.timeline.Position;
import org.jspecify.annotations.Nullable;

/**
 * A server frame as it goes over the wire, shared by every connection it is written to: as a
 * WebSocket text frame, header included, or as a server-sent event.
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
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuf wire;
  private final @Nullable Position position;
  private volatile byte @Nullable [] event;

  private Frame(ByteBuf wire, @Nullable Position position) {
    this.wire = wire;
    this.position = position;
  }

  public static Frame of(byte[]... parts) {
    return at(null, parts);
  }

  /** A frame after which its reader stands at a position of the log. */
  public static Frame at(@Nullable Position position, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var bytes = ByteBuffer.allocateDirect(headerLength(length) + length);
    putHeader(bytes, length);
    for (byte[] part : parts) {
      bytes.put(part);
    }
    return new Frame(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes.flip())), position);
  }

  /** The frame for one socket to write. */
  public ByteBuf duplicate() {
    return wire.duplicate();
  }

  public int length() {
    return wire.readableBytes();
  }

  /** The JSON text alone, in UTF-8. */
  public byte[] text() {
    int header = wire.getByte(1) < LENGTH_16_BITS ? 2 : wire.getByte(1) == LENGTH_16_BITS ? 4 : 10;
    var text = new byte[wire.readableBytes() - header];
    wire.getBytes(header, text);
    return text;
  }

  /** As a server-sent event: one line of data, and the position as its id. Do not change it. */
  public byte[] event() {
    var made = event;
    if (made == null) {
      String id =
          position == null ? "" : "id: " + position.epoch() + ":" + position.offset() + "\n";
      made = join(id.getBytes(StandardCharsets.UTF_8), DATA, text(), END);
      event = made;
    }
    return made;
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
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
