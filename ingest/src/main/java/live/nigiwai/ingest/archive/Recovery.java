package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a recording back. Lines count up to the first that is damaged or whose bytes are not there;
 * everything after that is cut off. A killed process loses at most the segment it was writing; a
 * machine that lost its power, what it had not written to the disk yet.
 */
final class Recovery {
  /** More than a kernel keeps dirty: of each rung this many last segments are read and compared. */
  private static final int COMPARED_SEGMENTS = 32;

  private static final long INDEX_BYTES_MAX = 1L << 30;
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  /**
   * A recording as the disk has it.
   *
   * @param indexEnd where the next line goes
   */
  record Recovered(Ledger ledger, long indexEnd) {}

  private record Line(long start, long end, IndexLine fact) {}

  private Recovery() {}

  /**
   * @throws IOException if the folder has no readable index at all
   */
  static Recovered read(Path folder) throws IOException {
    Path indexFile = folder.resolve(RecordingFiles.INDEX);
    if (Files.size(indexFile) > INDEX_BYTES_MAX) {
      throw new IOException("the index " + indexFile + " is larger than an index can be");
    }
    List<Line> lines = lines(Files.readAllBytes(indexFile));
    if (lines.isEmpty() || !(lines.getFirst().fact instanceof IndexLine.Started)) {
      throw new IOException("the index " + indexFile + " has no beginning");
    }
    boolean ended = lines.stream().anyMatch(line -> line.fact instanceof IndexLine.Ended);
    Set<String> elsewhere = elsewhere(lines);
    int good = ended ? lines.size() : goodLines(folder, lines, elsewhere);
    Ledger ledger = new Ledger();
    for (Line line : lines.subList(0, good)) {
      apply(line.fact, folder, elsewhere, ledger);
    }
    long end = lines.get(good - 1).end;
    if (Files.size(indexFile) > end) {
      log.warn(
          "Recording {}: the index ended in the middle; {} lines and {} bytes are left out",
          folder,
          lines.size() - good,
          Files.size(indexFile) - end);
      truncate(indexFile, end);
    }
    if (!ended) {
      cutRests(folder, ledger);
    }
    return new Recovered(ledger, end);
  }

  private static Set<String> elsewhere(List<Line> lines) {
    Set<String> chunks = new HashSet<>();
    for (Line line : lines) {
      if (line.fact instanceof IndexLine.Stored stored) {
        chunks.add(Chunk.file(stored.rung(), stored.chunk()));
      }
    }
    return chunks;
  }

  /** Someone who needed room may have deleted a chunk: its segments are gaps, the rest stays. */
  private static void apply(IndexLine line, Path folder, Set<String> elsewhere, Ledger ledger) {
    String chunk =
        switch (line) {
          case IndexLine.Kept kept -> Chunk.file(kept.segment().rung(), kept.chunk());
          case IndexLine.Closed closed -> Chunk.file(closed.rung(), closed.chunk());
          default -> "";
        };
    if (chunk.isEmpty() || elsewhere.contains(chunk) || Files.exists(folder.resolve(chunk))) {
      ledger.apply(line);
    } else if (line instanceof IndexLine.Kept kept) {
      ledger.apply(new IndexLine.Gap(kept.segment().asGap()));
    }
  }

  private static List<Line> lines(byte[] bytes) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        Optional<IndexLine> fact = IndexLine.decode(bytes, start, i);
        if (fact.isEmpty()) {
          break;
        }
        lines.add(new Line(start, i + 1, fact.get()));
        start = i + 1;
      }
    }
    return lines;
  }

  private static int goodLines(Path folder, List<Line> lines, Set<String> elsewhere) {
    Map<String, Integer> left = new HashMap<>();
    Map<Path, Long> sizes = new HashMap<>();
    int good = lines.size();
    for (int i = lines.size() - 1; i >= 0; i--) {
      boolean there =
          switch (lines.get(i).fact) {
            case IndexLine.Kept kept -> {
              String rung = kept.segment().rung();
              boolean compare = left.merge(rung, 1, Integer::sum) <= COMPARED_SEGMENTS;
              yield elsewhere.contains(Chunk.file(rung, kept.chunk()))
                  || isThere(folder, kept, compare, sizes);
            }
            case IndexLine.Picture picture ->
                size(folder.resolve(RecordingFiles.PICTURES), sizes)
                    >= picture.offset() + picture.length();
            default -> true;
          };
      if (!there) {
        good = i;
      }
    }
    return good;
  }

  private static boolean isThere(
      Path folder, IndexLine.Kept kept, boolean compare, Map<Path, Long> sizes) {
    RecordedSegment segment = kept.segment();
    Path heads = folder.resolve(RecordingFiles.heads(segment.rung()));
    if (size(heads, sizes) < kept.headsOffset() + kept.headsLength()) {
      return false;
    }
    Path chunk = folder.resolve(Chunk.file(segment.rung(), kept.chunk()));
    long size = size(chunk, sizes);
    if (size >= 0 && size < kept.offset() + segment.length()) {
      return false;
    }
    if (size < 0 || !compare) {
      return true;
    }
    try (FileChannel in = FileChannel.open(chunk)) {
      CRC32C crc = new CRC32C();
      crc.update(Piece.Local.read(in, kept.offset(), segment.length()));
      return (int) crc.getValue() == kept.crc();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static long size(Path file, Map<Path, Long> sizes) {
    return sizes.computeIfAbsent(
        file,
        path -> {
          try {
            return Files.exists(path) ? Files.size(path) : -1;
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        });
  }

  private static void cutRests(Path folder, Ledger ledger) throws IOException {
    for (Chunk chunk : ledger.chunks()) {
      truncate(folder.resolve(chunk.file()), chunk.length());
    }
    for (String rung : ledger.rungs()) {
      long end = ledger.find(rung).map(Ledger.Track::headsEnd).orElse(0L);
      truncate(folder.resolve(RecordingFiles.heads(rung)), end);
    }
  }

  private static void truncate(Path file, long length) throws IOException {
    if (Files.exists(file) && Files.size(file) > length) {
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        out.truncate(length);
      }
    }
  }
}
