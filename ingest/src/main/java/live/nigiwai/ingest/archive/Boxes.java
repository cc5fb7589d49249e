package live.nigiwai.ingest.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds and makes ISO BMFF boxes (ISO/IEC 14496-12 §4.2) in memory. Pure. */
final class Boxes {
  private static final int HEADER = 8;

  private Boxes() {}

  /** A box around what the parts hold. */
  static byte[] box(String type, byte[]... parts) {
    long size = HEADER;
    for (byte[] part : parts) {
      size += part.length;
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size));
    out.putInt((int) size).put(ascii(type));
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }

  static byte[] fullBox(String type, int version, int flags, byte[]... parts) {
    byte[] head = ByteBuffer.allocate(4).putInt(version << 24 | flags).array();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    return box(type, head, content.toByteArray());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The content of the first box at this path, each type inside the one before it.
   *
   * @param from where the search begins in {@code bytes}; boxes follow one another from there
   */
  static Optional<ByteBuffer> find(ByteBuffer from, String... path) {
    ByteBuffer in = from.slice();
    for (int depth = 0; depth < path.length; depth++) {
      ByteBuffer found = next(in, path[depth]);
      if (found == null) {
        return Optional.empty();
      }
      in = found;
    }
    return Optional.of(in);
  }

  /** Moves behind the next box of the type and returns its content. */
  static @org.jspecify.annotations.Nullable ByteBuffer next(ByteBuffer in, String type) {
    int wanted = ByteBuffer.wrap(ascii(type)).getInt();
    while (in.remaining() >= HEADER) {
      int start = in.position();
      int size = in.getInt(start);
      if (size < HEADER || size > in.remaining()) {
        return null;
      }
      in.position(start + size);
      if (in.getInt(start + 4) == wanted) {
        return in.slice(start + HEADER, size - HEADER);
      }
    }
    return null;
  }

  static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
