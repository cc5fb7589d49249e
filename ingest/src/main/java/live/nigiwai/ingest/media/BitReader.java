package live.nigiwai.ingest.media;

/** Reads bits, most significant first, and Exp-Golomb codes (ITU-T H.264 §9.1). */
final class BitReader {
  private final byte[] bytes;
  private final int end;
  private int bit;

  BitReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  BitReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.bit = offset * 8;
    this.end = (offset + length) * 8;
  }

  int bitsLeft() {
    return end - bit;
  }

  int bits(int count) {
    if (count > bitsLeft()) {
      throw new MalformedMediaException("a header ends in the middle of a field");
    }
    int value = 0;
    for (int i = 0; i < count; i++, bit++) {
      value = value << 1 | (bytes[bit >> 3] >> (7 - (bit & 7)) & 1);
    }
    return value;
  }

  boolean flag() {
    return bits(1) == 1;
  }

  void skip(int count) {
    bits(count);
  }

  int unsignedGolomb() {
    int zeros = 0;
    while (!flag()) {
      if (++zeros > 31) {
        throw new MalformedMediaException("an Exp-Golomb code is longer than 32 bits");
      }
    }
    long value = (1L << zeros) - 1 + (zeros == 0 ? 0 : Integer.toUnsignedLong(bits(zeros)));
    if (value > Integer.MAX_VALUE) {
      throw new MalformedMediaException("an Exp-Golomb code is out of range");
    }
    return (int) value;
  }

  int signedGolomb() {
    int code = unsignedGolomb();
    return (code & 1) == 1 ? (code >> 1) + 1 : -(code >> 1);
  }
}
