package live.nigiwai.relay.room;

import java.time.Duration;
import live.nigiwai.relay.fanout.Crew;

/**
 * Limits of a room.
 *
 * @param ringEntries newest entries kept encoded; also how many are read when a room opens
 * @param recentMax entries a newcomer gets
 * @param resentMax entries resent to one who resumes or fell behind
 * @param frameBytesMax a batch is split beyond this size
 * @param viewersEvery how often a changed viewer count is worth a frame of its own
 * @param idleMax an empty room is closed after this long
 */
public record RoomLimits(
    int ringEntries,
    int recentMax,
    int resentMax,
    int frameBytesMax,
    Duration viewersEvery,
    Duration idleMax,
    Crew.SlowPolicy slow) {
  public RoomLimits {
    if (recentMax < 0 || recentMax > ringEntries || resentMax < 1 || resentMax > ringEntries) {
      throw new IllegalArgumentException("recentMax and resentMax must fit into ringEntries");
    }
    if (frameBytesMax < 1_024) {
      throw new IllegalArgumentException("frameBytesMax must be at least 1024");
    }
  }

  public static RoomLimits defaults() {
    return new RoomLimits(
        2_000,
        50,
        300,
        32 * 1024,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        new Crew.SlowPolicy(256 * 1024, Duration.ofSeconds(10)));
  }
}
