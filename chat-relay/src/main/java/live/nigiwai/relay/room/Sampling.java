package live.nigiwai.relay.room;

import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;

/**
 * Which comments are shown when more are said than anybody can read.
 *
 * <p>The rule looks at nothing but the log, so that every node and every resume decides alike: if
 * more ordinary comments than {@code shownPerSecond} were stored in the second before or so far in
 * this one, by the log's own clock, an ordinary comment is shown when the hash of its id falls into
 * their share. Presenter, staff, buyers and questions are always shown, and so is everything that
 * is no comment; an author sees their own by its ack. The log keeps all.
 *
 * <p><b>Threading</b>: none; its room confines it, and hands it every entry once, in order.
 */
final class Sampling {
  private static final int SHARES = 1 << 20;

  private final int shownPerSecond;
  private long second = Long.MIN_VALUE;
  private int said;
  private int saidBefore;

  /**
   * @param shownPerSecond 0 shows all
   */
  Sampling(int shownPerSecond) {
    this.shownPerSecond = shownPerSecond;
  }

  boolean shows(TimelineEntry entry) {
    if (!(entry.event() instanceof CommentPosted comment)
        || comment.question()
        || alwaysShown(comment.badge())) {
      return true;
    }
    long now = Math.floorDiv(entry.at().millis(), 1_000L);
    if (now != second) {
      saidBefore = now == second + 1 ? said : 0;
      said = 0;
      second = now;
    }
    said++;
    int rate = Math.max(saidBefore, said);
    return shownPerSecond == 0
        || rate <= shownPerSecond
        || share(comment.commentId()) < (long) SHARES * shownPerSecond / rate;
  }

  /** Newcomers and regulars are no rarity where too much is said. */
  private static boolean alwaysShown(Badge badge) {
    return switch (badge) {
      case PRESENTER, STAFF, BUYER -> true;
      case NONE, MEMBER, FIRST -> false;
    };
  }

  /** Of 0 to {@link #SHARES}: the same for an id on every node, in every version. */
  private static int share(String commentId) {
    int hash = commentId.hashCode();
    hash = (hash ^ hash >>> 16) * 0x7feb352d;
    hash = (hash ^ hash >>> 15) * 0x846ca68b;
    return (hash ^ hash >>> 16) & SHARES - 1;
  }
}
