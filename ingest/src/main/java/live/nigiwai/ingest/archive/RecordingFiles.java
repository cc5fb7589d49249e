package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The files of one recording that is being written: the bytes first, then the line that makes them
 * count.
 *
 * <p><i>Threading</i>: the writer's thread only.
 */
final class RecordingFiles {
  static final String INDEX = "index";
  static final String PICTURES = "pictures";
  static final String POSTER = "poster.jpg";
  static final String ENDED = "ended";
  static final String ARCHIVED = "archived";

  /** However large the pictures, a chunk stays within what every file system takes. */
  private static final long CHUNK_BYTES_MAX = 2L << 30;

  private record OpenChunk(int number, long startTicks, AppendFile file) {}

  private final Path folder;
  private final Ledger ledger;
  private final AppendFile index;
  private final AppendFile pictures;
  private final long chunkTicks;
  private final Map<String, OpenChunk> chunks = new HashMap<>();
  private final Map<String, AppendFile> heads = new HashMap<>();

  RecordingFiles(Path folder, Ledger ledger, long indexEnd, long chunkTicks) {
    this.folder = folder;
    this.ledger = ledger;
    this.chunkTicks = chunkTicks;
    index = new AppendFile(folder.resolve(INDEX), indexEnd);
    long picturesEnd =
        ledger.pictures().isEmpty()
            ? 0
            : ledger.pictures().getLast().offset() + ledger.pictures().getLast().length();
    pictures = new AppendFile(folder.resolve(PICTURES), picturesEnd);
  }

  static String heads(String rung) {
    return rung + ".heads";
  }

  void line(IndexLine line) throws IOException {
    index.append(line.encode());
    ledger.apply(line);
  }

  /** Writes a line that already counts. */
  void owed(IndexLine line) throws IOException {
    index.append(line.encode());
  }

  void keep(RecordedSegment segment, byte[] bytes) throws IOException {
    OpenChunk chunk = chunk(segment);
    long offset = chunk.file.append(bytes);
    byte[] moofs = Heads.of(bytes);
    AppendFile headsFile = headsOf(segment.rung());
    long headsOffset = headsFile.append(moofs);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    line(
        new IndexLine.Kept(
            segment, chunk.number, offset, headsOffset, moofs.length, (int) crc.getValue()));
  }

  private AppendFile headsOf(String rung) {
    return heads.computeIfAbsent(
        rung,
        name ->
            new AppendFile(
                folder.resolve(heads(name)),
                ledger.find(name).map(Ledger.Track::headsEnd).orElse(0L)));
  }

  private OpenChunk chunk(RecordedSegment segment) throws IOException {
    OpenChunk open = chunks.get(segment.rung());
    if (open != null
        && segment.startTicks() - open.startTicks < chunkTicks
        && open.file.end() + segment.length() <= CHUNK_BYTES_MAX) {
      return open;
    }
    closeChunks(segment.rung());
    int number = ledger.find(segment.rung()).map(Ledger.Track::lastChunk).orElse(0) + 1;
    Path file = folder.resolve(Chunk.file(segment.rung(), number));
    OpenChunk next = new OpenChunk(number, segment.startTicks(), new AppendFile(file, 0));
    chunks.put(segment.rung(), next);
    return next;
  }

  /** Says of every chunk of the rung, also of those a crash left open, that it is complete. */
  void closeChunks(String rung) throws IOException {
    OpenChunk open = chunks.remove(rung);
    if (open != null) {
      open.file.close();
    }
    if (ledger.find(rung).isPresent()) {
      for (Chunk chunk : ledger.find(rung).get().chunks()) {
        if (!chunk.closed()) {
          line(new IndexLine.Closed(rung, chunk.number(), chunk.length()));
        }
      }
    }
  }

  /** After trouble: whatever comes next goes to new chunks. */
  void leaveChunks() {
    chunks.values().forEach(chunk -> chunk.file.close());
    chunks.clear();
  }

  void picture(long ticks, byte[] jpeg) throws IOException {
    long offset = pictures.append(jpeg);
    line(new IndexLine.Picture(ticks, offset, jpeg.length));
  }

  void close() {
    leaveChunks();
    heads.values().forEach(AppendFile::close);
    heads.clear();
    pictures.close();
    index.close();
  }
}
