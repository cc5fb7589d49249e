package live.nigiwai.testkit.hls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes small fMP4 files with just enough inside to be looked at. */
final class MadeMedia {
  static final int PICTURE_TICKS = 90_000;
  static final int SOUND_TICKS = 48_000;

  /** One track of a fragment: samples of equal length. */
  record Run(int track, long decodeTime, int duration, List<Sample> samples) {}

  record Sample(byte[] data, boolean sync) {}

  private MadeMedia() {}

  static byte[] bytes(byte[]... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }

  static byte[] u32(long... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length);
    for (long value : values) {
      out.putInt((int) value);
    }
    return out.array();
  }

  static byte[] u16(int... values) {
    ByteBuffer out = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }

  static byte[] u8(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  static byte[] box(String type, byte[]... content) {
    byte[] body = bytes(content);
    return bytes(u32(8 + body.length), type.getBytes(ISO_8859_1), body);
  }

  /** A picture or a piece of one, as a NAL unit after its length. */
  static byte[] picture(boolean idr, int length) {
    byte[] nal = new byte[length];
    nal[0] = (byte) (idr ? 0x65 : 0x41);
    return bytes(u32(length), nal);
  }

  /**
   * An initialisation segment.
   *
   * @param pictures whether there is a video track, id 1; the sound's is 2
   */
  static byte[] init(boolean pictures, int width, int height, boolean editList) {
    byte[] edits = editList ? box("edts", box("elst", u32(0, 0))) : new byte[0];
    byte[] video = pictures ? video(width, height, edits) : new byte[0];
    return bytes(
        box("ftyp", "iso6".getBytes(ISO_8859_1), u32(1)),
        box(
            "moov",
            box("mvhd", new byte[100]),
            video,
            sound(),
            box("mvex", pictures ? trex(1) : new byte[0], trex(2))));
  }

  private static byte[] trex(int track) {
    return box("trex", u32(0, track, 1, 0, 0, 0));
  }

  private static byte[] video(int width, int height, byte[] edits) {
    byte[] set = parameterSet(width / 16, height / 16);
    byte[] record = bytes(u8(1, 66, 0xc0, 30, 0xff, 0xe1), u16(set.length), set, u8(0));
    byte[] entry = box("avc1", new byte[24], u16(width, height), new byte[50], box("avcC", record));
    return track(1, PICTURE_TICKS, "vide", width, height, entry, edits);
  }

  private static byte[] sound() {
    byte[] config = u8(0x11, 0x90);
    byte[] esds =
        bytes(
            u32(0),
            u8(3, 25, 0, 2, 0),
            u8(4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            u8(5, config.length),
            config);
    byte[] entry = box("mp4a", new byte[28], box("esds", esds));
    return track(2, SOUND_TICKS, "soun", 0, 0, entry, new byte[0]);
  }

  private static byte[] track(
      int id, int timescale, String handler, int width, int height, byte[] entry, byte[] edits) {
    return box(
        "trak",
        box(
            "tkhd",
            u32(3, 0, 0, id, 0, 0),
            new byte[52],
            u32((long) width << 16, (long) height << 16)),
        edits,
        box(
            "mdia",
            box("mdhd", u32(0, 0, 0, timescale, 0, 0)),
            box("hdlr", u32(0, 0), handler.getBytes(ISO_8859_1), new byte[13]),
            box("minf", box("stbl", box("stsd", u32(0, 1), entry)))));
  }

  /** A sequence parameter set of the baseline profile, for whole macroblocks. */
  static byte[] parameterSet(int macroblocksWide, int macroblocksHigh) {
    StringBuilder bits = new StringBuilder();
    golomb(bits, 0);
    golomb(bits, 0);
    golomb(bits, 2);
    golomb(bits, 1);
    bits.append('0');
    golomb(bits, macroblocksWide - 1);
    golomb(bits, macroblocksHigh - 1);
    bits.append("1100").append('1');
    while (bits.length() % 8 != 0) {
      bits.append('0');
    }
    byte[] rest = new byte[bits.length() / 8];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes(u8(0x67, 66, 0xc0, 30), rest);
  }

  private static void golomb(StringBuilder bits, int value) {
    String binary = Integer.toBinaryString(value + 1);
    bits.append("0".repeat(binary.length() - 1)).append(binary);
  }

  static byte[] fragment(long sequence, List<Run> runs) {
    // The offsets need the size of moof, which does not depend on them.
    int size = moof(sequence, runs, 0).length;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    runs.forEach(run -> run.samples().forEach(sample -> data.writeBytes(sample.data())));
    return bytes(moof(sequence, runs, size + 8), box("mdat", data.toByteArray()));
  }

  private static byte[] moof(long sequence, List<Run> runs, int offset) {
    ByteArrayOutputStream trafs = new ByteArrayOutputStream();
    int at = offset;
    for (Run run : runs) {
      ByteArrayOutputStream samples = new ByteArrayOutputStream();
      int length = 0;
      for (Sample sample : run.samples()) {
        samples.writeBytes(
            u32(run.duration(), sample.data().length, sample.sync() ? 0x200_0000 : 0x101_0000));
        length += sample.data().length;
      }
      trafs.writeBytes(
          box(
              "traf",
              box("tfhd", u32(0x2_0000, run.track())),
              box("tfdt", u32(0x100_0000, run.decodeTime() >> 32, run.decodeTime())),
              box("trun", u32(0x701, run.samples().size(), at), samples.toByteArray())));
      at += length;
    }
    return box("moof", box("mfhd", u32(0, sequence)), trafs.toByteArray());
  }
}
