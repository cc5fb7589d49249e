package live.nigiwai.relay.room;

import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/** An entry and its bytes on the wire, encoded once. */
record EncodedEntry(TimelineEntry entry, byte[] json) {
  static EncodedEntry of(TimelineEntry entry) {
    return new EncodedEntry(entry, Bytes.json(out -> TimelineJson.writeEntry(out, entry)));
  }

  long offset() {
    return entry.offset();
  }

  /** The same entry with other words, if it carries those of that comment. */
  EncodedEntry reworded(String commentId, @Nullable Words words) {
    var event = entry.event().reworded(commentId, words);
    return event.equals(entry.event())
        ? this
        : of(
            new TimelineEntry(
                entry.offset(), entry.at(), entry.mediaAt(), entry.showAt(), entry.actor(), event));
  }
}
