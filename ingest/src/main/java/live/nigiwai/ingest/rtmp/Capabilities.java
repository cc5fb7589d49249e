package live.nigiwai.ingest.rtmp;

import java.util.List;

/**
 * What we take beyond plain RTMP, told to encoders that ask (Enhanced RTMP v2, "Enhancing
 * NetConnection connect"): H.264 and AAC by their fourCC, and none of the extensions. An encoder
 * that reads it can choose H.264 by itself before it is refused.
 */
final class Capabilities {
  private static final List<String> ASKING =
      List.of("capsEx", "fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap");

  /** CanDecode and CanForward. */
  private static final int TAKEN = 0x01 | 0x04;

  private Capabilities() {}

  /** Lists, objects and ECMA arrays alike, with or without the wildcard {@code *} in them. */
  static boolean asked(AmfValue.Table wishes) {
    return ASKING.stream().anyMatch(wishes.entries()::containsKey);
  }

  static AmfValue.Table told(AmfValue.Table answer) {
    return answer
        .with("capsEx", new AmfValue.Number(0))
        .with("fourCcList", new AmfValue.Sequence(List.of(new AmfValue.Text("avc1"))))
        .with("videoFourCcInfoMap", AmfValue.table("avc1", TAKEN))
        .with("audioFourCcInfoMap", AmfValue.table("mp4a", TAKEN));
  }
}
