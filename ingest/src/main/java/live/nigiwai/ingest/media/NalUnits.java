package live.nigiwai.ingest.media;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NAL units of one picture in both spellings: length-prefixed, as FLV and MP4 have them, and Annex
 * B with start codes, as encoders and some cheap boxes write them.
 */
public final class NalUnits {
  static final int IDR = 5;
  static final int SEQUENCE_SET = 7;
  static final int PICTURE_SET = 8;
  private static final int DELIMITER = 9;
  private static final int FILLER = 12;
  private static final int UNITS_PER_PICTURE_MAX = 1024;

  private NalUnits() {}

  /**
   * A coded picture ready for MP4.
   *
   * @param data NAL units with lengths of four bytes; empty where nothing was left
   * @param idr whether decoding can start here
   */
  public record Picture(byte[] data, boolean idr) {}

  /** Normalises a picture from the wire: lengths of four bytes, nothing empty, nothing idle. */
  public static Picture picture(byte[] payload, int offset, int nalLengthSize) {
    byte[] data = Arrays.copyOfRange(payload, Math.min(offset, payload.length), payload.length);
    if (nalLengthSize == 4) {
      Picture asItIs = asItIs(data);
      if (asItIs != null) {
        return asItIs;
      }
    }
    if (looksLikeAnnexB(data) && (nalLengthSize != 4 || !lengthsFit(data, nalLengthSize))) {
      return join(ofAnnexB(data));
    }
    return join(ofLengths(data, nalLengthSize));
  }

  /** The picture an encoder wrote with start codes. */
  public static Picture pictureOfAnnexB(byte[] data) {
    return join(ofAnnexB(data));
  }

  /** The usual picture, which needs no work; null where something has to be left out or mended. */
  private static @Nullable Picture asItIs(byte[] data) {
    boolean idr = false;
    int position = 0;
    for (int units = 0; position + 4 < data.length; units++) {
      long length = length(data, position, 4);
      position += 4;
      if (length == 0 || length > data.length - position || units == UNITS_PER_PICTURE_MAX) {
        return null;
      }
      int type = data[position] & 0x1f;
      if (type == DELIMITER || type == FILLER) {
        return null;
      }
      idr |= type == IDR;
      position += (int) length;
    }
    return position == data.length && position > 0 ? new Picture(data, idr) : null;
  }

  private static Picture join(List<byte[]> units) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean idr = false;
    for (byte[] unit : units) {
      int type = unit[0] & 0x1f;
      idr |= type == IDR;
      if (type == DELIMITER || type == FILLER) {
        continue;
      }
      out.write(unit.length >>> 24);
      out.write(unit.length >>> 16);
      out.write(unit.length >>> 8);
      out.write(unit.length);
      out.writeBytes(unit);
    }
    return new Picture(out.toByteArray(), idr);
  }

  static boolean looksLikeAnnexB(byte[] data) {
    return data.length >= 4
        && data[0] == 0
        && data[1] == 0
        && (data[2] == 1 || data[2] == 0 && data[3] == 1);
  }

  /** 00 00 01 is also the start of a valid length; only units that add up are believed. */
  private static boolean lengthsFit(byte[] data, int lengthSize) {
    int position = 0;
    while (position + lengthSize <= data.length) {
      long length = length(data, position, lengthSize);
      position += lengthSize;
      if (length == 0 || length > data.length - position) {
        return false;
      }
      position += (int) length;
    }
    return position == data.length;
  }

  private static List<byte[]> ofLengths(byte[] data, int lengthSize) {
    List<byte[]> units = new ArrayList<>();
    int position = 0;
    while (position + lengthSize <= data.length && units.size() < UNITS_PER_PICTURE_MAX) {
      long length = length(data, position, lengthSize);
      position += lengthSize;
      if (length > data.length - position) {
        throw new MalformedMediaException("a NAL unit is longer than its picture");
      }
      if (length > 0) {
        units.add(Arrays.copyOfRange(data, position, position + (int) length));
      }
      position += (int) length;
    }
    return units;
  }

  private static long length(byte[] data, int position, int size) {
    long length = 0;
    for (int i = 0; i < size; i++) {
      length = length << 8 | data[position + i] & 0xff;
    }
    return length;
  }

  static List<byte[]> ofAnnexB(byte[] data) {
    List<byte[]> units = new ArrayList<>();
    int start = -1;
    int i = 0;
    while (i + 2 < data.length && units.size() < UNITS_PER_PICTURE_MAX) {
      if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
        addTrimmed(units, data, start, i);
        start = i + 3;
        i += 3;
      } else {
        i++;
      }
    }
    addTrimmed(units, data, start, data.length);
    return units;
  }

  private static void addTrimmed(List<byte[]> units, byte[] data, int start, int end) {
    if (start < 0) {
      return;
    }
    int last = end;
    while (last > start && data[last - 1] == 0) {
      last--;
    }
    if (last > start) {
      units.add(Arrays.copyOfRange(data, start, last));
    }
  }
}
