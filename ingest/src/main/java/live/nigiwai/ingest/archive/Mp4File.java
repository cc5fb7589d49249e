package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An MP4 that exists only while it is read: a head made for it, and after that the recorded bytes
 * as they are on the disk or in the storage. It costs no disk, however long the show was, and its
 * bytes are the same each time, so a broken download can go on where it stopped.
 *
 * <p><i>Threading</i>: immutable; reading blocks.
 */
final class Mp4File {
  private static final int BLOCK = 256 << 10;

  /** Where bytes go; may block, and its exceptions end the copy. */
  interface Sink {
    void write(byte[] bytes) throws IOException;
  }

  private final Recording recording;
  private final Ledger.Track track;
  private final byte[] head;
  private final List<Mp4Timeline.Extent> extents;
  private final long length;
  private final long durationTicks;

  Mp4File(
      Recording recording,
      Ledger.Track track,
      byte[] head,
      List<Mp4Timeline.Extent> extents,
      long durationTicks) {
    this.recording = recording;
    this.track = track;
    this.head = head;
    this.extents = List.copyOf(extents);
    this.durationTicks = durationTicks;
    long sum = head.length;
    for (Mp4Timeline.Extent extent : extents) {
      sum += extent.length();
    }
    length = sum;
  }

  long length() {
    return length;
  }

  long durationTicks() {
    return durationTicks;
  }

  /** Files with equal tags have equal bytes. */
  String tag() {
    CRC32C crc = new CRC32C();
    crc.update(head);
    return HexFormat.of().toHexDigits((int) crc.getValue()) + "-" + Long.toHexString(length);
  }

  /** Copies a part of the file, in blocks. */
  void copy(long from, long count, Sink sink) throws IOException {
    long left = count;
    long position = from;
    if (position < head.length && left > 0) {
      int some = (int) Math.min(left, head.length - position);
      byte[] bytes = new byte[some];
      System.arraycopy(head, (int) position, bytes, 0, some);
      sink.write(bytes);
      position += some;
      left -= some;
    }
    long start = head.length;
    for (Mp4Timeline.Extent extent : extents) {
      long end = start + extent.length();
      while (left > 0 && position < end) {
        int some = (int) Math.min(Math.min(left, BLOCK), end - position);
        long offset = extent.offset() + position - start;
        Piece piece =
            recording
                .range(track, extent.chunk(), offset, some)
                .orElseThrow(() -> new IOException("chunk " + extent.chunk() + " is not here"));
        sink.write(piece.read());
        position += some;
        left -= some;
      }
      start = end;
    }
  }
}
