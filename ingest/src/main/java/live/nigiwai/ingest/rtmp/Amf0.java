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
  private static final int AMF3_VALUE = 0x11;

  private final AmfInput in;

  private Amf0(AmfInput in) {
    this.in = in;
  }

  /** All values of a payload, from a place on. */
  static List<AmfValue> decode(byte[] payload, int from, RtmpLimits limits) {
    Amf0 reader = new Amf0(new AmfInput(payload, from, limits));
    List<AmfValue> values = new ArrayList<>();
    while (reader.in.isReadable()) {
      values.add(reader.value(0));
    }
    return values;
  }

  /**
   * The values before the first that cannot be read: what a command ends with is rarely what it is
   * about.
   *
   * @throws MalformedRtmpException if even the first cannot be read, or a limit is reached
   */
  static List<AmfValue> decodeReadable(byte[] payload, int from, RtmpLimits limits) {
    Amf0 reader = new Amf0(new AmfInput(payload, from, limits));
    List<AmfValue> values = new ArrayList<>();
    while (reader.in.isReadable()) {
      try {
        values.add(reader.value(0));
      } catch (MalformedRtmpException unreadable) {
        if (values.isEmpty() || unreadable.isLimit()) {
          throw unreadable;
        }
        break;
      }
    }
    return values;
  }

  private AmfValue value(int depth) {
    in.enter(depth);
    int marker = in.unsignedByte();
    return switch (marker) {
      case NUMBER -> new AmfValue.Number(in.number());
      case BOOLEAN -> new AmfValue.Flag(in.unsignedByte() != 0);
      case STRING -> new AmfValue.Text(shortText());
      case LONG_STRING, XML -> new AmfValue.Text(longText());
      case OBJECT -> table(depth);
      case TYPED_OBJECT -> {
        shortText(); // the class, which means nothing here
        yield table(depth);
      }
      case ECMA_ARRAY -> {
        in.skip(4); // the count, wrong as often as not; the end marker decides
        yield table(depth);
      }
      case STRICT_ARRAY -> sequence(depth);
      case DATE -> moment();
      case NULL, UNDEFINED, UNSUPPORTED -> AmfValue.NOTHING;
      case REFERENCE -> {
        in.skip(2);
        yield AmfValue.NOTHING;
      }
      case AMF3_VALUE -> Amf3.read(in, depth);
      case MOVIE_CLIP, OBJECT_END -> throw new MalformedRtmpException("an AMF0 value out of place");
      default -> throw new MalformedRtmpException("an AMF0 value of unknown type " + marker);
    };
  }

  private AmfValue.Table table(int depth) {
    Map<String, AmfValue> entries = new LinkedHashMap<>();
    while (in.isReadable()) { // some leave the end marker out at the end of a message
      String name = shortText();
      if (name.isEmpty() && in.peek() == OBJECT_END) {
        in.skip(1);
        break;
      }
      entries.put(name, value(depth + 1));
    }
    return new AmfValue.Table(entries);
  }

  private AmfValue.Sequence sequence(int depth) {
    long count = in.unsignedInt();
    in.expect(count);
    List<AmfValue> items = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    return new AmfValue.Sequence(items);
  }

  private AmfValue moment() {
    double millis = in.number();
    in.skip(2); // the time zone, to be ignored
    return new AmfValue.Moment(Instant.ofEpochMilli((long) millis));
  }

  private String shortText() {
    return in.text(in.unsignedShort());
  }

  private String longText() {
    return in.text(in.unsignedInt());
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
