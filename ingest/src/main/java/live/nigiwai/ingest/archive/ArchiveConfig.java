package live.nigiwai.ingest.archive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import live.nigiwai.runtime.config.Secret;

/**
 * What is kept of a show, where, and for how long.
 *
 * @param dvr how far back the {@code ?dvr} playlists of a live show reach; the recording itself
 *     keeps everything until the show ends
 * @param keep how long after its end a recording is kept
 * @param freeBytesMin recording stops below this much free disk, and starts again at twice as much
 * @param queueBytesMax segments waiting to be written, of all shows
 * @param chunk a new file is begun after this much of a rung
 * @param exportsMax MP4 downloads at the same time
 * @param storage where finished chunks go besides the data folder
 */
public record ArchiveConfig(
    Duration dvr,
    Duration keep,
    long freeBytesMin,
    long queueBytesMax,
    Duration chunk,
    int exportsMax,
    Storage storage) {

  /** Where finished chunks go. */
  public enum Kind {
    /** They stay in the data folder. */
    LOCAL,
    /** To another folder: a larger disk, or one that several machines share. */
    FOLDER,
    /** To a bucket of an S3-compatible server. */
    S3
  }

  /**
   * @param folder for {@link Kind#FOLDER}
   * @param localKeep how long a chunk also stays here after it was copied
   * @param cacheBytesMax of what was read back lately
   */
  public record Storage(
      Kind kind, Optional<Path> folder, Duration localKeep, long cacheBytesMax, S3 s3) {
    public Storage {
      between("storage.localKeep", localKeep, Duration.ZERO, Duration.ofDays(3_650));
      between("storage.cacheBytesMax", cacheBytesMax, 1 << 20, 1L << 34);
      if (kind == Kind.FOLDER && folder.isEmpty()) {
        throw new IllegalArgumentException("storage.kind folder needs storage.folder");
      }
      if (kind == Kind.S3 && s3.bucket().isEmpty()) {
        throw new IllegalArgumentException("storage.kind s3 needs storage.s3.bucket");
      }
    }
  }

  /**
   * @param endpoint of a server that is not Amazon's
   * @param prefix before every key, empty or ending in a slash
   * @param pathStyle the bucket stands in the path, not in the host name
   * @param timeout of one attempt to reach it
   */
  public record S3(
      Optional<URI> endpoint,
      String region,
      String bucket,
      String prefix,
      boolean pathStyle,
      Secret accessKey,
      Secret secretKey,
      Duration timeout) {
    public S3 {
      if (!prefix.isEmpty() && (!prefix.endsWith("/") || prefix.startsWith("/"))) {
        throw new IllegalArgumentException("storage.s3.prefix must end, not begin, with a slash");
      }
      if (accessKey.isSet() != secretKey.isSet()) {
        throw new IllegalArgumentException("storage.s3.accessKey and secretKey belong together");
      }
      between("storage.s3.timeout", timeout, Duration.ofMillis(200), Duration.ofMinutes(10));
    }
  }

  public ArchiveConfig {
    between("dvr", dvr, Duration.ofSeconds(30), Duration.ofDays(7));
    between("keep", keep, Duration.ofMinutes(1), Duration.ofDays(36_500));
    between("freeBytesMin", freeBytesMin, 0, 1L << 50);
    between("queueBytesMax", queueBytesMax, 1 << 16, 1L << 32);
    between("chunk", chunk, Duration.ofSeconds(2), Duration.ofHours(6));
    between("exportsMax", exportsMax, 1, 64);
  }

  public static ArchiveConfig defaults() {
    return new ArchiveConfig(
        Duration.ofHours(4),
        Duration.ofDays(90),
        2L << 30,
        64 << 20,
        Duration.ofMinutes(10),
        4,
        new Storage(
            Kind.LOCAL,
            Optional.empty(),
            Duration.ofDays(2),
            64 << 20,
            new S3(
                Optional.empty(),
                "ap-northeast-1",
                "",
                "",
                false,
                Secret.NONE,
                Secret.NONE,
                Duration.ofSeconds(30))));
  }

  public ArchiveConfig withStorage(Storage other) {
    return new ArchiveConfig(dvr, keep, freeBytesMin, queueBytesMax, chunk, exportsMax, other);
  }

  private static void between(String what, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          what + " must be " + min + " to " + max + ", not " + value);
    }
  }

  private static void between(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " must be " + min + "-" + max + ", not " + value);
    }
  }
}
