package live.nigiwai.relay.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.relay.fanout.News.Urgency;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of each key, encoded once per change.
 *
 * <p><b>Threading</b>: none; its room confines it.
 */
final class StateMap {
  /** Products and variants of one show; beyond it new keys are left to the pages' own requests. */
  private static final int KEYS_MAX = 2_000;

  private final Map<String, Encoded> values = new LinkedHashMap<>();
  private byte @Nullable [] all;

  /**
   * @param member {@code "key":{…}}
   */
  private record Encoded(Versioned value, byte[] member) {}

  /**
   * What a change of state comes to.
   *
   * @param members the changed values by key, each as {@code "key":{…}}
   */
  record Changed(Urgency urgency, Map<String, byte[]> members) {
    static final Changed NOTHING = new Changed(Urgency.PASSING, Map.of());
  }

  /** Takes what is newer. */
  Changed put(List<Versioned> states) {
    var members = new LinkedHashMap<String, byte[]>();
    var urgency = Urgency.PASSING;
    for (var state : states) {
      String key = state.state().key();
      var held = values.get(key);
      byte[] member = put(held, state);
      if (member != null) {
        members.put(key, member);
        var before = held == null ? null : held.value.state();
        urgency = Urgent.greater(urgency, Urgent.of(before, state.state()));
      }
    }
    return members.isEmpty() ? Changed.NOTHING : new Changed(urgency, members);
  }

  private byte @Nullable [] put(@Nullable Encoded held, Versioned state) {
    String key = state.state().key();
    if (held == null ? values.size() >= KEYS_MAX : held.value.version() >= state.version()) {
      return null;
    }
    byte[] member =
        new Bytes()
            .add(Bytes.quoted(key))
            .add(":")
            .add(Bytes.json(out -> TimelineJson.writeState(out, state)))
            .toBytes();
    values.put(key, new Encoded(state, member));
    all = null;
    return member;
  }

  /** Every value as one JSON object. */
  byte[] all() {
    if (all == null) {
      all = new Bytes().object(values.values().stream().map(Encoded::member).toList()).toBytes();
    }
    return all;
  }
}
