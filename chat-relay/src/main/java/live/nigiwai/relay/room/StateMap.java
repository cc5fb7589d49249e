package live.nigiwai.relay.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private record Encoded(long version, byte[] member) {}

  /** Takes what is newer and returns it as one JSON object; null if nothing was. */
  byte @Nullable [] put(List<Versioned> states) {
    Bytes changed = null;
    for (var state : states) {
      byte[] member = put(state);
      if (member != null) {
        changed = changed == null ? new Bytes().add("{") : changed.add(",");
        changed.add(member);
      }
    }
    return changed == null ? null : changed.add("}").toBytes();
  }

  private byte @Nullable [] put(Versioned state) {
    String key = state.state().key();
    var held = values.get(key);
    if (held == null ? values.size() >= KEYS_MAX : held.version >= state.version()) {
      return null;
    }
    byte[] member =
        new Bytes()
            .add(Bytes.quoted(key))
            .add(":")
            .add(Bytes.json(out -> TimelineJson.writeState(out, state)))
            .toBytes();
    values.put(key, new Encoded(state.version(), member));
    all = null;
    return member;
  }

  /** Every value as one JSON object. */
  byte[] all() {
    if (all == null) {
      var out = new Bytes().add("{");
      boolean first = true;
      for (var value : values.values()) {
        if (!first) {
          out.add(",");
        }
        first = false;
        out.add(value.member);
      }
      all = out.add("}").toBytes();
    }
    return all;
  }
}
