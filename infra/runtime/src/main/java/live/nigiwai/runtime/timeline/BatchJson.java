package live.nigiwai.runtime.timeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.Worded;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * A stored batch as one node tells it to another: between nodes of one version or the next, so
 * names are only ever added. Facts have their stored form; words travel beside them.
 */
final class BatchJson {
  private static final Actor.Kind[] KINDS = Actor.Kind.values();

  private BatchJson() {}

  /**
   * What another node stored.
   *
   * @param batch null when it was too large to be told: read the store
   */
  record Told(String node, @Nullable TimelineBatch batch) {}

  /** The batch, or only that there is one if it would be larger than {@code bytesMax}. */
  static byte[] write(String node, TimelineBatch batch, int bytesMax) {
    byte[] whole = bytes(node, batch);
    return whole.length <= bytesMax ? whole : bytes(node, null);
  }

  private static byte[] bytes(String node, @Nullable TimelineBatch batch) {
    return Json.text(
            out -> {
              out.writeStartObject();
              out.writeStringField("node", node);
              if (batch != null) {
                out.writeStringField("epoch", batch.epoch());
                out.writeArrayFieldStart("entries");
                for (var entry : batch.entries()) {
                  writeEntry(out, entry);
                }
                out.writeEndArray();
                out.writeArrayFieldStart("states");
                for (var state : batch.states()) {
                  writeState(out, state);
                }
                out.writeEndArray();
              }
              out.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void writeEntry(JsonGenerator out, TimelineEntry entry) throws IOException {
    out.writeStartObject();
    out.writeNumberField("o", entry.offset());
    out.writeNumberField("at", entry.at().millis());
    out.writeNumberField("s", entry.showAt().millis());
    var mediaAt = entry.mediaAt();
    if (mediaAt != null) {
      out.writeNumberField("m", mediaAt.millis());
    }
    out.writeNumberField("k", entry.actor().kind().ordinal());
    out.writeStringField("a", entry.actor().id());
    out.writeStringField("t", FactJson.type(entry.event()));
    out.writeStringField("f", FactJson.stored(entry.event()));
    var words = wordsOf(entry.event());
    if (words != null) {
      out.writeStringField("n", words.name());
      out.writeStringField("x", words.text());
    }
    out.writeEndObject();
  }

  private static @Nullable Words wordsOf(TimelineEvent event) {
    return event instanceof Worded worded ? worded.words() : null;
  }

  private static void writeState(JsonGenerator out, Versioned state) throws IOException {
    out.writeStartObject();
    out.writeStringField("key", state.state().key());
    out.writeNumberField("v", state.version());
    out.writeStringField("f", TimelineJson.storedState(state.state()));
    out.writeEndObject();
  }

  /**
   * @throws RuntimeException when it is not what {@link #write} writes
   */
  static Told read(LogId log, byte[] message) {
    var told = Json.tree(new String(message, StandardCharsets.UTF_8));
    String node = told.required("node").asText();
    return told.has("epoch") ? new Told(node, batch(log, told)) : new Told(node, null);
  }

  private static TimelineBatch batch(LogId log, JsonNode told) {
    var entries = new ArrayList<TimelineEntry>();
    for (JsonNode entry : told.required("entries")) {
      entries.add(entry(entry));
    }
    var states = new ArrayList<Versioned>();
    for (JsonNode state : told.required("states")) {
      states.add(
          new Versioned(
              TimelineJson.readState(text(state, "key"), text(state, "f")),
              state.required("v").asLong()));
    }
    requireDense(entries);
    return new TimelineBatch(log, text(told, "epoch"), entries, states);
  }

  private static void requireDense(List<TimelineEntry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).offset() != entries.get(i - 1).offset() + 1) {
        throw new IllegalArgumentException("a hole between entries");
      }
    }
  }

  private static TimelineEntry entry(JsonNode entry) {
    var words = entry.has("n") ? new Words(text(entry, "n"), text(entry, "x")) : null;
    return new TimelineEntry(
        entry.required("o").asLong(),
        time(entry, "at"),
        entry.has("m") ? time(entry, "m") : null,
        time(entry, "s"),
        new Actor(KINDS[entry.required("k").asInt()], text(entry, "a")),
        FactJson.read(text(entry, "t"), text(entry, "f"), words));
  }

  private static ShowTime time(JsonNode node, String field) {
    return new ShowTime(node.required(field).asLong());
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }
}
