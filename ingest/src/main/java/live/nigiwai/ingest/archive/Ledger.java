package live.nigiwai.ingest.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of an index add up to. A line is applied when it was read or written, so memory
 * never knows more than the disk, gaps excepted.
 *
 * <p><i>Threading</i>: one thread applies; any thread reads, and what it gets is immutable.
 */
final class Ledger {
  /** One rung. */
  static final class Track {
    private final Map<String, IndexLine.Kept> byFile = new ConcurrentHashMap<>();
    private final Map<String, RecordedInit> inits = new ConcurrentHashMap<>();
    private final NavigableMap<Integer, Chunk> chunks = new ConcurrentSkipListMap<>();
    private volatile Growing<RecordedSegment> segments = Growing.empty();
    private volatile long headsEnd;

    List<RecordedSegment> segments() {
      return segments;
    }

    Optional<IndexLine.Kept> kept(String file) {
      return Optional.ofNullable(byFile.get(file));
    }

    Optional<RecordedInit> init(String file) {
      return Optional.ofNullable(inits.get(file));
    }

    boolean hasPictures() {
      return inits.values().stream().anyMatch(init -> init.width() > 0);
    }

    Collection<Chunk> chunks() {
      return chunks.values();
    }

    Optional<Chunk> chunk(int number) {
      return Optional.ofNullable(chunks.get(number));
    }

    int lastChunk() {
      return chunks.isEmpty() ? 0 : chunks.lastKey();
    }

    long headsEnd() {
      return headsEnd;
    }
  }

  private final Map<String, Track> tracks = new ConcurrentHashMap<>();
  private volatile List<String> rungs = List.of();
  private volatile Growing<IndexLine.Picture> pictures = Growing.empty();
  private volatile IndexLine.@Nullable Started started;
  private volatile OptionalLong ended = OptionalLong.empty();
  private volatile boolean archived;

  void apply(IndexLine line) {
    switch (line) {
      case IndexLine.Started first -> started = first;
      case IndexLine.Init(RecordedInit init) -> track(init.rung()).inits.put(init.file(), init);
      case IndexLine.Kept kept -> {
        Track track = track(kept.segment().rung());
        track.byFile.put(kept.segment().file(), kept);
        long end = kept.offset() + kept.segment().length();
        track.chunks.put(
            kept.chunk(), new Chunk(kept.segment().rung(), kept.chunk(), end, false, false));
        track.headsEnd = kept.headsOffset() + kept.headsLength();
        track.segments = track.segments.with(kept.segment());
      }
      case IndexLine.Gap gap -> {
        Track track = track(gap.segment().rung());
        track.segments = track.segments.with(gap.segment());
      }
      case IndexLine.Picture picture -> pictures = pictures.with(picture);
      case IndexLine.Closed closed ->
          track(closed.rung())
              .chunks
              .put(
                  closed.chunk(),
                  new Chunk(closed.rung(), closed.chunk(), closed.length(), true, false));
      case IndexLine.Stored stored ->
          track(stored.rung())
              .chunks
              .computeIfPresent(
                  stored.chunk(),
                  (number, chunk) ->
                      new Chunk(chunk.rung(), number, chunk.length(), chunk.closed(), true));
      case IndexLine.Ended end -> ended = OptionalLong.of(end.millis());
      case IndexLine.Archived all -> archived = true;
    }
  }

  private Track track(String rung) {
    Track known = tracks.get(rung);
    if (known != null) {
      return known;
    }
    Track track = new Track();
    tracks.put(rung, track);
    List<String> more = new ArrayList<>(rungs);
    more.add(rung);
    rungs = List.copyOf(more);
    return track;
  }

  /** Names in the order in which the rungs first appeared. */
  List<String> rungs() {
    return rungs;
  }

  Optional<Track> find(String rung) {
    return Optional.ofNullable(tracks.get(rung));
  }

  List<IndexLine.Picture> pictures() {
    return pictures;
  }

  Optional<IndexLine.Started> started() {
    return Optional.ofNullable(started);
  }

  /** When the show ended, in milliseconds. */
  OptionalLong ended() {
    return ended;
  }

  boolean archived() {
    return archived;
  }

  /** Chunks of every rung. */
  List<Chunk> chunks() {
    return tracks.values().stream().flatMap(track -> track.chunks().stream()).toList();
  }
}
