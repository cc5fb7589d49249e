package live.nigiwai.ingest.rtmp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One value in Action Message Format 3, which AMF 0 announces by a marker: some encoders on Flash's
 * libraries put their command objects into it.
 *
 * <p>Texts and classes may be repeated by reference; a repeated object is nothing here, or a few
 * bytes could stand for any number of values.
 */
final class Amf3 {
  private static final int UNDEFINED = 0x00;
  private static final int NULL = 0x01;
  private static final int FALSE = 0x02;
  private static final int TRUE = 0x03;
  private static final int INTEGER = 0x04;
  private static final int DOUBLE = 0x05;
  private static final int STRING = 0x06;
  private static final int XML_DOCUMENT = 0x07;
  private static final int DATE = 0x08;
  private static final int ARRAY = 0x09;
  private static final int OBJECT = 0x0a;
  private static final int XML = 0x0b;
  private static final int BYTE_ARRAY = 0x0c;

  private record Shape(List<String> names, boolean open) {}

  private final AmfInput in;
  private final List<String> texts = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();

  private Amf3(AmfInput in) {
    this.in = in;
  }

  static AmfValue read(AmfInput in, int depth) {
    return new Amf3(in).value(depth);
  }

  private AmfValue value(int depth) {
    in.enter(depth);
    int marker = in.unsignedByte();
    return switch (marker) {
      case UNDEFINED, NULL -> AmfValue.NOTHING;
      case FALSE -> new AmfValue.Flag(false);
      case TRUE -> new AmfValue.Flag(true);
      case INTEGER -> new AmfValue.Number(number() << 3 >> 3); // 29 bits with a sign
      case DOUBLE -> new AmfValue.Number(in.number());
      case STRING -> new AmfValue.Text(text());
      case DATE -> {
        boolean repeated = (number() & 1) == 0;
        yield repeated
            ? AmfValue.NOTHING
            : new AmfValue.Moment(Instant.ofEpochMilli((long) in.number()));
      }
      case ARRAY -> array(depth);
      case OBJECT -> object(depth);
      case XML_DOCUMENT, XML, BYTE_ARRAY -> {
        int header = number();
        if ((header & 1) != 0) {
          in.skip(header >> 1);
        }
        yield AmfValue.NOTHING;
      }
      default -> throw new MalformedRtmpException("an AMF3 value of unknown type " + marker);
    };
  }

  /** A list, or a table if anything in it has a name. */
  private AmfValue array(int depth) {
    int header = number();
    if ((header & 1) == 0) {
      return AmfValue.NOTHING;
    }
    int count = header >> 1;
    in.expect(count);
    Map<String, AmfValue> named = open(depth);
    List<AmfValue> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    if (named.isEmpty()) {
      return new AmfValue.Sequence(items);
    }
    for (int i = 0; i < count; i++) {
      named.put(String.valueOf(i), items.get(i));
    }
    return new AmfValue.Table(named);
  }

  private AmfValue object(int depth) {
    int header = number();
    if ((header & 1) == 0) {
      return AmfValue.NOTHING;
    }
    Shape shape = shape(header);
    Map<String, AmfValue> entries = new LinkedHashMap<>();
    for (String name : shape.names) {
      entries.put(name, value(depth + 1));
    }
    if (shape.open) {
      entries.putAll(open(depth));
    }
    return new AmfValue.Table(entries);
  }

  private Shape shape(int header) {
    if ((header & 2) == 0) {
      int index = header >> 2;
      if (index >= shapes.size()) {
        throw new MalformedRtmpException("an AMF3 object of a class never named");
      }
      return shapes.get(index);
    }
    if ((header & 4) != 0) {
      throw new MalformedRtmpException("an AMF3 object with a format of its own");
    }
    int count = header >> 4;
    in.expect(count);
    text(); // the class, which means nothing here
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(text());
    }
    Shape shape = new Shape(names, (header & 8) != 0);
    shapes.add(shape);
    return shape;
  }

  /** Names and values up to the empty name. */
  private Map<String, AmfValue> open(int depth) {
    Map<String, AmfValue> entries = new LinkedHashMap<>();
    for (String name = text(); !name.isEmpty(); name = text()) {
      entries.put(name, value(depth + 1));
    }
    return entries;
  }

  private String text() {
    int header = number();
    int value = header >> 1;
    if ((header & 1) == 0) {
      if (value >= texts.size()) {
        throw new MalformedRtmpException("an AMF3 text that was never said");
      }
      return texts.get(value);
    }
    String text = in.text(value);
    if (!text.isEmpty()) {
      texts.add(text);
    }
    return text;
  }

  /** Seven bits a byte, the fourth byte whole: 29 bits (AMF 3 §1.3.1). */
  private int number() {
    int value = 0;
    for (int i = 0; i < 3; i++) {
      int next = in.unsignedByte();
      value = value << 7 | next & 0x7f;
      if (next < 0x80) {
        return value;
      }
    }
    return value << 8 | in.unsignedByte();
  }
}
