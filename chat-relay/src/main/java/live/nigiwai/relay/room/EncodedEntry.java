package live.nigiwai.relay.room;

import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;

/** An entry and its bytes on the wire, encoded once. */
record EncodedEntry(TimelineEntry entry, byte[] json) {
  static EncodedEntry of(TimelineEntry entry) {
    return new EncodedEntry(entry, Bytes.json(out -> TimelineJson.writeEntry(out, entry)));
  }

  long offset() {
    return entry.offset();
  }

  boolean isComment(String commentId) {
    return entry.event() instanceof CommentPosted comment && comment.commentId().equals(commentId);
  }

  /** The same comment with its words gone. */
  EncodedEntry withoutWords() {
    if (!(entry.event() instanceof CommentPosted comment)) {
      return this;
    }
    return of(
        new TimelineEntry(
            entry.offset(),
            entry.at(),
            entry.mediaAt(),
            entry.showAt(),
            entry.actor(),
            new CommentPosted(comment.commentId(), comment.badge(), null)));
  }
}
