package live.nigiwai.ingest.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.Sample;

/**
 * Writes what stands before the media data of a progressive MP4: {@code ftyp}, {@code moov}, the
 * header of {@code mdat}. Times have 64 bits throughout. Pure.
 */
final class Mp4Head {
  private static final int[] UNITY_MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
  private static final int LANGUAGE_UNDETERMINED = 0x55c4;
  private static final int ENABLED_IN_MOVIE = 3;

  /** From the epoch of MP4, 1904, to that of Unix. */
  private static final long SECONDS_BEFORE_UNIX = 2_082_844_800L;

  private final Mp4Timeline timeline;
  private final long created;

  private Mp4Head(Mp4Timeline timeline, long createdSeconds) {
    this.timeline = timeline;
    this.created = createdSeconds + SECONDS_BEFORE_UNIX;
  }

  static byte[] write(Mp4Timeline timeline, long createdSeconds) {
    Mp4Head head = new Mp4Head(timeline, createdSeconds);
    byte[] type =
        Boxes.box(
            "ftyp", Boxes.ascii("isom"), new byte[] {0, 0, 2, 0}, Boxes.ascii("isomiso2avc1mp41"));
    byte[] data =
        ByteBuffer.allocate(16)
            .putInt(1)
            .put(Boxes.ascii("mdat"))
            .putLong(16 + timeline.mediaBytes())
            .array();
    // Offsets are as long as they are, whatever they say.
    long base = type.length + head.movie(0).length + data.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(type);
    out.writeBytes(head.movie(base));
    out.writeBytes(data);
    out.writeBytes(Mp4Timeline.SILENCE);
    return out.toByteArray();
  }

  private byte[] movie(long base) {
    ByteBuffer header = ByteBuffer.allocate(108);
    header.putLong(created).putLong(created).putInt(Sample.TICKS_PER_SECOND);
    header.putLong(timeline.durationTicks()).putInt(0x10000).putShort((short) 0x100);
    header.position(header.position() + 10);
    matrix(header);
    header.position(header.position() + 24);
    header.putInt(3);
    RungFormat format = timeline.format();
    // Showing begins between two samples of sound at worst.
    long soundStart = AudioFrame.samples(timeline.start()) - timeline.sound().start();
    return Boxes.box(
        "moov",
        Boxes.fullBox("mvhd", 1, 0, header.array()),
        track(
            1,
            format.video(),
            timeline.video(),
            timeline.start() - timeline.video().start(),
            "vide",
            Boxes.fullBox("vmhd", 0, 1, new byte[8]),
            base),
        track(
            2,
            format.sound(),
            timeline.sound(),
            soundStart,
            "soun",
            Boxes.fullBox("smhd", 0, 0, new byte[4]),
            base));
  }

  private byte[] track(
      int id,
      RungFormat.Track track,
      SampleTable samples,
      long skipped,
      String handler,
      byte[] mediaHeader,
      long base) {
    boolean hasSound = handler.equals("soun");
    ByteBuffer header = ByteBuffer.allocate(92);
    header.putLong(created).putLong(created).putInt(id).putInt(0);
    header.putLong(timeline.durationTicks()).putLong(0).putShort((short) 0).putShort((short) 0);
    header.putShort((short) (hasSound ? 0x100 : 0)).putShort((short) 0);
    matrix(header);
    header.putLong(track.shape());
    ByteBuffer media = ByteBuffer.allocate(32);
    media.putLong(created).putLong(created).putInt(track.timescale());
    media.putLong(samples.end() - samples.start());
    media.putShort((short) LANGUAGE_UNDETERMINED).putShort((short) 0);
    byte[] name = Boxes.ascii("Nigiwai\0");
    ByteBuffer kind = ByteBuffer.allocate(20 + name.length);
    kind.putInt(0).put(Boxes.ascii(handler)).position(20).put(name);
    byte[] place =
        Boxes.box(
            "dinf",
            Boxes.fullBox("dref", 0, 0, new byte[] {0, 0, 0, 1}, Boxes.fullBox("url ", 0, 1)));
    return Boxes.box(
        "trak",
        Boxes.fullBox("tkhd", 1, ENABLED_IN_MOVIE, header.array()),
        Boxes.box("edts", edits(skipped, track.timescale())),
        Boxes.box(
            "mdia",
            Boxes.fullBox("mdhd", 1, 0, media.array()),
            Boxes.fullBox("hdlr", 0, 0, kind.array()),
            Boxes.box("minf", mediaHeader, place, samples.box(track.description(), base))));
  }

  /**
   * Shows the track from where it is cut; one that begins later than the pictures, by less than a
   * frame of sound, waits for its time.
   */
  private byte[] edits(long skipped, int timescale) {
    ByteBuffer list = ByteBuffer.allocate(4 + 2 * 20);
    long duration = timeline.durationTicks();
    if (skipped < 0) {
      long wait = -skipped * Sample.TICKS_PER_SECOND / timescale;
      list.putInt(2).putLong(wait).putLong(-1).putInt(0x10000);
      list.putLong(duration - wait).putLong(0).putInt(0x10000);
    } else {
      list.putInt(1).putLong(duration).putLong(skipped).putInt(0x10000);
    }
    byte[] used = new byte[list.position()];
    list.flip().get(used);
    return Boxes.fullBox("elst", 1, 0, used);
  }

  private static void matrix(ByteBuffer out) {
    for (int value : UNITY_MATRIX) {
      out.putInt(value);
    }
  }
}
