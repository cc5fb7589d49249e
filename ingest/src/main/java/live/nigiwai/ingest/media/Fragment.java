package live.nigiwai.ingest.media;

import java.util.List;

/**
 * Writes one {@code moof} and {@code mdat} (ISO/IEC 14496-12 §8.8): the pictures and the sound of
 * one part. Times and durations are written as counted, never re-derived.
 */
public final class Fragment {
  private static final int DEFAULT_BASE_IS_MOOF = 0x02_0000;
  private static final int DEFAULT_DURATION = 0x08;
  private static final int DEFAULT_FLAGS = 0x20;
  private static final int DATA_OFFSET = 0x001;
  private static final int SAMPLE_DURATION = 0x100;
  private static final int SAMPLE_SIZE = 0x200;
  private static final int SAMPLE_FLAGS = 0x400;
  private static final int SAMPLE_COMPOSITION = 0x800;

  /** sample_depends_on = 2, sync sample. */
  private static final int SYNC = 0x0200_0000;

  /** sample_depends_on = 1, not a sync sample. */
  private static final int DEPENDENT = 0x0101_0000;

  /** A picture with the ticks until the next one is decoded. */
  public record Timed(Sample sample, long duration) {}

  private final BoxWriter out;
  private int videoOffsetAt;
  private int audioOffsetAt;

  private Fragment(int expectedBytes) {
    out = new BoxWriter(expectedBytes);
  }

  /**
   * @param sequence grows by one with every fragment of a rung, for ever
   */
  public static byte[] write(int sequence, List<Timed> pictures, List<AudioFrame> sound) {
    int pictureBytes = pictures.stream().mapToInt(p -> p.sample().data().length).sum();
    int soundBytes = sound.stream().mapToInt(f -> f.data().length).sum();
    Fragment fragment =
        new Fragment(pictureBytes + soundBytes + 256 + 16 * pictures.size() + 4 * sound.size());
    fragment.header(sequence, pictures, sound);
    int data = fragment.out.length() + 8;
    if (!pictures.isEmpty()) {
      fragment.out.patch32(fragment.videoOffsetAt, data);
    }
    if (!sound.isEmpty()) {
      fragment.out.patch32(fragment.audioOffsetAt, data + pictureBytes);
    }
    fragment.out.box(
        "mdat",
        () -> {
          pictures.forEach(p -> fragment.out.bytes(p.sample().data()));
          sound.forEach(f -> fragment.out.bytes(f.data()));
        });
    return fragment.out.toBytes();
  }

  private void header(int sequence, List<Timed> pictures, List<AudioFrame> sound) {
    out.box(
        "moof",
        () -> {
          out.fullBox("mfhd", 0, 0, () -> out.u32(sequence));
          if (!pictures.isEmpty()) {
            out.box("traf", () -> pictureRun(pictures));
          }
          if (!sound.isEmpty()) {
            out.box("traf", () -> soundRun(sound));
          }
        });
  }

  private void pictureRun(List<Timed> pictures) {
    out.fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF, () -> out.u32(InitSegment.VIDEO_TRACK));
    out.fullBox("tfdt", 1, 0, () -> out.u64(pictures.getFirst().sample().dts()));
    int flags = DATA_OFFSET | SAMPLE_DURATION | SAMPLE_SIZE | SAMPLE_FLAGS | SAMPLE_COMPOSITION;
    // Version 1: composition offsets are signed.
    out.fullBox(
        "trun",
        1,
        flags,
        () -> {
          out.u32(pictures.size());
          videoOffsetAt = out.length();
          out.u32(0);
          for (Timed timed : pictures) {
            Sample sample = timed.sample();
            out.u32(timed.duration()).u32(sample.data().length);
            out.u32(sample.key() ? SYNC : DEPENDENT).u32(sample.pts() - sample.dts());
          }
        });
  }

  private void soundRun(List<AudioFrame> sound) {
    out.fullBox(
        "tfhd",
        0,
        DEFAULT_BASE_IS_MOOF | DEFAULT_DURATION | DEFAULT_FLAGS,
        () -> out.u32(InitSegment.AUDIO_TRACK).u32(AacConfig.SAMPLES_PER_FRAME).u32(SYNC));
    out.fullBox("tfdt", 1, 0, () -> out.u64(sound.getFirst().position()));
    out.fullBox(
        "trun",
        0,
        DATA_OFFSET | SAMPLE_SIZE,
        () -> {
          out.u32(sound.size());
          audioOffsetAt = out.length();
          out.u32(0);
          sound.forEach(frame -> out.u32(frame.data().length));
        });
  }
}
