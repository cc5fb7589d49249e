package live.nigiwai.ingest.media;

/** Parses an H.264 sequence parameter set (ITU-T H.264 §7.3.2.1.1 and Annex E). */
final class SequenceParameters {
  private static final int SIDE_MAX = 16_384;
  private static final int EXTENDED_SAR = 255;

  /** Table E-1: sample aspect ratios by index, width then height. */
  private static final int[][] ASPECTS = {
    {1, 1}, {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11}, {80, 33},
    {18, 11}, {15, 11}, {64, 33}, {160, 99}, {4, 3}, {3, 2}, {2, 1}
  };

  private SequenceParameters() {}

  /** Parses one NAL unit of type 7, its header byte included. */
  static PictureFormat parse(byte[] nal) {
    BitReader in = new BitReader(withoutEmulationPrevention(nal));
    in.skip(8);
    int profile = in.bits(8);
    in.skip(16);
    in.unsignedGolomb();
    int chroma = 1;
    int depth = 8;
    if (hasChromaFormat(profile)) {
      chroma = in.unsignedGolomb();
      if (chroma == 3) {
        in.skip(1);
      }
      depth = Math.max(8 + in.unsignedGolomb(), 8 + in.unsignedGolomb());
      in.skip(1);
      if (in.flag()) {
        skipScalingMatrix(in, chroma);
      }
    }
    skipOrder(in);
    in.unsignedGolomb();
    in.skip(1);
    int macroblocksWide = in.unsignedGolomb() + 1;
    int mapUnitsHigh = in.unsignedGolomb() + 1;
    boolean framesOnly = in.flag();
    if (!framesOnly) {
      in.skip(1);
    }
    in.skip(1);
    int linesPerUnit = framesOnly ? 1 : 2;
    if (macroblocksWide > SIDE_MAX / 16 || mapUnitsHigh > SIDE_MAX / 16) {
      throw new MalformedMediaException("the picture is larger than " + SIDE_MAX);
    }
    int width = macroblocksWide * 16;
    int height = mapUnitsHigh * 16 * linesPerUnit;
    if (in.flag()) {
      int cropX = chroma == 1 || chroma == 2 ? 2 : 1;
      int cropY = (chroma == 1 ? 2 : 1) * linesPerUnit;
      width -= cropX * (in.unsignedGolomb() + in.unsignedGolomb());
      height -= cropY * (in.unsignedGolomb() + in.unsignedGolomb());
    }
    if (width <= 0 || height <= 0) {
      throw new MalformedMediaException("the picture is cropped to nothing");
    }
    return usability(in, width, height, chroma, depth);
  }

  private static PictureFormat usability(
      BitReader in, int width, int height, int chroma, int depth) {
    int aspectWidth = 1;
    int aspectHeight = 1;
    double rate = 0;
    if (in.flag()) {
      if (in.flag()) {
        int index = in.bits(8);
        if (index == EXTENDED_SAR) {
          aspectWidth = in.bits(16);
          aspectHeight = in.bits(16);
        } else if (index < ASPECTS.length) {
          aspectWidth = ASPECTS[index][0];
          aspectHeight = ASPECTS[index][1];
        }
      }
      if (in.flag()) {
        in.skip(1);
      }
      if (in.flag()) {
        in.skip(4);
        if (in.flag()) {
          in.skip(24);
        }
      }
      if (in.flag()) {
        in.unsignedGolomb();
        in.unsignedGolomb();
      }
      rate = stated(in);
    }
    if (aspectWidth == 0 || aspectHeight == 0) {
      aspectWidth = 1;
      aspectHeight = 1;
    }
    return new PictureFormat(width, height, aspectWidth, aspectHeight, chroma, depth, rate);
  }

  private static double stated(BitReader in) {
    if (!in.flag() || in.bitsLeft() < 65) {
      return 0;
    }
    long unitsInTick = Integer.toUnsignedLong(in.bits(32));
    long timeScale = Integer.toUnsignedLong(in.bits(32));
    return unitsInTick == 0 ? 0 : timeScale / (2.0 * unitsInTick);
  }

  private static boolean hasChromaFormat(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private static void skipScalingMatrix(BitReader in, int chroma) {
    for (int i = 0; i < (chroma == 3 ? 12 : 8); i++) {
      if (!in.flag()) {
        continue;
      }
      int last = 8;
      int next = 8;
      for (int j = 0; j < (i < 6 ? 16 : 64); j++) {
        if (next != 0) {
          next = (last + in.signedGolomb()) & 0xff;
        }
        last = next == 0 ? last : next;
      }
    }
  }

  private static void skipOrder(BitReader in) {
    in.unsignedGolomb();
    int orderType = in.unsignedGolomb();
    if (orderType == 0) {
      in.unsignedGolomb();
    } else if (orderType == 1) {
      in.skip(1);
      in.signedGolomb();
      in.signedGolomb();
      int cycle = in.unsignedGolomb();
      if (cycle > 255) {
        throw new MalformedMediaException("num_ref_frames_in_pic_order_cnt_cycle is " + cycle);
      }
      for (int i = 0; i < cycle; i++) {
        in.signedGolomb();
      }
    }
  }

  /** Undoes 00 00 03 (§7.4.1.1). */
  private static byte[] withoutEmulationPrevention(byte[] nal) {
    byte[] raw = new byte[nal.length];
    int length = 0;
    int zeros = 0;
    for (byte b : nal) {
      if (zeros >= 2 && b == 3) {
        zeros = 0;
        continue;
      }
      zeros = b == 0 ? zeros + 1 : 0;
      raw[length++] = b;
    }
    return java.util.Arrays.copyOf(raw, length);
  }
}
