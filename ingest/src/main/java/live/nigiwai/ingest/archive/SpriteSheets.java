package live.nigiwai.ingest.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import live.nigiwai.ingest.media.Sample;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small pictures of a recording, a hundred to a sheet, and the WebVTT that says which one
 * belongs to which moment: what a player shows over its progress bar.
 *
 * <p>All tiles have the size of the recording's first picture; one of another shape is fitted in.
 *
 * <p><i>Threading</i>: any thread that may block; a sheet is made by one, and kept once it is full.
 */
public final class SpriteSheets {
  static final int COLUMNS = 10;
  static final int TILES = COLUMNS * COLUMNS;
  private static final Logger log = LoggerFactory.getLogger(SpriteSheets.class);

  private record Unfinished(int number, int tiles) {}

  private final Path folder;
  private final Ledger ledger;

  /** Sheets that are not full: the newest, and one being read meanwhile. */
  private final Cache<Unfinished, byte[]> growing = Caffeine.newBuilder().maximumSize(2).build();

  private volatile @Nullable Tile tile;

  private record Tile(int width, int height) {}

  SpriteSheets(Path folder, Ledger ledger) {
    this.folder = folder;
    this.ledger = ledger;
  }

  /** How many sheets there are; the last may not be full. */
  public int count() {
    return (ledger.pictures().size() + TILES - 1) / TILES;
  }

  /**
   * One cue for each picture, in the time of a playlist: the sum of the durations before it.
   *
   * @param listed what that playlist lists, oldest first
   */
  public String vtt(List<RecordedSegment> listed) {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    List<IndexLine.Picture> pictures = ledger.pictures();
    if (pictures.isEmpty() || listed.isEmpty()) {
      return text.toString();
    }
    Tile size = tile(pictures.getFirst());
    long total = 0;
    int next = 0;
    int open = -1;
    long openAt = 0;
    for (RecordedSegment segment : listed) {
      while (next < pictures.size() && pictures.get(next).ticks() < segment.endTicks()) {
        long ticks = pictures.get(next).ticks();
        if (ticks >= segment.startTicks()) {
          long at = total + ticks - segment.startTicks();
          cue(text, open, openAt, at, size);
          openAt = open < 0 ? 0 : at;
          open = next;
        }
        next++;
      }
      total += segment.durationTicks();
    }
    cue(text, open, openAt, total, size);
    return text.toString();
  }

  private static void cue(StringBuilder text, int picture, long from, long to, Tile size) {
    if (picture < 0 || to <= from) {
      return;
    }
    int place = picture % TILES;
    text.append('\n').append(time(from)).append(" --> ").append(time(to)).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "sprites/%d.jpg#xywh=%d,%d,%d,%d\n",
            picture / TILES,
            place % COLUMNS * size.width,
            place / COLUMNS * size.height,
            size.width,
            size.height));
  }

  private static String time(long ticks) {
    long millis = ticks / Sample.TICKS_PER_MILLI;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1_000 % 60,
        millis % 1_000);
  }

  private Tile tile(IndexLine.Picture first) {
    Tile known = tile;
    if (known != null) {
      return known;
    }
    try (FileChannel in = FileChannel.open(folder.resolve(RecordingFiles.PICTURES))) {
      BufferedImage image = read(in, first);
      Tile size = new Tile(image.getWidth(), image.getHeight());
      tile = size;
      return size;
    } catch (IOException unreadable) {
      return new Tile(160, 90);
    }
  }

  /** A sheet as JPEG; the last one grows. */
  public Optional<byte[]> sheet(int number) {
    List<IndexLine.Picture> pictures = ledger.pictures();
    int from = number * TILES;
    if (number < 0 || from >= pictures.size()) {
      return Optional.empty();
    }
    int tiles = Math.min(TILES, pictures.size() - from);
    try {
      if (tiles < TILES) {
        return Optional.of(
            growing.get(
                new Unfinished(number, tiles), key -> make(pictures.subList(from, from + tiles))));
      }
      Path file = folder.resolve("sheet-" + number + ".jpg");
      if (!Files.exists(file)) {
        keep(file, pictures.subList(from, from + tiles));
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException | UncheckedIOException unreadable) {
      log.warn("Sheet {} of {} cannot be made: {}", number, folder, unreadable.toString());
      return Optional.empty();
    }
  }

  private synchronized void keep(Path file, List<IndexLine.Picture> pictures) throws IOException {
    if (!Files.exists(file)) {
      Atomically.write(file, make(pictures));
    }
  }

  private byte[] make(List<IndexLine.Picture> pictures) {
    Tile size = tile(ledger.pictures().getFirst());
    BufferedImage sheet =
        new BufferedImage(size.width * COLUMNS, size.height * COLUMNS, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = sheet.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    try (FileChannel in = FileChannel.open(folder.resolve(RecordingFiles.PICTURES))) {
      for (int i = 0; i < pictures.size(); i++) {
        int x = i % COLUMNS * size.width;
        int y = i / COLUMNS * size.height;
        draw(canvas, read(in, pictures.get(i)), x, y, size);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (var memory = new MemoryCacheImageOutputStream(out)) {
        if (!ImageIO.write(sheet, "jpeg", memory)) {
          throw new IOException("this Java writes no JPEG");
        }
      }
      return out.toByteArray();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } finally {
      canvas.dispose();
    }
  }

  /** As large as it fits, in the middle. */
  private static void draw(Graphics2D canvas, BufferedImage picture, int x, int y, Tile size) {
    double scale =
        Math.min(
            (double) size.width / picture.getWidth(), (double) size.height / picture.getHeight());
    int width = (int) Math.round(picture.getWidth() * scale);
    int height = (int) Math.round(picture.getHeight() * scale);
    canvas.drawImage(
        picture, x + (size.width - width) / 2, y + (size.height - height) / 2, width, height, null);
  }

  private static BufferedImage read(FileChannel in, IndexLine.Picture picture) throws IOException {
    byte[] jpeg = Piece.Local.read(in, picture.offset(), picture.length());
    // By default ImageIO would write a temporary file for each.
    BufferedImage image =
        ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg)));
    if (image == null) {
      throw new IOException("a picture that is none");
    }
    return image;
  }
}
