package live.nigiwai.relay.room;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import live.nigiwai.runtime.json.Json;

/** Joins pieces of JSON that were encoded before. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);

  Bytes add(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Bytes add(long number) {
    return add(Long.toString(number));
  }

  Bytes add(byte[] encoded) {
    out.writeBytes(encoded);
    return this;
  }

  /** The encoded elements of an array, without its brackets. */
  Bytes list(Collection<byte[]> elements) {
    boolean first = true;
    for (byte[] each : elements) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.writeBytes(each);
    }
    return this;
  }

  /** An object of encoded members. */
  Bytes object(Collection<byte[]> members) {
    return add("{").list(members).add("}");
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** What the writer writes, encoded. */
  static byte[] json(Json.Writing writing) {
    var bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = Json.mapper().getFactory().createGenerator(bytes)) {
      writing.write(generator);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static byte[] quoted(String text) {
    return json(out -> out.writeString(text));
  }
}
