package live.nigiwai.relay.room;

import java.util.List;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentRestored;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * What a room knows of its log, and the pure answer to "what does someone at this position need?"
 *
 * <p><b>Threading</b>: none; its room confines it.
 */
final class Recollection {
  private final String epoch;
  private final Ring ring;
  private final StateMap states = new StateMap();
  private final Sampling sampling;
  private final int recentMax;
  private final int resentMax;
  private @Nullable Stretch recent;

  Recollection(
      Snapshot snapshot, int ringEntries, int recentMax, int resentMax, Sampling sampling) {
    this.sampling = sampling;
    this.epoch = snapshot.at().epoch();
    this.recentMax = recentMax;
    this.resentMax = resentMax;
    long end = snapshot.at().offset();
    int whole = contiguous(snapshot.recent(), end);
    this.ring = new Ring(ringEntries, end - whole);
    var entries = snapshot.recent();
    for (var entry : entries.subList(entries.size() - whole, entries.size())) {
      append(entry);
    }
    states.put(snapshot.states());
  }

  /** How many of the newest entries lead up to the end without a hole. */
  private static int contiguous(List<TimelineEntry> entries, long end) {
    int whole = 0;
    for (int i = entries.size() - 1; i >= 0 && entries.get(i).offset() == end - whole; i--) {
      whole++;
    }
    return whole;
  }

  /** What someone who joins is told. */
  sealed interface Reply {
    /** The entries after the asked offset. */
    record Resumed(long after) implements Reply {}

    /**
     * The recent entries; {@code why} names the reason where a position was asked and cannot be
     * continued.
     */
    record Afresh(@Nullable String why) implements Reply {}
  }

  Reply decide(@Nullable Position from) {
    if (from == null) {
      return new Reply.Afresh(null);
    }
    if (!from.epoch().equals(epoch)) {
      return new Reply.Afresh("epoch");
    }
    if (from.offset() > ring.end()) {
      return new Reply.Afresh("ahead");
    }
    return continuable(from.offset())
        ? new Reply.Resumed(from.offset())
        : new Reply.Afresh("trimmed");
  }

  boolean continuable(long offset) {
    return ring.continues(offset) && ring.end() - offset <= resentMax;
  }

  String epoch() {
    return epoch;
  }

  long end() {
    return ring.end();
  }

  Position position() {
    return new Position(epoch, ring.end());
  }

  /** Keeps an entry that follows the last one, and returns it encoded. */
  EncodedEntry append(TimelineEntry entry) {
    if (entry.event() instanceof CommentDeleted deleted) {
      ring.reword(deleted.commentId(), null);
    } else if (entry.event() instanceof CommentRestored restored) {
      ring.reword(restored.commentId(), restored.words());
    }
    var encoded = sampling.shows(entry) ? EncodedEntry.of(entry) : EncodedEntry.leftOut(entry);
    ring.append(encoded);
    recent = null;
    return encoded;
  }

  /** Takes what is newer. */
  StateMap.Changed put(List<Versioned> newer) {
    return states.put(newer);
  }

  byte[] states() {
    return states.all();
  }

  /**
   * Everything after an offset up to the end.
   *
   * @param entries the elements of a JSON array
   * @param leftOut entries between that are not shown
   */
  record Stretch(byte[] entries, long leftOut) {}

  /** The recent entries; built once per change however many join. */
  Stretch recent() {
    if (recent == null) {
      recent = after(Math.max(ring.start() - 1, ring.end() - recentMax));
    }
    return recent;
  }

  Stretch after(long offset) {
    var shown = ring.shownAfter(offset);
    byte[] entries = new Bytes().list(shown.stream().map(EncodedEntry::json).toList()).toBytes();
    return new Stretch(entries, ring.end() - offset - shown.size());
  }
}
