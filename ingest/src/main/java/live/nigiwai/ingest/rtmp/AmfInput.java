package live.nigiwai.ingest.rtmp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The bytes of one message's values, and how much of depth and number they may still spend. */
final class AmfInput {
  private final ByteBuf in;
  private final int depthMax;
  private int valuesLeft;

  AmfInput(byte[] payload, int from, RtmpLimits limits) {
    this.in = Unpooled.wrappedBuffer(payload, from, payload.length - from);
    this.depthMax = limits.amfDepthMax();
    this.valuesLeft = limits.amfValuesMax();
  }

  boolean isReadable() {
    return in.isReadable();
  }

  /** One more value begins. */
  void enter(int depth) {
    if (depth > depthMax) {
      throw new MalformedRtmpException("amfDepthMax", "values nested too deeply");
    }
    if (--valuesLeft < 0) {
      throw tooMany();
    }
  }

  /** So many values are announced; refused before any memory is spent on them. */
  void expect(long values) {
    if (values > valuesLeft) {
      throw tooMany();
    }
  }

  private static MalformedRtmpException tooMany() {
    return new MalformedRtmpException("amfValuesMax", "too many values in one message");
  }

  /** The next byte, which stays where it is; -1 at the end. */
  int peek() {
    return in.isReadable() ? in.getUnsignedByte(in.readerIndex()) : -1;
  }

  int unsignedByte() {
    need(1);
    return in.readUnsignedByte();
  }

  int unsignedShort() {
    need(2);
    return in.readUnsignedShort();
  }

  long unsignedInt() {
    need(4);
    return in.readUnsignedInt();
  }

  double number() {
    need(8);
    return in.readDouble();
  }

  String text(long length) {
    need(length);
    return in.readCharSequence((int) length, UTF_8).toString();
  }

  void skip(long bytes) {
    need(bytes);
    in.skipBytes((int) bytes);
  }

  private void need(long bytes) {
    if (in.readableBytes() < bytes) {
      throw new MalformedRtmpException("a value is cut off");
    }
  }
}
