package live.nigiwai.ingest.media;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1): what a decoder must know before the
 * first picture.
 *
 * @param nalLengthSize bytes of the length in front of each NAL unit on the wire, 1–4
 * @param sequenceSets NAL units of type 7
 * @param pictureSets NAL units of type 8
 */
public record AvcConfig(
    int nalLengthSize, List<byte[]> sequenceSets, List<byte[]> pictureSets, PictureFormat format) {
  public AvcConfig {
    sequenceSets = List.copyOf(sequenceSets);
    pictureSets = List.copyOf(pictureSets);
    if (sequenceSets.isEmpty() || pictureSets.isEmpty()) {
      throw new MalformedMediaException("the H.264 configuration has no parameter sets");
    }
  }

  /** Parses the record, or the Annex B parameter sets some boxes send in its place. */
  public static AvcConfig parse(byte[] bytes, int offset) {
    byte[] record = Arrays.copyOfRange(bytes, Math.min(offset, bytes.length), bytes.length);
    if (NalUnits.looksLikeAnnexB(record)) {
      return ofAnnexB(record);
    }
    if (record.length < 7 || record[0] != 1) {
      throw new MalformedMediaException("the H.264 configuration is not version 1");
    }
    int position = 5;
    int lengthSize = (record[4] & 3) + 1;
    List<byte[]> sequenceSets = new ArrayList<>();
    List<byte[]> pictureSets = new ArrayList<>();
    int count = record[position++] & 0x1f;
    position = readSets(record, position, count, sequenceSets);
    if (position >= record.length) {
      throw new MalformedMediaException("the H.264 configuration ends early");
    }
    count = record[position++] & 0xff;
    readSets(record, position, count, pictureSets);
    return of(lengthSize, sequenceSets, pictureSets);
  }

  /** Collects the parameter sets of an Annex B byte stream, as encoders state them. */
  public static AvcConfig ofAnnexB(byte[] stream) {
    List<byte[]> sequenceSets = new ArrayList<>();
    List<byte[]> pictureSets = new ArrayList<>();
    for (byte[] nal : NalUnits.ofAnnexB(stream)) {
      switch (nal[0] & 0x1f) {
        case NalUnits.SEQUENCE_SET -> sequenceSets.add(nal);
        case NalUnits.PICTURE_SET -> pictureSets.add(nal);
        default -> {}
      }
    }
    return of(4, sequenceSets, pictureSets);
  }

  private static AvcConfig of(int lengthSize, List<byte[]> sequenceSets, List<byte[]> pictureSets) {
    if (sequenceSets.isEmpty() || sequenceSets.getFirst().length < 4) {
      throw new MalformedMediaException("the H.264 configuration has no sequence parameter set");
    }
    PictureFormat format = SequenceParameters.parse(sequenceSets.getFirst());
    return new AvcConfig(lengthSize, sequenceSets, pictureSets, format);
  }

  private static int readSets(byte[] record, int position, int count, List<byte[]> into) {
    for (int i = 0; i < count; i++) {
      if (position + 2 > record.length) {
        throw new MalformedMediaException("the H.264 configuration ends early");
      }
      int length = (record[position] & 0xff) << 8 | record[position + 1] & 0xff;
      position += 2;
      if (position + length > record.length) {
        throw new MalformedMediaException("a parameter set is longer than its record");
      }
      if (length > 0) {
        into.add(Arrays.copyOfRange(record, position, position + length));
      }
      position += length;
    }
    return position;
  }

  /** The name in CODECS (RFC 6381 §3.3): profile, constraints and level in hexadecimal. */
  public String codecs() {
    byte[] set = sequenceSets.getFirst();
    return String.format(
        Locale.ROOT, "avc1.%02x%02x%02x", set[1] & 0xff, set[2] & 0xff, set[3] & 0xff);
  }

  /** The record for {@code avcC}; samples carry lengths of four bytes, whatever the wire had. */
  public byte[] record() {
    byte[] first = sequenceSets.getFirst();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(first, 1, 3);
    out.write(0xff);
    out.write(0xe0 | sequenceSets.size());
    writeSets(out, sequenceSets);
    out.write(pictureSets.size());
    writeSets(out, pictureSets);
    int profile = first[1] & 0xff;
    if (profile == 100 || profile == 110 || profile == 122 || profile == 144 || profile == 244) {
      out.write(0xfc | format.chromaFormat());
      out.write(0xf8 | format.bitDepth() - 8);
      out.write(0xf8 | format.bitDepth() - 8);
      out.write(0);
    }
    return out.toByteArray();
  }

  /** The same sets as they stand in a sample, each behind a length of four bytes. */
  public byte[] inBand() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (List<byte[]> sets : List.of(sequenceSets, pictureSets)) {
      for (byte[] set : sets) {
        out.write(0);
        out.write(0);
        writeSets(out, List.of(set));
      }
    }
    return out.toByteArray();
  }

  private static void writeSets(ByteArrayOutputStream out, List<byte[]> sets) {
    for (byte[] set : sets) {
      out.write(set.length >> 8);
      out.write(set.length);
      out.writeBytes(set);
    }
  }

  /** Encoders repeat their configuration every few seconds; only a different one means a change. */
  public boolean sameAs(AvcConfig other) {
    return nalLengthSize == other.nalLengthSize && Arrays.equals(record(), other.record());
  }
}
