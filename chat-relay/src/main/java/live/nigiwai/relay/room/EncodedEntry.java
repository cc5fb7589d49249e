package live.nigiwai.relay.room;

import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * An entry and its bytes on the wire, encoded once.
 *
 * <p>Whoever holds it, the ring or news on its way to a slow reader, holds the same one: words that
 * are taken out are in no frame that is encoded afterwards.
 *
 * <p><b>Threading</b>: reworded on its room's home loop, read on any.
 */
final class EncodedEntry {
  private static final byte[] NOT_SHOWN = {};

  private volatile TimelineEntry entry;
  private final boolean shown;
  private volatile byte[] json;

  private EncodedEntry(TimelineEntry entry, boolean shown) {
    this.entry = entry;
    this.shown = shown;
    this.json = shown ? encode(entry) : NOT_SHOWN;
  }

  static EncodedEntry of(TimelineEntry entry) {
    return new EncodedEntry(entry, true);
  }

  /** One that {@link Sampling} leaves out: it has its offset and is in no frame. */
  static EncodedEntry leftOut(TimelineEntry entry) {
    return new EncodedEntry(entry, false);
  }

  boolean shown() {
    return shown;
  }

  private static byte[] encode(TimelineEntry entry) {
    return Bytes.json(out -> TimelineJson.writeEntry(out, entry));
  }

  long offset() {
    return entry.offset();
  }

  TimelineEvent event() {
    return entry.event();
  }

  byte[] json() {
    return json;
  }

  /** Takes other words, or none, if it carries those of that comment. */
  void reword(String commentId, @Nullable Words words) {
    var was = entry;
    var event = was.event().reworded(commentId, words);
    if (!event.equals(was.event())) {
      entry =
          new TimelineEntry(
              was.offset(), was.at(), was.mediaAt(), was.showAt(), was.actor(), event);
      json = shown ? encode(entry) : NOT_SHOWN;
    }
  }
}
