package live.nigiwai.ingest.archive;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import live.nigiwai.ingest.archive.RecordingState.Alarm;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one recording, as long as the disk lets it: stops with an alarm, goes on listing what is
 * missing, and starts again by itself.
 *
 * <p><i>Threading</i>: the writer's thread only, but for {@link #stoppedBy}.
 */
final class Scribe {
  /** A broken disk is tried again after this. */
  private static final long RETRY_NANOS = 5_000_000_000L;

  /** Lines that a full disk could not take, about a day of them. */
  private static final int OWED_MAX = 130_000;

  private static final Logger log = LoggerFactory.getLogger(Scribe.class);

  private final String name;
  private final Path folder;
  private final Ledger ledger;
  private final DiskRoom room;
  private final ArchiveMeters meters;
  private final InstantSource clock;
  private final RecordingFiles files;

  /** Counts already, and is written as soon as the disk takes it. */
  private final Deque<IndexLine> owed = new ArrayDeque<>();

  private long brokenAt;
  private int lostSinceStop;
  private volatile @Nullable Alarm stoppedBy;

  Scribe(String name, Path folder, Recovery.Recovered found, Recording.House house) {
    this.name = name;
    this.folder = folder;
    this.ledger = found.ledger();
    this.room = house.room();
    this.meters = house.meters();
    this.clock = house.clock();
    this.files = new RecordingFiles(folder, ledger, found.indexEnd(), house.chunkTicks());
  }

  /** Before anything else of a new recording; on any thread that has not shared it yet. */
  void begin(IndexLine.Started first) {
    ledger.apply(first);
    owed.add(first);
  }

  Optional<Alarm> stoppedBy() {
    return Optional.ofNullable(stoppedBy);
  }

  void keep(RecordedSegment segment, Buffer bytes) {
    if (!mayWrite()) {
      lose(segment);
      return;
    }
    try {
      settle();
      files.keep(segment, array(bytes));
      meters.kept(segment.length());
      startAgain();
    } catch (IOException failed) {
      fail(failed);
      lose(segment);
    }
  }

  /** The bytes themselves where they lie in one array of their own, else a copy. */
  private static byte[] array(Buffer bytes) {
    ByteBuf inside = ((BufferInternal) bytes).getByteBuf();
    boolean own =
        inside.hasArray()
            && inside.arrayOffset() == 0
            && inside.readerIndex() == 0
            && inside.array().length == inside.readableBytes();
    return own ? inside.array() : bytes.getBytes();
  }

  private boolean mayWrite() {
    Alarm stop = stoppedBy;
    if (stop == Alarm.DISK_ERROR && System.nanoTime() - brokenAt < RETRY_NANOS) {
      return false;
    }
    if (!room.allows(stop == Alarm.DISK_FULL)) {
      stop(Alarm.DISK_FULL, null);
      return false;
    }
    return true;
  }

  /** There was no room in the queue for it. */
  void tooSlowFor(RecordedSegment segment) {
    stop(Alarm.DISK_SLOW, null);
    lose(segment);
  }

  private void lose(RecordedSegment segment) {
    lostSinceStop++;
    meters.lost();
    line(new IndexLine.Gap(segment.asGap()));
  }

  void picture(long ticks, byte[] jpeg) {
    if (stoppedBy == null && mayWrite()) {
      try {
        settle();
        files.picture(ticks, jpeg);
      } catch (IOException failed) {
        fail(failed);
      }
    }
  }

  void poster(byte[] jpeg) {
    try {
      Atomically.write(folder.resolve(RecordingFiles.POSTER), jpeg);
    } catch (IOException failed) {
      log.warn("The poster of {} cannot be kept: {}", name, failed.toString());
    }
  }

  /** Counts at once, and is written now or as soon as the disk takes it. */
  void line(IndexLine line) {
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

  private void settle() throws IOException {
    while (!owed.isEmpty()) {
      files.owed(owed.element());
      owed.remove();
    }
  }

  private void fail(IOException why) {
    String message = String.valueOf(why.getMessage());
    boolean full = message.contains("No space left") || message.contains("quota exceeded");
    stop(full ? Alarm.DISK_FULL : Alarm.DISK_ERROR, why);
    brokenAt = System.nanoTime();
    files.leaveChunks();
  }

  private void stop(Alarm why, @Nullable IOException cause) {
    if (stoppedBy == null) {
      meters.stopped();
      lostSinceStop = 0;
      log.error(
          "Recording of {} has stopped ({}): {}. The show goes on",
          name,
          why,
          cause == null ? room.freeBytes() + " bytes are free" : cause.toString());
    }
    stoppedBy = why;
  }

  private void startAgain() {
    if (stoppedBy != null) {
      stoppedBy = null;
      meters.startedAgain();
      log.warn("Recording of {} has started again; {} segments are missing", name, lostSinceStop);
    }
  }

  void end(CompletableFuture<Void> done) {
    if (ledger.ended().isEmpty()) {
      line(new IndexLine.Ended(clock.millis()));
    }
    if (stoppedBy != null) {
      stoppedBy = null;
      meters.startedAgain();
    }
    finish();
    done.complete(null);
  }

  /** Makes the disk know of the end, if it can, and marks it where it can be seen at once. */
  private void finish() {
    try {
      settle();
      for (String rung : ledger.rungs()) {
        files.closeChunks(rung);
      }
      Path mark = folder.resolve(RecordingFiles.ENDED);
      if (!Files.exists(mark)) {
        String at = Long.toString(ledger.ended().orElseThrow());
        Atomically.write(mark, at.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException later) {
      log.warn("The end of the recording of {} is written later: {}", name, later.toString());
    }
    files.close();
  }

  /** Writes what could not be written before, if it can be now. */
  void tend() {
    if (ledger.ended().isPresent()) {
      finish();
    } else if (!owed.isEmpty() && mayWrite()) {
      try {
        settle();
      } catch (IOException failed) {
        fail(failed);
      }
    }
  }

  /** Opens again by itself when something is written. */
  void close() {
    files.close();
  }
}
