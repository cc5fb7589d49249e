package live.nigiwai.ingest.hls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A text that is written when first asked for, and compressed when first asked for compressed; then
 * shared by everybody.
 *
 * <p><i>Threading</i>: any thread; the first one writes while others wait, some microseconds.
 */
final class Rendered {
  private final Supplier<String> text;
  private @Nullable Buffer plain;
  private @Nullable Buffer gzip;

  Rendered(Supplier<String> text) {
    this.text = text;
  }

  synchronized Buffer plain() {
    if (plain == null) {
      plain = Buffer.buffer(text.get());
    }
    return plain;
  }

  synchronized Buffer gzip() {
    if (gzip == null) {
      gzip = Buffer.buffer(compressed(plain().toString(UTF_8).getBytes(UTF_8)));
    }
    return gzip;
  }

  private static byte[] compressed(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length / 4 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is always writable", e);
    }
    return out.toByteArray();
  }
}
