package live.nigiwai.relay.fanout;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest news of a room, numbered, and the frames that lead from one number to a later one.
 *
 * <p>Each frame is encoded once however many stand at its beginning.
 *
 * <p><b>Threading</b>: none; its crew confines it.
 */
final class Reel {
  private final int newsMax;
  private final int bytesMax;
  private final int frameBytesMax;
  private final ArrayDeque<News> kept = new ArrayDeque<>();
  private final Map<Long, Leg> legs = new HashMap<>();
  private @Nullable Leg latest;
  private long newest;
  private long newestLasting;
  private int bytes;

  /**
   * @param newsMax news kept; whoever stands before them asks the room
   * @param bytesMax of all that is kept, beside the newest
   * @param frameBytesMax news is merged up to this length
   */
  Reel(int newsMax, int bytesMax, int frameBytesMax) {
    this.newsMax = newsMax;
    this.bytesMax = bytesMax;
    this.frameBytesMax = frameBytesMax;
  }

  /**
   * One frame of the way to the newest news.
   *
   * @param after the number one must have to be served by it
   * @param upTo the number one has then
   * @param offset of the log after it; 0 if it has no entries
   */
  record Leg(long after, long upTo, long offset, Frame frame) {}

  void add(News news) {
    newest++;
    if (news.urgency() != News.Urgency.PASSING) {
      newestLasting = newest;
    }
    kept.add(news);
    bytes += news.bytes();
    while (kept.size() > newsMax || bytes > bytesMax && kept.size() > 1) {
      bytes -= kept.remove().bytes();
    }
    latest = null;
    legs.clear();
  }

  long newest() {
    return newest;
  }

  /** Whether anything after the number must not be missed. */
  boolean lastingAfter(long number) {
    return number < newestLasting;
  }

  /** The way on from a number below the newest; null if it is not kept any more. */
  @Nullable Leg after(long number) {
    var leg = latest;
    if (leg != null && leg.after == number) {
      return leg;
    }
    if (number < newest - kept.size()) {
      return null;
    }
    leg = legs.computeIfAbsent(number, this::merge);
    latest = leg;
    return leg;
  }

  private Leg merge(long after) {
    Iterator<News> rest = kept.iterator();
    for (long number = newest - kept.size(); number < after; number++) {
      rest.next();
    }
    News merged = rest.next();
    long upTo = after + 1;
    while (rest.hasNext()) {
      News next = rest.next();
      if (merged.bytes() + next.bytes() > frameBytesMax) {
        break;
      }
      merged = merged.and(next);
      upTo++;
    }
    return new Leg(after, upTo, merged.to(), merged.frame());
  }
}
