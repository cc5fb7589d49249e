package live.nigiwai.relay.room;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.News;

/**
 * What a room tells its audience, in parts that are encoded already; parts that are not there are
 * left out of the frame.
 *
 * @param from the offset of the first entry; 0 without entries
 * @param to the offset of the last; 0 without entries
 * @param entries those that are shown, as they are now; words taken out meanwhile are not in the
 *     frame
 * @param states changed values by key, each as {@code "key":{…}}
 * @param tapped since the news before
 * @param viewers {@link #VIEWERS_UNCHANGED} where nothing is said of them
 */
record RoomNews(
    RoomFrames frames,
    String epoch,
    Urgency urgency,
    long from,
    long to,
    List<EncodedEntry> entries,
    Map<String, byte[]> states,
    Map<Reaction, Long> tapped,
    int viewers,
    int bytes)
    implements News {
  static final int VIEWERS_UNCHANGED = -1;

  /** Names, hearts, viewers and the moment. */
  private static final int FRAME_BYTES = 120;

  /** News without entries or states; the parts come by the {@code with} methods. */
  static RoomNews none(RoomFrames frames, String epoch) {
    return new RoomNews(
        frames,
        epoch,
        Urgency.PASSING,
        0,
        0,
        List.of(),
        Map.of(),
        Map.of(),
        VIEWERS_UNCHANGED,
        FRAME_BYTES);
  }

  RoomNews withEntries(Urgency urgency, long from, long to, List<EncodedEntry> entries) {
    int length = entries.stream().mapToInt(each -> each.json().length + 1).sum();
    return new RoomNews(
        frames, epoch, urgency, from, to, entries, states, tapped, viewers, bytes + length);
  }

  RoomNews withStates(Urgency urgency, Map<String, byte[]> states) {
    int length = states.values().stream().mapToInt(each -> each.length + 1).sum();
    return new RoomNews(
        frames, epoch, urgency, from, to, entries, states, tapped, viewers, bytes + length);
  }

  RoomNews withCrowd(Map<Reaction, Long> tapped, int viewers) {
    return new RoomNews(frames, epoch, urgency, from, to, entries, states, tapped, viewers, bytes);
  }

  boolean saysSomething() {
    return to > 0 || !states.isEmpty() || !tapped.isEmpty() || viewers != VIEWERS_UNCHANGED;
  }

  @Override
  public News and(News next) {
    var later = (RoomNews) next;
    return new RoomNews(
        frames,
        epoch,
        urgency.compareTo(later.urgency) <= 0 ? urgency : later.urgency,
        from > 0 ? from : later.from,
        Math.max(to, later.to),
        joined(entries, later.entries),
        newer(states, later.states),
        sum(tapped, later.tapped),
        later.viewers != VIEWERS_UNCHANGED ? later.viewers : viewers,
        bytes + later.bytes - FRAME_BYTES);
  }

  private static List<EncodedEntry> joined(List<EncodedEntry> first, List<EncodedEntry> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    var all = new ArrayList<EncodedEntry>(first.size() + second.size());
    all.addAll(first);
    all.addAll(second);
    return all;
  }

  private static Map<String, byte[]> newer(Map<String, byte[]> first, Map<String, byte[]> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    var all = new LinkedHashMap<>(first);
    all.putAll(second);
    return all;
  }

  private static Map<Reaction, Long> sum(Map<Reaction, Long> one, Map<Reaction, Long> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    var all = new EnumMap<>(one);
    other.forEach((reaction, count) -> all.merge(reaction, count, Long::sum));
    return all;
  }

  @Override
  public Frame frame() {
    return frames.batch(this);
  }
}
