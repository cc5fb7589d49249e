package live.nigiwai.relay.room;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.ShowClock;

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

  Frame batch(RoomNews news) {
    var out = new Bytes().add("{\"f\":\"b\",\"ep\":").add(Bytes.quoted(news.epoch()));
    if (news.to() > 0) {
      out.add(",\"from\":").add(news.from()).add(",\"to\":").add(news.to());
      out.add(",\"ev\":[").list(news.entries().stream().map(EncodedEntry::json).toList()).add("]");
    }
    if (!news.states().isEmpty()) {
      out.add(",\"st\":").object(news.states().values());
    }
    reactions(out, news.tapped());
    if (news.viewers() != RoomNews.VIEWERS_UNCHANGED) {
      out.add(",\"v\":").add(news.viewers());
    }
    return Frame.of(out.add(",\"now\":").add(clock.now().millis()).add("}").toBytes());
  }

  private static void reactions(Bytes out, Map<Reaction, Long> tapped) {
    String next = ",\"rx\":{";
    for (var each : tapped.entrySet()) {
      if (each.getKey() == Reaction.HEART) {
        out.add(",\"h\":").add(each.getValue());
      } else {
        out.add(next).add("\"").add(TimelineJson.wireName(each.getKey())).add("\":");
        out.add(each.getValue());
        next = ",";
      }
    }
    if (next.equals(",")) {
      out.add("}");
    }
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
