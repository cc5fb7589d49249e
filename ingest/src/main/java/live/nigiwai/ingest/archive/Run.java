package live.nigiwai.ingest.archive;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples of one track in one fragment (a {@code trun}, ISO/IEC 14496-12 §8.8.8), which lie one
 * after another.
 *
 * @param time decoding time of the first one, in the track's own ticks
 * @param offset of the first one in the segment
 * @param compositions display time minus decoding time
 */
record Run(
    int track,
    long time,
    long offset,
    int[] durations,
    int[] sizes,
    int[] compositions,
    boolean[] keys) {
  private static final int NOT_SYNC = 0x1_0000;

  /** Every run of a segment, from what {@link Heads} kept of it. */
  static List<Run> of(byte[] heads) {
    List<Run> runs = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(heads);
    while (in.remaining() >= 12) {
      int position = in.getInt();
      int size = in.getInt(in.position());
      ByteBuffer moof = in.slice(in.position() + 8, size - 8);
      in.position(in.position() + size);
      for (ByteBuffer traf = Boxes.next(moof, "traf");
          traf != null;
          traf = Boxes.next(moof, "traf")) {
        read(traf, position, runs);
      }
    }
    return runs;
  }

  private static void read(ByteBuffer traf, int moofPosition, List<Run> runs) {
    ByteBuffer header = Boxes.find(traf, "tfhd").orElseThrow();
    int flags = header.getInt() & 0xff_ffff;
    int track = header.getInt();
    header.position(header.position() + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0));
    int duration = (flags & 8) != 0 ? header.getInt() : 0;
    int size = (flags & 0x10) != 0 ? header.getInt() : 0;
    int sampleFlags = (flags & 0x20) != 0 ? header.getInt() : 0;
    ByteBuffer decode = Boxes.find(traf, "tfdt").orElseThrow();
    long time = decode.getInt() >>> 24 == 1 ? decode.getLong() : decode.getInt() & 0xffff_ffffL;
    ByteBuffer rest = traf.slice();
    long offset = moofPosition;
    for (ByteBuffer trun = Boxes.next(rest, "trun");
        trun != null;
        trun = Boxes.next(rest, "trun")) {
      Run run = run(trun, track, time, offset, moofPosition, duration, size, sampleFlags);
      for (int i = 0; i < run.sizes.length; i++) {
        time += run.durations[i];
      }
      offset = run.offset + run.bytes();
      runs.add(run);
    }
  }

  private static Run run(
      ByteBuffer in,
      int track,
      long time,
      long follows,
      int moofPosition,
      int duration,
      int size,
      int sampleFlags) {
    int flags = in.getInt() & 0xff_ffff;
    int count = in.getInt();
    long offset = (flags & 1) != 0 ? moofPosition + in.getInt() : follows;
    int first = (flags & 4) != 0 ? in.getInt() : -1;
    Run run =
        new Run(
            track,
            time,
            offset,
            new int[count],
            new int[count],
            new int[count],
            new boolean[count]);
    for (int i = 0; i < count; i++) {
      run.durations[i] = (flags & 0x100) != 0 ? in.getInt() : duration;
      run.sizes[i] = (flags & 0x200) != 0 ? in.getInt() : size;
      int own = (flags & 0x400) != 0 ? in.getInt() : i == 0 && first != -1 ? first : sampleFlags;
      run.keys[i] = (own & NOT_SYNC) == 0;
      run.compositions[i] = (flags & 0x800) != 0 ? in.getInt() : 0;
    }
    return run;
  }

  long bytes() {
    long sum = 0;
    for (int size : sizes) {
      sum += size;
    }
    return sum;
  }
}
