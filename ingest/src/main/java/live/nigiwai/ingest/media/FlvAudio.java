package live.nigiwai.ingest.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What one RTMP audio message holds (Adobe FLV 10.1, E.4.2; Enhanced RTMP v2 for fourCCs). */
public sealed interface FlvAudio {
  record Config(AacConfig config) implements FlvAudio {}

  /** One raw AAC frame. */
  record Frame(byte[] data) implements FlvAudio {}

  record Nothing() implements FlvAudio {}

  /** A codec we do not take. */
  record Foreign(String codec) implements FlvAudio {}

  int AAC = 10;
  int ENHANCED = 9;

  static FlvAudio parse(byte[] payload) {
    if (payload.length < 2) {
      return new Nothing();
    }
    int codec = (payload[0] & 0xff) >> 4;
    if (codec == ENHANCED) {
      return enhanced(payload);
    }
    if (codec != AAC) {
      return new Foreign(legacyName(codec));
    }
    return aac(payload, payload[1], 2);
  }

  private static FlvAudio enhanced(byte[] payload) {
    if (payload.length < 5) {
      return new Nothing();
    }
    String fourCc = new String(payload, 1, 4, StandardCharsets.US_ASCII);
    if (!fourCc.equals("mp4a")) {
      return new Foreign(modernName(fourCc));
    }
    return aac(payload, payload[0] & 0x0f, 5);
  }

  private static FlvAudio aac(byte[] payload, int type, int offset) {
    if (payload.length == offset) {
      return new Nothing();
    }
    return switch (type) {
      case 0 -> new Config(AacConfig.parse(payload, offset));
      case 1 -> new Frame(Arrays.copyOfRange(payload, offset, payload.length));
      default -> new Nothing();
    };
  }

  private static String legacyName(int codec) {
    return switch (codec) {
      case 0, 3 -> "PCM";
      case 1 -> "ADPCM";
      case 2, 14 -> "MP3";
      case 4, 5, 6 -> "Nellymoser";
      case 7, 8 -> "G.711";
      case 11 -> "Speex";
      default -> "audio codec " + codec;
    };
  }

  private static String modernName(String fourCc) {
    return switch (fourCc) {
      case "Opus" -> "Opus";
      case "fLaC" -> "FLAC";
      case "ac-3" -> "AC-3";
      case "ec-3" -> "E-AC-3";
      case ".mp3" -> "MP3";
      default -> fourCc.matches("[ -~]{4}") ? fourCc : "unknown";
    };
  }
}
