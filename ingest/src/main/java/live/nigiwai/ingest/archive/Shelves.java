package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import live.nigiwai.show.ShowId;

/**
 * The folders of recordings: {@code recordings/{show}/{id}}, where the id is when the recording
 * began, in milliseconds, so that later ones sort behind earlier ones. Deleted ones keep a folder
 * with another ending until they are gone from everywhere.
 */
final class Shelves {
  private static final Pattern SHOW = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern ID = Pattern.compile("[0-9]{13}");
  private static final Pattern DELETED = Pattern.compile("[0-9]{13}\\.deleted");

  private final Path root;

  Shelves(Path root) {
    this.root = root;
  }

  List<ShowId> shows() {
    return names(root, SHOW).map(path -> new ShowId(path.getFileName().toString())).toList();
  }

  /** Recordings of a show, the newest first. */
  List<Path> recordings(ShowId show) {
    return names(root.resolve(show.value()), ID).sorted(Comparator.reverseOrder()).toList();
  }

  /** What is left of deleted recordings of a show. */
  List<Path> deleted(ShowId show) {
    return names(root.resolve(show.value()), DELETED).toList();
  }

  private static Stream<Path> names(Path folder, Pattern shape) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(path -> shape.matcher(path.getFileName().toString()).matches())
          .filter(Files::isDirectory)
          .sorted()
          .toList()
          .stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Where a new recording goes, later than every other of the show. */
  Path next(ShowId show, long millis) {
    List<Path> earlier = recordings(show);
    long newest =
        earlier.isEmpty() ? 0 : Long.parseLong(earlier.getFirst().getFileName().toString());
    long id = Math.max(millis, newest + 1);
    return root.resolve(show.value()).resolve(String.format(Locale.ROOT, "%013d", id));
  }

  /** When the recording's show ended; empty while it has not. */
  static OptionalLong ended(Path recording) {
    Path mark = recording.resolve(RecordingFiles.ENDED);
    try {
      return Files.exists(mark)
          ? OptionalLong.of(Long.parseLong(Files.readString(mark).strip()))
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException damaged) {
      return OptionalLong.of(touched(recording));
    }
  }

  /** When something was last written about the recording. */
  static long touched(Path recording) {
    Path index = recording.resolve(RecordingFiles.INDEX);
    try {
      return Files.getLastModifiedTime(Files.exists(index) ? index : recording).toMillis();
    } catch (IOException gone) {
      return Long.MAX_VALUE;
    }
  }
}
