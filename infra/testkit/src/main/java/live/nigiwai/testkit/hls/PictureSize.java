package live.nigiwai.testkit.hls;

import java.io.ByteArrayOutputStream;

/** What an H.264 sequence parameter set (ITU-T H.264 §7.3.2.1.1) says of the size in pixels. */
record PictureSize(int width, int height) {
  static final PictureSize NONE = new PictureSize(0, 0);

  /** Reads one NAL unit of type 7, its header byte included. */
  static PictureSize of(byte[] nal) throws Box.MalformedException {
    Bits bits = new Bits(withoutEmulation(nal), 8);
    int profile = bits.take(8);
    bits.take(16);
    bits.golomb();
    int chroma = 1;
    if (profile == 100 || profile == 110 || profile == 122 || profile == 244) {
      chroma = bits.golomb();
      if (chroma == 3) {
        bits.take(1);
      }
      bits.golomb();
      bits.golomb();
      bits.take(1);
      if (bits.take(1) == 1) {
        skipScalingLists(bits, chroma == 3 ? 12 : 8);
      }
    }
    bits.golomb();
    int order = bits.golomb();
    if (order == 0) {
      bits.golomb();
    } else if (order == 1) {
      bits.take(1);
      bits.golomb();
      bits.golomb();
      int cycle = bits.golomb();
      for (int i = 0; i < cycle; i++) {
        bits.golomb();
      }
    }
    bits.golomb();
    bits.take(1);
    int width = 16 * (bits.golomb() + 1);
    int units = bits.golomb() + 1;
    int fields = bits.take(1) == 1 ? 1 : 2;
    if (fields == 2) {
      bits.take(1);
    }
    bits.take(1);
    int height = 16 * units * fields;
    if (bits.take(1) == 1) {
      int stepX = chroma == 1 || chroma == 2 ? 2 : 1;
      int stepY = (chroma == 1 ? 2 : 1) * fields;
      width -= stepX * (bits.golomb() + bits.golomb());
      height -= stepY * (bits.golomb() + bits.golomb());
    }
    return new PictureSize(width, height);
  }

  private static void skipScalingLists(Bits bits, int lists) throws Box.MalformedException {
    for (int i = 0; i < lists; i++) {
      if (bits.take(1) == 0) {
        continue;
      }
      int last = 8;
      int next = 8;
      for (int j = 0; j < (i < 6 ? 16 : 64); j++) {
        if (next != 0) {
          int code = bits.golomb();
          int delta = code % 2 == 0 ? -code / 2 : (code + 1) / 2;
          next = (last + delta + 256) % 256;
        }
        last = next == 0 ? last : next;
      }
    }
  }

  private static byte[] withoutEmulation(byte[] nal) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int zeros = 0;
    for (byte b : nal) {
      if (zeros >= 2 && b == 3) {
        zeros = 0;
        continue;
      }
      zeros = b == 0 ? zeros + 1 : 0;
      out.write(b);
    }
    return out.toByteArray();
  }

  private static final class Bits {
    private final byte[] bytes;
    private int at;

    private Bits(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    private int take(int count) throws Box.MalformedException {
      int value = 0;
      for (int i = 0; i < count; i++, at++) {
        if (at >= 8 * bytes.length) {
          throw new Box.MalformedException("the sequence parameter set is cut short");
        }
        value = value << 1 | bytes[at / 8] >> 7 - at % 8 & 1;
      }
      return value;
    }

    /** ue(v) of §9.1. */
    private int golomb() throws Box.MalformedException {
      int zeros = 0;
      while (take(1) == 0) {
        zeros++;
        if (zeros > 31) {
          throw new Box.MalformedException("a number without end in the sequence parameter set");
        }
      }
      return (1 << zeros) - 1 + take(zeros);
    }
  }
}
