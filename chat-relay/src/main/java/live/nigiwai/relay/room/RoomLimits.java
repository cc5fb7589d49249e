package live.nigiwai.relay.room;

import java.time.Duration;
import live.nigiwai.relay.fanout.Crew;
import live.nigiwai.relay.fanout.Slow;

/**
 * Limits of a room.
 *
 * @param ringEntries newest entries kept encoded; also how many are read when a room opens
 * @param recentMax entries a newcomer gets
 * @param resentMax entries resent to one who resumes or fell behind
 * @param shownPerSecond comments shown when more are said than can be read; 0 shows all
 * @param viewersEvery how often a changed viewer count is worth a frame of its own
 * @param idleMax an empty room is closed after this long
 */
public record RoomLimits(
    int ringEntries,
    int recentMax,
    int resentMax,
    int shownPerSecond,
    Duration viewersEvery,
    Duration idleMax,
    Crew.Limits crew,
    Slow slow) {
  public RoomLimits {
    if (shownPerSecond < 0) {
      throw new IllegalArgumentException("shownPerSecond must be 0 or more");
    }
    if (recentMax < 0 || recentMax > ringEntries || resentMax < 1 || resentMax > ringEntries) {
      throw new IllegalArgumentException("recentMax and resentMax must fit into ringEntries");
    }
  }

  public static RoomLimits defaults() {
    return new RoomLimits(
        2_000,
        50,
        300,
        20,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Crew.Limits.defaults(),
        Slow.defaults());
  }
}
