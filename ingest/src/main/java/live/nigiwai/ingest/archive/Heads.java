package live.nigiwai.ingest.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The {@code moof} boxes of a segment, each after its position in the segment (four bytes). They
 * tell an export everything about the samples, so that it need not read hours of media. Pure.
 */
final class Heads {
  private static final int MOOF =
      ByteBuffer.wrap("moof".getBytes(StandardCharsets.US_ASCII)).getInt();

  private Heads() {}

  static byte[] of(byte[] segment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    ByteBuffer in = ByteBuffer.wrap(segment);
    int position = 0;
    while (position + 8 <= segment.length) {
      int size = in.getInt(position);
      if (size < 8 || size > segment.length - position) {
        break;
      }
      if (in.getInt(position + 4) == MOOF) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(position).array());
        out.write(segment, position, size);
      }
      position += size;
    }
    return out.toByteArray();
  }
}
