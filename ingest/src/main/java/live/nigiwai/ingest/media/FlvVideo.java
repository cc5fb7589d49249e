package live.nigiwai.ingest.media;

import java.nio.charset.StandardCharsets;

/** What one RTMP video message holds (Adobe FLV 10.1, E.4.3; Enhanced RTMP v2 for fourCCs). */
public sealed interface FlvVideo {
  /** A decoder configuration. */
  record Config(AvcConfig config) implements FlvVideo {}

  /**
   * A picture; the NAL units begin at {@code offset}.
   *
   * @param compositionMillis display time minus decoding time, signed
   */
  record Picture(byte[] payload, int offset, int compositionMillis) implements FlvVideo {}

  /** The encoder ended this sequence; another configuration may follow. */
  record End() implements FlvVideo {}

  /** Nothing to show: empty messages, command frames, metadata. */
  record Nothing() implements FlvVideo {}

  /** A codec we do not take. */
  record Foreign(String codec) implements FlvVideo {}

  int AVC = 7;
  int COMMAND_FRAME = 5;

  /** Whether it is a picture of a codec we take. */
  static boolean isPicture(byte[] payload) {
    try {
      return parse(payload) instanceof Picture;
    } catch (MalformedMediaException broken) {
      return false;
    }
  }

  static FlvVideo parse(byte[] payload) {
    if (payload.length == 0) {
      return new Nothing();
    }
    int first = payload[0] & 0xff;
    if ((first & 0x80) != 0) {
      return enhanced(payload);
    }
    if (first >> 4 == COMMAND_FRAME) {
      return new Nothing();
    }
    int codec = first & 0x0f;
    if (codec != AVC) {
      return new Foreign(legacyName(codec));
    }
    return payload.length < 5 ? new Nothing() : avc(payload);
  }

  private static FlvVideo avc(byte[] payload) {
    return switch (payload[1]) {
      case 0 -> payload.length == 5 ? new Nothing() : new Config(AvcConfig.parse(payload, 5));
      case 1 -> payload.length == 5 ? new Nothing() : new Picture(payload, 5, signed24(payload, 2));
      case 2 -> new End();
      default -> new Nothing();
    };
  }

  private static FlvVideo enhanced(byte[] payload) {
    int type = payload[0] & 0x0f;
    if (payload.length < 5) {
      return new Nothing();
    }
    String fourCc = new String(payload, 1, 4, StandardCharsets.US_ASCII);
    if (!fourCc.equals("avc1")) {
      return new Foreign(modernName(fourCc));
    }
    if ((payload[0] >> 4 & 7) == COMMAND_FRAME) {
      return new Nothing();
    }
    return switch (type) {
      case 0 -> payload.length == 5 ? new Nothing() : new Config(AvcConfig.parse(payload, 5));
      case 1 -> payload.length <= 8 ? new Nothing() : new Picture(payload, 8, signed24(payload, 5));
      case 2 -> new End();
      case 3 -> payload.length == 5 ? new Nothing() : new Picture(payload, 5, 0);
      default -> new Nothing();
    };
  }

  private static int signed24(byte[] bytes, int at) {
    return bytes[at] << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
  }

  private static String legacyName(int codec) {
    return switch (codec) {
      case 2 -> "Sorenson H.263";
      case 3, 6 -> "Screen Video";
      case 4, 5 -> "VP6";
      case 12 -> "HEVC (H.265)";
      case 13 -> "AV1";
      default -> "video codec " + codec;
    };
  }

  private static String modernName(String fourCc) {
    return switch (fourCc) {
      case "hvc1", "hev1" -> "HEVC (H.265)";
      case "av01" -> "AV1";
      case "vp09" -> "VP9";
      case "vp08" -> "VP8";
      case "vvc1" -> "VVC (H.266)";
      default -> fourCc.matches("[ -~]{4}") ? fourCc : "unknown";
    };
  }
}
