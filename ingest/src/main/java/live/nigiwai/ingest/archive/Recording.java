package live.nigiwai.ingest.archive;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import live.nigiwai.ingest.archive.RecordingState.Alarm;
import live.nigiwai.ingest.archive.RecordingState.Phase;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept of one show, from its first segment to {@link #end}; then its replay.
 *
 * <p>A segment is listed once its bytes are on the disk. Where the disk has no room, does not work
 * or is too slow, segments are listed as gaps instead, so that numbers, dates and discontinuities
 * go on agreeing with the live playlists; as soon as it can, recording starts again by itself.
 *
 * <p><i>Threading</i>: any thread; nothing blocks but where it says so.
 */
public final class Recording {
  /** A broken disk is tried again after this. */
  private static final long RETRY_NANOS = 5_000_000_000L;

  /** Lines that a full disk could not take, about a day of them. */
  private static final int OWED_MAX = 130_000;

  private static final int PICTURE_BYTES_MAX = 256 << 10;
  private static final Logger log = LoggerFactory.getLogger(Recording.class);

  /** What every recording of this process shares. */
  record House(
      RecordingWriter writer,
      DiskRoom room,
      ArchiveMeters meters,
      @Nullable RemoteChunks remote,
      long chunkTicks,
      InstantSource clock,
      Consumer<Recording> remove) {}

  private final ShowId show;
  private final String id;
  private final Path folder;
  private final House house;
  private final Ledger ledger;
  private final SpriteSheets sprites;

  // The writer's thread only.
  private final RecordingFiles files;
  private final Deque<IndexLine> owed = new ArrayDeque<>();
  private long brokenAt;
  private int lostSinceStop;

  private volatile @Nullable Alarm stoppedBy;
  private volatile boolean behind;
  private volatile boolean storageAway;
  private volatile boolean ended;
  private volatile boolean deleted;

  Recording(ShowId show, Path folder, Recovery.Recovered found, House house) {
    this.show = show;
    this.id = folder.getFileName().toString();
    this.folder = folder;
    this.house = house;
    this.ledger = found.ledger();
    this.files = new RecordingFiles(folder, ledger, found.indexEnd(), house.chunkTicks);
    this.ended = ledger.ended().isPresent();
    this.sprites = new SpriteSheets(folder, ledger);
  }

  /** A recording of which nothing is on the disk yet. */
  static Recording begin(ShowId show, Path folder, House house) {
    Ledger ledger = new Ledger();
    IndexLine first = new IndexLine.Started(show, house.clock.millis());
    ledger.apply(first);
    Recording recording = new Recording(show, folder, new Recovery.Recovered(ledger, 0), house);
    recording.owed.add(first);
    return recording;
  }

  public ShowId show() {
    return show;
  }

  /** Its name among the recordings of the show; later ones are greater. */
  public String id() {
    return id;
  }

  public Instant startedAt() {
    return Instant.ofEpochMilli(ledger.started().orElseThrow().millis());
  }

  public RecordingState state() {
    Alarm stop = stoppedBy;
    if (ended) {
      return new RecordingState(Phase.ENDED, waiting());
    }
    return stop == null
        ? new RecordingState(Phase.RECORDING, waiting())
        : new RecordingState(Phase.STOPPED, Optional.of(stop));
  }

  private Optional<Alarm> waiting() {
    return storageAway ? Optional.of(Alarm.STORAGE_AWAY) : Optional.empty();
  }

  /** Keeps an initialisation segment; before the first segment that needs it. */
  public void init(String rung, String file, byte[] bytes, String codecs, int width, int height) {
    RecordedInit init = new RecordedInit(rung, file, codecs, width, height, bytes);
    if (!ended) {
      write(0, () -> line(new IndexLine.Init(init)));
    }
  }

  /**
   * Keeps a segment; never waits.
   *
   * @param bytes not to be changed any more; null for a gap
   */
  public void add(RecordedSegment segment, @Nullable Buffer bytes) {
    if (ended) {
      return;
    }
    if (bytes == null || segment.gap()) {
      write(0, () -> gap(segment.asGap()));
      return;
    }
    if (bytes.length() != segment.length()) {
      throw new IllegalArgumentException(
          bytes.length() + " bytes for a segment of " + segment.length());
    }
    if (behind && house.writer.hasCaughtUp()) {
      behind = false;
    }
    if (behind || !write(segment.length(), () -> keep(segment, bytes))) {
      behind = true;
      write(
          0,
          () -> {
            stop(Alarm.DISK_SLOW, null);
            lose(segment);
          });
    }
  }

  /** Keeps a small picture of what is on screen at the time. */
  public void picture(long ticks, byte[] jpeg) {
    if (jpeg.length == 0 || jpeg.length > PICTURE_BYTES_MAX) {
      throw new IllegalArgumentException("a small picture of " + jpeg.length + " bytes");
    }
    if (!ended && !behind) {
      write(jpeg.length, () -> keepPicture(ticks, jpeg));
    }
  }

  /** Keeps a larger picture for those who have not begun to watch; a new one takes its place. */
  public void poster(byte[] jpeg) {
    write(jpeg.length, () -> keepPoster(jpeg));
  }

  /** Names of the rungs, the first one recorded first. */
  public List<String> rungs() {
    return ledger.rungs();
  }

  /** What the rung's playlist lists, oldest first; immutable, and cheap to ask for. */
  public List<RecordedSegment> segments(String rung) {
    return ledger.find(rung).map(Ledger.Track::segments).orElse(List.of());
  }

  public Optional<RecordedInit> init(String rung, String file) {
    return ledger.find(rung).flatMap(track -> track.init(file));
  }

  /** Where the bytes of a segment or an initialisation segment are. */
  public Optional<Piece> find(String rung, String file) {
    Ledger.Track track = ledger.find(rung).orElse(null);
    if (track == null || deleted) {
      return Optional.empty();
    }
    Optional<RecordedInit> init = track.init(file);
    if (init.isPresent()) {
      return Optional.of(new Piece.InMemory(init.get().bytes()));
    }
    return track
        .kept(file)
        .flatMap(kept -> range(track, kept.chunk(), kept.offset(), kept.segment().length()));
  }

  Optional<Piece> range(Ledger.Track track, int number, long offset, int length) {
    Chunk chunk = track.chunk(number).orElseThrow();
    Path file = folder.resolve(chunk.file());
    // Only what was stored elsewhere is ever deleted here.
    if (!chunk.stored() || Files.exists(file)) {
      return Optional.of(new Piece.Local(file, offset, length));
    }
    return house.remote == null
        ? Optional.empty()
        : Optional.of(new Piece.Remote(house.remote, key(chunk.file()), offset, length));
  }

  /** The larger picture; blocks for a moment. */
  public Optional<byte[]> poster() {
    Path file = folder.resolve(RecordingFiles.POSTER);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException unreadable) {
      log.warn("The poster of {} cannot be read: {}", show, unreadable.toString());
      return Optional.empty();
    }
  }

  public SpriteSheets sprites() {
    return sprites;
  }

  /** The show is over; done when everything is on the disk. */
  public CompletableFuture<Void> end() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    ended = true;
    if (ledger.ended().isPresent() || !write(0, () -> writeEnd(done))) {
      done.complete(null);
    }
    return done;
  }

  /** Takes it out of the way; its files are deleted now or, where the storage is away, later. */
  public void delete() {
    deleted = true;
    ended = true;
    house.writer.offer(0, files::close);
    house.remove.accept(this);
  }

  /** Once nothing writes any more. */
  void close() {
    files.close();
  }

  /** Ended, and the disk knows. */
  boolean settled() {
    return ended && Files.exists(folder.resolve(RecordingFiles.ENDED));
  }

  boolean hasEnded() {
    return ended;
  }

  Path folder() {
    return folder;
  }

  Ledger ledger() {
    return ledger;
  }

  String key(String file) {
    return show.value() + "/" + id + "/" + file;
  }

  void storageAway(boolean away) {
    storageAway = away;
  }

  /** A fact that the keeper of chunks found out. */
  void note(IndexLine line) {
    write(
        0,
        () -> {
          line(line);
          if (ended) {
            files.close();
          }
        });
  }

  /** Writes what could not be written before, if it can be now. */
  void tend() {
    write(
        0,
        () -> {
          if (ended && ledger.ended().isPresent()) {
            afterEnd();
          } else if (!owed.isEmpty() && mayWrite()) {
            try {
              settle();
            } catch (IOException failed) {
              fail(failed);
            }
          }
        });
  }

  // What follows runs on the writer's thread.

  private boolean write(int bytes, Runnable task) {
    return house.writer.offer(
        bytes,
        () -> {
          if (!deleted) {
            task.run();
          }
        });
  }

  private void keep(RecordedSegment segment, Buffer bytes) {
    if (!mayWrite()) {
      lose(segment);
      return;
    }
    try {
      settle();
      files.keep(segment, bytes.getBytes());
      house.meters.kept(segment.length());
      startAgain();
    } catch (IOException failed) {
      fail(failed);
      lose(segment);
    }
  }

  private boolean mayWrite() {
    Alarm stop = stoppedBy;
    if (stop == Alarm.DISK_ERROR && System.nanoTime() - brokenAt < RETRY_NANOS) {
      return false;
    }
    if (!house.room.allows(stop == Alarm.DISK_FULL)) {
      stop(Alarm.DISK_FULL, null);
      return false;
    }
    return true;
  }

  private void lose(RecordedSegment segment) {
    lostSinceStop++;
    house.meters.lost();
    gap(segment.asGap());
  }

  private void gap(RecordedSegment segment) {
    line(new IndexLine.Gap(segment));
  }

  private void keepPicture(long ticks, byte[] jpeg) {
    if (stoppedBy == null && mayWrite()) {
      try {
        settle();
        files.picture(ticks, jpeg);
      } catch (IOException failed) {
        fail(failed);
      }
    }
  }

  private void keepPoster(byte[] jpeg) {
    try {
      Atomically.write(folder.resolve(RecordingFiles.POSTER), jpeg);
    } catch (IOException failed) {
      log.warn("The poster of {} cannot be kept: {}", show, failed.toString());
    }
  }

  /** Counts at once, and is written now or as soon as the disk takes it. */
  private void line(IndexLine line) {
    try {
      settle();
      files.line(line);
    } catch (IOException failed) {
      fail(failed);
      if (owed.size() < OWED_MAX) {
        owed.add(line);
        ledger.apply(line);
      }
    }
  }

  /** Writes what a full disk could not take before, in order. */
  private void settle() throws IOException {
    while (!owed.isEmpty()) {
      files.owed(owed.element());
      owed.remove();
    }
  }

  private void fail(IOException why) {
    stop(isFull(why) ? Alarm.DISK_FULL : Alarm.DISK_ERROR, why);
    brokenAt = System.nanoTime();
    files.leaveChunks();
  }

  private static boolean isFull(IOException why) {
    String message = String.valueOf(why.getMessage());
    return message.contains("No space left") || message.contains("quota exceeded");
  }

  private void stop(Alarm why, @Nullable IOException cause) {
    if (stoppedBy == null) {
      house.meters.stopped();
      lostSinceStop = 0;
      log.error(
          "Recording of {} has stopped ({}): {}. The show goes on",
          show,
          why,
          cause == null ? house.room.freeBytes() + " bytes are free" : cause.toString());
    }
    stoppedBy = why;
  }

  private void startAgain() {
    if (stoppedBy != null) {
      stoppedBy = null;
      house.meters.startedAgain();
      log.warn("Recording of {} has started again; {} segments are missing", show, lostSinceStop);
    }
  }

  private void writeEnd(CompletableFuture<Void> done) {
    for (String rung : ledger.rungs()) {
      try {
        settle();
        files.closeChunks(rung);
      } catch (IOException failed) {
        fail(failed);
      }
    }
    line(new IndexLine.Ended(house.clock.millis()));
    if (stoppedBy != null) {
      stoppedBy = null;
      house.meters.startedAgain();
    }
    afterEnd();
    done.complete(null);
  }

  /** Once the index says so, marks that can be seen without reading it. */
  private void afterEnd() {
    try {
      settle();
      for (String rung : ledger.rungs()) {
        files.closeChunks(rung);
      }
      if (!Files.exists(folder.resolve(RecordingFiles.ENDED))) {
        byte[] at = Long.toString(ledger.ended().orElseThrow()).getBytes(StandardCharsets.US_ASCII);
        Atomically.write(folder.resolve(RecordingFiles.ENDED), at);
      }
    } catch (IOException later) {
      log.warn("The end of the recording of {} is written later: {}", show, later.toString());
    }
    files.close();
  }
}
