package live.nigiwai.relay.room;

import java.util.ArrayList;
import java.util.List;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of a log, contiguous, already encoded. Resumes are answered from here.
 *
 * <p><b>Threading</b>: none; its room confines it.
 */
final class Ring {
  private final EncodedEntry[] slots;

  /** The offset of the newest entry; 0 before the first. */
  private long end;

  private int size;

  /** An empty ring of a log that has come this far. */
  Ring(int capacity, long end) {
    this.slots = new EncodedEntry[capacity];
    this.end = end;
  }

  long end() {
    return end;
  }

  /** The oldest offset held; {@code end + 1} when empty. */
  long start() {
    return end - size + 1;
  }

  void append(EncodedEntry entry) {
    if (entry.offset() != end + 1) {
      throw new IllegalArgumentException(entry.offset() + " does not follow " + end);
    }
    end++;
    slots[slot(end)] = entry;
    size = Math.min(size + 1, slots.length);
  }

  /** Takes the words out of a comment, or gives it words again, wherever it is held. */
  void reword(String commentId, @Nullable Words words) {
    for (long offset = end; offset >= start(); offset--) {
      slots[slot(offset)].reword(commentId, words);
    }
  }

  /** Whether everything after the offset is held. */
  boolean continues(long offset) {
    return offset + 1 >= start() && offset <= end;
  }

  /** Those after an offset that are shown, oldest first. */
  List<EncodedEntry> shownAfter(long offset) {
    var shown = new ArrayList<EncodedEntry>();
    for (long next = offset + 1; next <= end; next++) {
      var entry = slots[slot(next)];
      if (entry.shown()) {
        shown.add(entry);
      }
    }
    return shown;
  }

  private int slot(long offset) {
    return (int) (offset % slots.length);
  }
}
