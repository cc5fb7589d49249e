package live.nigiwai.ingest.media;

import org.jspecify.annotations.Nullable;

/**
 * Writes the initialisation segment of a rung: {@code ftyp} and {@code moov} with one H.264 track
 * (id 1, 90 000 ticks per second) and one AAC track (id 2, 48 000), as CMAF asks (ISO/IEC 23000-19
 * §7.3). No edit list: browsers disagree about them, and our times never start below zero.
 */
public final class InitSegment {
  static final int VIDEO_TRACK = 1;
  static final int AUDIO_TRACK = 2;
  private static final int[] UNITY_MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
  private static final int LANGUAGE_UNDETERMINED = 0x55c4;

  private final BoxWriter out = new BoxWriter(1024);

  private InitSegment() {}

  public static byte[] write(AvcConfig video) {
    InitSegment segment = new InitSegment();
    segment.fileType();
    segment.movie(video);
    return segment.out.toBytes();
  }

  /** As {@link #write}, with the sound track alone. */
  public static byte[] writeSound() {
    InitSegment segment = new InitSegment();
    segment.fileType();
    segment.movie(null);
    return segment.out.toBytes();
  }

  private void fileType() {
    out.box("ftyp", () -> out.ascii("iso6").u32(1).ascii("iso6cmfcmp41"));
  }

  private void movie(@Nullable AvcConfig video) {
    out.box(
        "moov",
        () -> {
          out.fullBox(
              "mvhd",
              0,
              0,
              () -> {
                out.u32(0).u32(0).u32(1000).u32(0).u32(0x10000).u16(0x100).zeros(10);
                matrix();
                out.zeros(24).u32(AUDIO_TRACK + 1);
              });
          if (video != null) {
            track(
                VIDEO_TRACK,
                Sample.TICKS_PER_SECOND,
                "vide",
                video.format().displayWidth(),
                video.format().height(),
                () -> out.fullBox("vmhd", 0, 1, () -> out.zeros(8)),
                () -> pictureEntry(video));
          }
          track(
              AUDIO_TRACK,
              AudioFrame.SAMPLES_PER_SECOND,
              "soun",
              0,
              0,
              () -> out.fullBox("smhd", 0, 0, () -> out.zeros(4)),
              this::soundEntry);
          out.box(
              "mvex",
              () -> {
                if (video != null) {
                  extendsDefaults(VIDEO_TRACK);
                }
                extendsDefaults(AUDIO_TRACK);
              });
        });
  }

  private void extendsDefaults(int track) {
    out.fullBox("trex", 0, 0, () -> out.u32(track).u32(1).u32(0).u32(0).u32(0));
  }

  private void track(
      int id,
      int timescale,
      String handler,
      int width,
      int height,
      BoxWriter.Content mediaHeader,
      BoxWriter.Content sampleEntry) {
    boolean sound = handler.equals("soun");
    out.box(
        "trak",
        () -> {
          out.fullBox(
              "tkhd",
              0,
              3,
              () -> {
                out.u32(0).u32(0).u32(id).u32(0).u32(0).zeros(8).u16(0).u16(0);
                out.u16(sound ? 0x100 : 0).u16(0);
                matrix();
                out.u32((long) width << 16).u32((long) height << 16);
              });
          out.box(
              "mdia",
              () -> {
                out.fullBox(
                    "mdhd",
                    0,
                    0,
                    () ->
                        out.u32(0).u32(0).u32(timescale).u32(0).u16(LANGUAGE_UNDETERMINED).u16(0));
                out.fullBox(
                    "hdlr", 0, 0, () -> out.u32(0).ascii(handler).zeros(12).ascii("Nigiwai").u8(0));
                out.box(
                    "minf",
                    () -> {
                      mediaHeader.write();
                      dataReference();
                      sampleTable(sampleEntry);
                    });
              });
        });
  }

  private void dataReference() {
    out.box(
        "dinf", () -> out.fullBox("dref", 0, 0, () -> out.u32(1).fullBox("url ", 0, 1, () -> {})));
  }

  private void sampleTable(BoxWriter.Content sampleEntry) {
    out.box(
        "stbl",
        () -> {
          out.fullBox(
              "stsd",
              0,
              0,
              () -> {
                out.u32(1);
                sampleEntry.write();
              });
          out.fullBox("stts", 0, 0, () -> out.u32(0));
          out.fullBox("stsc", 0, 0, () -> out.u32(0));
          out.fullBox("stsz", 0, 0, () -> out.u32(0).u32(0));
          out.fullBox("stco", 0, 0, () -> out.u32(0));
        });
  }

  private void pictureEntry(AvcConfig video) {
    PictureFormat format = video.format();
    out.box(
        "avc1",
        () -> {
          out.zeros(6).u16(1).zeros(16).u16(format.width()).u16(format.height());
          out.u32(0x480000).u32(0x480000).u32(0).u16(1).zeros(32).u16(0x18).u16(0xffff);
          out.box("avcC", () -> out.bytes(video.record()));
          if (format.aspectWidth() != format.aspectHeight()) {
            out.box("pasp", () -> out.u32(format.aspectWidth()).u32(format.aspectHeight()));
          }
        });
  }

  private void soundEntry() {
    byte[] config = AacConfig.HOUSE.record();
    out.box(
        "mp4a",
        () -> {
          out.zeros(6).u16(1).zeros(8).u16(2).u16(16).u16(0).u16(0);
          out.u32((long) AudioFrame.SAMPLES_PER_SECOND << 16);
          // Descriptors of ISO/IEC 14496-1 §7.2.6, each with a one-byte size.
          out.fullBox(
              "esds",
              0,
              0,
              () -> {
                out.u8(3).u8(23 + config.length).u16(AUDIO_TRACK).u8(0);
                out.u8(4).u8(13 + 2 + config.length).u8(0x40).u8(0x15).zeros(3);
                out.u32(0).u32(0);
                out.u8(5).u8(config.length).bytes(config);
                out.u8(6).u8(1).u8(2);
              });
        });
  }

  private void matrix() {
    for (int value : UNITY_MATRIX) {
      out.u32(value);
    }
  }
}
