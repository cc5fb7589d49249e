package live.nigiwai.ingest.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes ISO BMFF boxes (ISO/IEC 14496-12 §4.2); sizes are filled in when a box ends. */
final class BoxWriter {
  interface Content {
    void write();
  }

  private byte[] bytes;
  private int length;

  BoxWriter(int expectedBytes) {
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  BoxWriter box(String type, Content content) {
    int start = length;
    u32(0);
    ascii(type);
    content.write();
    patch32(start, length - start);
    return this;
  }

  BoxWriter fullBox(String type, int version, int flags, Content content) {
    return box(
        type,
        () -> {
          u32(version << 24 | flags);
          content.write();
        });
  }

  BoxWriter u8(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  BoxWriter u16(int value) {
    return u8(value >> 8).u8(value);
  }

  BoxWriter u32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  BoxWriter u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  BoxWriter zeros(int count) {
    reserve(count);
    length += count;
    return this;
  }

  BoxWriter ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  BoxWriter bytes(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  int length() {
    return length;
  }

  void patch32(int at, int value) {
    bytes[at] = (byte) (value >> 24);
    bytes[at + 1] = (byte) (value >> 16);
    bytes[at + 2] = (byte) (value >> 8);
    bytes[at + 3] = (byte) value;
  }

  byte[] toBytes() {
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
