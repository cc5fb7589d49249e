package live.nigiwai.runtime.timeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Versioned;

/**
 * Entries and state as JSON, the same names on the wire and in an export. Described for others in
 * {@code chat-relay/PROTOCOL.md}; names are only ever added.
 */
public final class TimelineJson {
  private TimelineJson() {}

  /** {@code {"o":…,"at":…,"s":…,"m":…,"t":…,"by":{…},…fields}}. */
  public static void writeEntry(JsonGenerator out, TimelineEntry entry) throws IOException {
    out.writeStartObject();
    out.writeNumberField("o", entry.offset());
    writeRest(out, entry);
    out.writeEndObject();
  }

  /** As {@link #writeEntry}, for what its author alone sees: without {@code o}. */
  public static void writeUnnumbered(JsonGenerator out, TimelineEntry entry, boolean held)
      throws IOException {
    out.writeStartObject();
    writeRest(out, entry);
    if (held) {
      out.writeBooleanField("held", true);
    }
    out.writeEndObject();
  }

  private static void writeRest(JsonGenerator out, TimelineEntry entry) throws IOException {
    out.writeNumberField("at", entry.at().millis());
    out.writeNumberField("s", entry.showAt().millis());
    var mediaAt = entry.mediaAt();
    if (mediaAt != null) {
      out.writeNumberField("m", mediaAt.millis());
    }
    out.writeStringField("t", FactJson.type(entry.event()));
    out.writeObjectFieldStart("by");
    out.writeStringField("k", entry.actor().kind().name().toLowerCase(Locale.ROOT));
    out.writeStringField("id", entry.actor().id());
    out.writeEndObject();
    FactJson.writeFields(out, entry.event(), true);
  }

  /** {@code {"sv":version,…fields}}; its key stands outside. */
  public static void writeState(JsonGenerator out, Versioned state) throws IOException {
    out.writeStartObject();
    out.writeNumberField("sv", state.version());
    StateJson.writeFields(out, state.state());
    out.writeEndObject();
  }

  static String storedState(ShowState state) {
    return Json.text(
        out -> {
          out.writeStartObject();
          StateJson.writeFields(out, state);
          out.writeEndObject();
        });
  }

  static ShowState readState(String key, String json) {
    return StateJson.read(key, Json.tree(json));
  }

  /** An enum constant as it stands on the wire: {@code ON_SALE} is {@code on_sale}. */
  public static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E byWireName(Class<E> type, JsonNode name) {
    return Enum.valueOf(type, name.asText().toUpperCase(Locale.ROOT));
  }
}
