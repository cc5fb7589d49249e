package live.nigiwai.relay.room;

import java.nio.charset.StandardCharsets;
import java.util.List;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.show.ShowClock;
import org.jspecify.annotations.Nullable;

/** The frames of a room (PROTOCOL.md section 3), joined from parts that were encoded before. */
final class RoomFrames {
  private final ShowClock clock;

  /** What every welcome ends with: heartbeat, reconnect policy, limits. */
  private final byte[] terms;

  RoomFrames(ShowClock clock, String terms) {
    this.clock = clock;
    this.terms = terms.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param greeting the personal part, encoded where the socket lives: {@code {"f":"welcome",…}}
   *     without its last brace
   */
  Frame welcome(byte[] greeting, Recollection known, Recollection.Reply reply, int viewers) {
    var head = new Bytes().add(",\"now\":").add(clock.now().millis()).add(",\"ep\":");
    head.add(Bytes.quoted(known.epoch())).add(",\"off\":").add(known.end());
    byte[] entries =
        switch (reply) {
          case Recollection.Reply.Resumed resumed -> {
            head.add(",\"rec\":true");
            yield known.after(resumed.after());
          }
          case Recollection.Reply.Afresh afresh -> {
            head.add(",\"rec\":false");
            var why = afresh.why();
            if (why != null) {
              head.add(",\"why\":\"").add(why).add("\"");
            }
            yield known.recent();
          }
        };
    head.add(",\"ev\":[");
    var tail = new Bytes().add("],\"st\":").add(known.states()).add(",\"v\":").add(viewers);
    tail.add(terms).add("}");
    return Frame.of(greeting, head.toBytes(), entries, tail.toBytes());
  }

  /** What one batch says; parts that are not there are left out. */
  record Batch(
      long from, List<byte[]> entries, byte @Nullable [] states, long hearts, int viewers) {
    static final int VIEWERS_UNCHANGED = -1;

    long to() {
      return entries.isEmpty() ? 0 : from + entries.size() - 1;
    }

    /** Whether someone who misses it has to be told later. */
    boolean lasting() {
      return !entries.isEmpty() || states != null;
    }
  }

  Frame batch(String epoch, Batch batch) {
    var out = new Bytes().add("{\"f\":\"b\",\"ep\":").add(Bytes.quoted(epoch));
    if (!batch.entries.isEmpty()) {
      out.add(",\"from\":").add(batch.from).add(",\"to\":").add(batch.to()).add(",\"ev\":[");
      for (int i = 0; i < batch.entries.size(); i++) {
        out.add(i == 0 ? "" : ",").add(batch.entries.get(i));
      }
      out.add("]");
    }
    if (batch.states != null) {
      out.add(",\"st\":").add(batch.states);
    }
    if (batch.hearts > 0) {
      out.add(",\"h\":").add(batch.hearts);
    }
    if (batch.viewers != Batch.VIEWERS_UNCHANGED) {
      out.add(",\"v\":").add(batch.viewers);
    }
    return Frame.of(out.add(",\"now\":").add(clock.now().millis()).add("}").toBytes());
  }

  /** Everything after an offset in one frame, for someone who fell behind. */
  Frame missed(Recollection known, long after, int viewers) {
    var head = new Bytes().add("{\"f\":\"b\",\"ep\":").add(Bytes.quoted(known.epoch()));
    if (known.end() > after) {
      head.add(",\"from\":").add(after + 1).add(",\"to\":").add(known.end());
      head.add(",\"ev\":[").add(known.after(after)).add("]");
    }
    head.add(",\"st\":").add(known.states()).add(",\"v\":").add(viewers);
    return Frame.of(head.add(",\"now\":").add(clock.now().millis()).add("}").toBytes());
  }
}
