package live.nigiwai.relay.socket;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import org.jspecify.annotations.Nullable;

/** Encodes the small frames to one client (PROTOCOL.md section 3). */
final class Answers {
  static final Frame PING = frame(out -> out.writeStringField("f", "ping"));

  private Answers() {}

  /** The personal part of a welcome: an object without its last brace. */
  static byte[] greeting(int id, LogId log, Visitor visitor) {
    String text =
        text(
            out -> {
              out.writeStringField("f", "welcome");
              out.writeNumberField("id", id);
              out.writeStringField("show", log.show().value());
              out.writeStringField("log", log.log() == Log.STAGE ? "stage" : "backstage");
              out.writeObjectFieldStart("you");
              out.writeStringField("id", visitor.actor().id());
              out.writeStringField("name", visitor.name());
              out.writeStringField("role", visitor.isStaff() ? "staff" : "viewer");
              out.writeBooleanField("named", !visitor.name().isEmpty());
              out.writeEndObject();
            });
    return text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  static Frame ack(int id, String commentId, boolean held) {
    return frame(
        out -> {
          out.writeStringField("f", "ack");
          out.writeNumberField("id", id);
          out.writeStringField("eid", commentId);
          if (held) {
            out.writeBooleanField("held", true);
          }
        });
  }

  static Frame note(Note note) {
    return frame(
        out -> {
          out.writeStringField("f", "note");
          switch (note) {
            case Note.Question question -> writeQuestion(out, question);
            case Note.Held held -> {
              out.writeStringField("k", "held");
              out.writeStringField("eid", held.commentId());
              out.writeStringField("status", held.status());
            }
            case Note.Sanction sanction -> {
              out.writeStringField("k", "sanction");
              out.writeStringField("kind", sanction.kind());
              writeIfThere(out, "until", sanction.untilMillis());
            }
            case Note.Mine mine -> {
              out.writeStringField("k", "mine");
              out.writeArrayFieldStart("ev");
              for (var hidden : mine.comments()) {
                TimelineJson.writeUnnumbered(out, hidden.entry(), hidden.held());
              }
              out.writeEndArray();
            }
          }
        });
  }

  private static void writeQuestion(JsonGenerator out, Note.Question question) throws IOException {
    out.writeStringField("k", "question");
    out.writeStringField("eid", question.commentId());
    out.writeStringField("status", question.status());
    if (question.into() != null) {
      out.writeStringField("into", question.into());
    }
    writeIfThere(out, "m", question.mediaMillis());
    if (question.text() != null) {
      out.writeStringField("x", question.text());
    }
  }

  private static void writeIfThere(JsonGenerator out, String field, @Nullable Long value)
      throws IOException {
    if (value != null) {
      out.writeNumberField(field, value);
    }
  }

  /** The new token holds. */
  static Frame refreshed(int id) {
    return frame(
        out -> {
          out.writeStringField("f", "ack");
          out.writeNumberField("id", id);
        });
  }

  static Frame named(int id, String name) {
    return frame(
        out -> {
          out.writeStringField("f", "named");
          out.writeNumberField("id", id);
          out.writeStringField("name", name);
        });
  }

  static Frame error(int id, ErrorCode code, long afterMillis) {
    return frame(
        out -> {
          out.writeStringField("f", "err");
          out.writeNumberField("id", id);
          out.writeStringField("code", code.wireName());
          out.writeBooleanField("retry", code.retry);
          if (code.retry || afterMillis > 0) {
            out.writeNumberField("after", afterMillis);
          }
          out.writeStringField("ja", code.ja);
          out.writeStringField("en", code.en);
        });
  }

  static Frame drain(long inMillis) {
    return frame(
        out -> {
          out.writeStringField("f", "drain");
          out.writeNumberField("in", inMillis);
        });
  }

  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  private static Frame frame(Fields fields) {
    return Frame.of(text(fields).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Fields fields) {
    return Json.text(
        out -> {
          out.writeStartObject();
          fields.write(out);
          out.writeEndObject();
        });
  }
}
