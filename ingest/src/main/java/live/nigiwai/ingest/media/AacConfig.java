package live.nigiwai.ingest.media;

import java.util.Arrays;

/**
 * An AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1).
 *
 * @param objectType 2 is AAC-LC, 5 and 29 are HE-AAC
 * @param sampleRate of the core codec, in Hz
 * @param channels 1–8, or 0 where a program config element says it
 * @param extended whether spectral band replication or parametric stereo is signalled
 * @param record the bytes themselves, which a decoder wants
 */
public record AacConfig(
    int objectType, int sampleRate, int channels, boolean extended, byte[] record) {
  public static final int SAMPLES_PER_FRAME = 1024;

  private static final int LOW_COMPLEXITY = 2;
  private static final int RECORD_BYTES_MAX = 64;
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  /** What every viewer gets: AAC-LC, 48 kHz, stereo. */
  public static final AacConfig HOUSE = parse(new byte[] {0x11, (byte) 0x90}, 0);

  public static AacConfig parse(byte[] bytes, int offset) {
    byte[] record = Arrays.copyOfRange(bytes, Math.min(offset, bytes.length), bytes.length);
    if (record.length < 2 || record.length > RECORD_BYTES_MAX) {
      throw new MalformedMediaException("an AAC configuration of " + record.length + " bytes");
    }
    BitReader in = new BitReader(record);
    int type = objectType(in);
    int rate = rate(in);
    int channels = in.bits(4);
    if (channels == 7) {
      channels = 8;
    } else if (channels > 7) {
      throw new MalformedMediaException("AAC channel configuration " + channels);
    }
    boolean extended = type == 5 || type == 29;
    if (extended) {
      rate(in);
      type = objectType(in);
    } else if (type == LOW_COMPLEXITY) {
      in.skip(Math.min(3, in.bitsLeft()));
      extended = in.bitsLeft() >= 17 && in.bits(11) == 0x2b7 && in.bits(5) == 5 && in.flag();
    }
    return new AacConfig(type, rate, channels, extended, record);
  }

  private static int objectType(BitReader in) {
    int type = in.bits(5);
    return type == 31 ? 32 + in.bits(6) : type;
  }

  private static int rate(BitReader in) {
    int index = in.bits(4);
    if (index == 15) {
      int rate = in.bits(24);
      if (rate < 7_350 || rate > 96_000) {
        throw new MalformedMediaException("AAC at " + rate + " Hz");
      }
      return rate;
    }
    if (index >= RATES.length) {
      throw new MalformedMediaException("AAC sampling frequency index " + index);
    }
    return RATES[index];
  }

  /** True where the frames can be handed on untouched. */
  public boolean isHouseFormat() {
    return objectType == LOW_COMPLEXITY
        && sampleRate == HOUSE.sampleRate
        && channels == 2
        && !extended
        && !shortFrames();
  }

  /** GASpecificConfig's frameLengthFlag: 960 instead of 1024 samples. */
  private boolean shortFrames() {
    return record.length >= 2 && (record[1] & 4) != 0;
  }

  /** The name in CODECS (RFC 6381 §3.3). */
  public String codecs() {
    return "mp4a.40." + objectType;
  }

  public boolean sameAs(AacConfig other) {
    return Arrays.equals(record, other.record);
  }
}
