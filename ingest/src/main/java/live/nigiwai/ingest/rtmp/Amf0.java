package live.nigiwai.ingest.rtmp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values to bytes and back, as Action Message Format 0 has them.
 *
 * <p>Reading is lenient where encoders are careless (array counts, missing ends) and strict where
 * memory is at stake (depth, number of values, lengths beyond the message).
 */
final class Amf0 {
  private static final int NUMBER = 0x00;
  private static final int BOOLEAN = 0x01;
  private static final int STRING = 0x02;
  private static final int OBJECT = 0x03;
  private static final int MOVIE_CLIP = 0x04;
  private static final int NULL = 0x05;
  private static final int UNDEFINED = 0x06;
  private static final int REFERENCE = 0x07;
  private static final int ECMA_ARRAY = 0x08;
  private static final int OBJECT_END = 0x09;
  private static final int STRICT_ARRAY = 0x0a;
  private static final int DATE = 0x0b;
  private static final int LONG_STRING = 0x0c;
  private static final int UNSUPPORTED = 0x0d;
  private static final int XML = 0x0f;
  private static final int TYPED_OBJECT = 0x10;

  private final ByteBuf in;
  private final int depthMax;
  private int valuesLeft;

  private Amf0(ByteBuf in, RtmpLimits limits) {
    this.in = in;
    this.depthMax = limits.amfDepthMax();
    this.valuesLeft = limits.amfValuesMax();
  }

  /** All values of a payload, from a place on. */
  static List<AmfValue> decode(byte[] payload, int from, RtmpLimits limits) {
    Amf0 reader = new Amf0(Unpooled.wrappedBuffer(payload, from, payload.length - from), limits);
    List<AmfValue> values = new ArrayList<>();
    while (reader.in.isReadable()) {
      values.add(reader.value(0));
    }
    return values;
  }

  private AmfValue value(int depth) {
    if (depth > depthMax) {
      throw new MalformedRtmpException("amfDepthMax", "values nested too deeply");
    }
    if (--valuesLeft < 0) {
      throw new MalformedRtmpException("amfValuesMax", "too many values in one message");
    }
    need(1);
    int marker = in.readUnsignedByte();
    return switch (marker) {
      case NUMBER -> new AmfValue.Number(number());
      case BOOLEAN -> {
        need(1);
        yield new AmfValue.Flag(in.readByte() != 0);
      }
      case STRING -> new AmfValue.Text(shortText());
      case LONG_STRING, XML -> new AmfValue.Text(longText());
      case OBJECT -> table(depth);
      case TYPED_OBJECT -> {
        shortText(); // the class, which means nothing here
        yield table(depth);
      }
      case ECMA_ARRAY -> {
        need(4);
        in.skipBytes(4); // the count, wrong as often as not; the end marker decides
        yield table(depth);
      }
      case STRICT_ARRAY -> sequence(depth);
      case DATE -> moment();
      case NULL, UNDEFINED, UNSUPPORTED -> AmfValue.NOTHING;
      case REFERENCE -> {
        need(2);
        in.skipBytes(2);
        yield AmfValue.NOTHING;
      }
      case MOVIE_CLIP, OBJECT_END -> throw new MalformedRtmpException("an AMF0 value out of place");
      default -> throw new MalformedRtmpException("an AMF0 value of unknown type " + marker);
    };
  }

  private AmfValue.Table table(int depth) {
    Map<String, AmfValue> entries = new LinkedHashMap<>();
    while (in.isReadable()) { // some leave the end marker out at the end of a message
      String name = shortText();
      if (name.isEmpty() && in.isReadable() && in.getByte(in.readerIndex()) == OBJECT_END) {
        in.skipBytes(1);
        break;
      }
      entries.put(name, value(depth + 1));
    }
    return new AmfValue.Table(entries);
  }

  private AmfValue.Sequence sequence(int depth) {
    need(4);
    long count = in.readUnsignedInt();
    if (count > valuesLeft) {
      throw new MalformedRtmpException("amfValuesMax", "too many values in one message");
    }
    List<AmfValue> items = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    return new AmfValue.Sequence(items);
  }

  private AmfValue moment() {
    double millis = number();
    need(2);
    in.skipBytes(2); // the time zone, to be ignored
    return new AmfValue.Moment(Instant.ofEpochMilli((long) millis));
  }

  private double number() {
    need(8);
    return in.readDouble();
  }

  private String shortText() {
    need(2);
    return text(in.readUnsignedShort());
  }

  private String longText() {
    need(4);
    return text(in.readUnsignedInt());
  }

  private String text(long length) {
    need(length);
    return in.readCharSequence((int) length, UTF_8).toString();
  }

  private void need(long bytes) {
    if (in.readableBytes() < bytes) {
      throw new MalformedRtmpException("an AMF0 value is cut off");
    }
  }

  static byte[] encode(List<AmfValue> values) {
    ByteBuf out = Unpooled.buffer();
    values.forEach(value -> write(value, out));
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  private static void write(AmfValue value, ByteBuf out) {
    switch (value) {
      case AmfValue.Number(double number) -> out.writeByte(NUMBER).writeDouble(number);
      case AmfValue.Flag(boolean flag) -> out.writeByte(BOOLEAN).writeBoolean(flag);
      case AmfValue.Text(String text) -> writeText(text, out);
      case AmfValue.Nothing() -> out.writeByte(NULL);
      case AmfValue.Table(Map<String, AmfValue> entries) -> {
        out.writeByte(OBJECT);
        entries.forEach(
            (name, entry) -> {
              writeShort(name.getBytes(UTF_8), out);
              write(entry, out);
            });
        out.writeShort(0).writeByte(OBJECT_END);
      }
      case AmfValue.Sequence(List<AmfValue> items) -> {
        out.writeByte(STRICT_ARRAY).writeInt(items.size());
        items.forEach(item -> write(item, out));
      }
      case AmfValue.Moment(Instant at) ->
          out.writeByte(DATE).writeDouble(at.toEpochMilli()).writeShort(0);
    }
  }

  private static void writeText(String text, ByteBuf out) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > 0xffff) {
      out.writeByte(LONG_STRING).writeInt(bytes.length).writeBytes(bytes);
    } else {
      out.writeByte(STRING);
      writeShort(bytes, out);
    }
  }

  private static void writeShort(byte[] bytes, ByteBuf out) {
    if (bytes.length > 0xffff) {
      throw new IllegalArgumentException("a name of " + bytes.length + " bytes");
    }
    out.writeShort(bytes.length).writeBytes(bytes);
  }
}
