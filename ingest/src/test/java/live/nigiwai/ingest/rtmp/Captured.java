package live.nigiwai.ingest.rtmp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Byte streams recorded from real encoders; {@code captured.md} beside them tells how. */
final class Captured {
  private Captured() {}

  static byte[] bytes(String name) {
    try (InputStream in = Objects.requireNonNull(Captured.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
