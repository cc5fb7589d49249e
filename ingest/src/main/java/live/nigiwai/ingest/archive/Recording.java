package live.nigiwai.ingest.archive;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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

  private final Scribe scribe;

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
    this.scribe = new Scribe(show + "/" + id, folder, found, house);
    this.ended = ledger.ended().isPresent();
    this.sprites = new SpriteSheets(folder, ledger);
  }

  /** A recording of which nothing is on the disk yet. */
  static Recording begin(ShowId show, Path folder, House house) {
    Recovery.Recovered nothing = new Recovery.Recovered(new Ledger(), 0);
    Recording recording = new Recording(show, folder, nothing, house);
    recording.scribe.begin(new IndexLine.Started(show, house.clock.millis()));
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
    Optional<Alarm> stop = scribe.stoppedBy();
    if (!ended && stop.isPresent()) {
      return new RecordingState(Phase.STOPPED, stop);
    }
    return new RecordingState(
        ended ? Phase.ENDED : Phase.RECORDING,
        storageAway ? Optional.of(Alarm.STORAGE_AWAY) : Optional.empty());
  }

  /** Keeps an initialisation segment; before the first segment that needs it. */
  public void init(String rung, String file, byte[] bytes, String codecs, int width, int height) {
    RecordedInit init = new RecordedInit(rung, file, codecs, width, height, bytes);
    if (!ended) {
      write(0, () -> scribe.line(new IndexLine.Init(init)));
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
      write(0, () -> scribe.line(new IndexLine.Gap(segment.asGap())));
      return;
    }
    if (bytes.length() != segment.length()) {
      throw new IllegalArgumentException(
          bytes.length() + " bytes for a segment of " + segment.length());
    }
    if (behind && house.writer.hasCaughtUp()) {
      behind = false;
    }
    if (behind || !write(segment.length(), () -> scribe.keep(segment, bytes))) {
      behind = true;
      write(0, () -> scribe.tooSlowFor(segment));
    }
  }

  /** Keeps a small picture of what is on screen at the time. */
  public void picture(long ticks, byte[] jpeg) {
    if (jpeg.length == 0 || jpeg.length > PICTURE_BYTES_MAX) {
      throw new IllegalArgumentException("a small picture of " + jpeg.length + " bytes");
    }
    if (!ended && !behind) {
      write(jpeg.length, () -> scribe.picture(ticks, jpeg));
    }
  }

  /** Keeps a larger picture for those who have not begun to watch; a new one takes its place. */
  public void poster(byte[] jpeg) {
    write(jpeg.length, () -> scribe.poster(jpeg));
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

  boolean hasPictures(String rung) {
    return ledger.find(rung).map(Ledger.Track::hasPictures).orElse(false);
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
    if (ledger.ended().isPresent() || !write(0, () -> scribe.end(done))) {
      done.complete(null);
    }
    return done;
  }

  /** Takes it out of the way; its files are deleted now or, where the storage is away, later. */
  public void delete() {
    deleted = true;
    ended = true;
    house.writer.offer(0, scribe::close);
    house.remove.accept(this);
  }

  /** Once nothing writes any more. */
  void close() {
    scribe.close();
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
          scribe.line(line);
          if (ended) {
            scribe.close();
          }
        });
  }

  /** Writes what could not be written before, if it can be now. */
  void tend() {
    write(0, scribe::tend);
  }

  private boolean write(int bytes, Runnable task) {
    return house.writer.offer(
        bytes,
        () -> {
          if (!deleted) {
            task.run();
          }
        });
  }
}
