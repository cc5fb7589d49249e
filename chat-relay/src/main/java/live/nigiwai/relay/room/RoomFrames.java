package live.nigiwai.relay.room;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.News.Urgency;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.TimelineEntry;

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
    var stretch =
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
    leftOut(head, stretch.leftOut());
    head.add(",\"ev\":[");
    var tail = new Bytes().add("],\"st\":").add(known.states()).add(",\"v\":").add(viewers);
    tail.add(terms).add("}");
    return Frame.at(known.position(), greeting, head.toBytes(), stretch.entries(), tail.toBytes());
  }

  /**
   * Takes entries in and returns what there is to tell of them, in news of bounded size.
   *
   * @param bytesMax of the entries of one
   */
  List<RoomNews> news(
      Recollection known, List<TimelineEntry> entries, StateMap.Changed states, int bytesMax) {
    var all = new ArrayList<RoomNews>();
    var part = new ArrayList<EncodedEntry>();
    var urgency = Urgency.ORDINARY;
    long from = known.end() + 1;
    int length = 0;
    for (var entry : entries) {
      var encoded = known.append(entry);
      int bytes = encoded.json().length;
      if (length > 0 && length + bytes > bytesMax) {
        all.add(none(known).withEntries(urgency, from, entry.offset() - 1, part));
        from = entry.offset();
        part = new ArrayList<>();
        urgency = Urgency.ORDINARY;
        length = 0;
      }
      if (encoded.shown()) {
        part.add(encoded);
      }
      urgency = Urgent.greater(urgency, Urgent.of(entry.event()));
      length += bytes;
    }
    var last = none(known);
    if (from <= known.end()) {
      last = last.withEntries(urgency, from, known.end(), part);
    }
    if (!states.members().isEmpty()) {
      last = last.withStates(Urgent.greater(last.urgency(), states.urgency()), states.members());
    }
    if (last.saysSomething()) {
      all.add(last);
    }
    return all;
  }

  private RoomNews none(Recollection known) {
    return RoomNews.none(this, known.epoch());
  }

  Frame batch(RoomNews news) {
    var out = new Bytes().add("{\"f\":\"b\",\"ep\":").add(Bytes.quoted(news.epoch()));
    if (news.to() > 0) {
      out.add(",\"from\":").add(news.from()).add(",\"to\":").add(news.to());
      leftOut(out, news.to() - news.from() + 1 - news.entries().size());
      out.add(",\"ev\":[").list(news.entries().stream().map(EncodedEntry::json).toList()).add("]");
    }
    if (!news.states().isEmpty()) {
      out.add(",\"st\":").object(news.states().values());
    }
    reactions(out, news.tapped());
    if (news.viewers() != RoomNews.VIEWERS_UNCHANGED) {
      out.add(",\"v\":").add(news.viewers());
    }
    byte[] text = out.add(",\"now\":").add(clock.now().millis()).add("}").toBytes();
    return Frame.at(news.to() > 0 ? new Position(news.epoch(), news.to()) : null, text);
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
      var stretch = known.after(after);
      leftOut(head, stretch.leftOut());
      head.add(",\"ev\":[").add(stretch.entries()).add("]");
    }
    head.add(",\"st\":").add(known.states()).add(",\"v\":").add(viewers);
    head.add(",\"now\":").add(clock.now().millis()).add("}");
    return Frame.at(known.position(), head.toBytes());
  }

  private static void leftOut(Bytes out, long entries) {
    if (entries > 0) {
      out.add(",\"skip\":").add(entries);
    }
  }
}
