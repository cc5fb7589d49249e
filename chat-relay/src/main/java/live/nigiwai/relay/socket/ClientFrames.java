package live.nigiwai.relay.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.nigiwai.relay.moderation.CommentId;
import live.nigiwai.relay.room.Reaction;
import live.nigiwai.relay.socket.Conversation.Remark;
import live.nigiwai.relay.socket.Conversation.Request;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.Position;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a client sent. Pure; never throws, whatever the text.
 *
 * <p>The fields of all commands are gathered in one pass without a tree, then the command is read
 * from them.
 */
final class ClientFrames {
  private static final int DEPTH_MAX = 4;
  private static final int EPOCH_LENGTH_MAX = 64;

  private static final Set<String> REPORT_REASONS = Set.of("spam", "abuse", "privacy", "other");
  private static final Map<String, Reaction> REACTIONS =
      Arrays.stream(Reaction.values())
          .collect(Collectors.toUnmodifiableMap(TimelineJson::wireName, each -> each));

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(32)
                  .maxNameLength(64)
                  .build())
          .build();

  private ClientFrames() {}

  static ClientFrame decode(String text) {
    var fields = new Fields();
    try (JsonParser in = JSON.createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return new ClientFrame.Malformed("not an object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        fields.take(name, in);
      }
      if (in.nextToken() != null) {
        return new ClientFrame.Malformed("more than one object");
      }
    } catch (IOException malformed) {
      return new ClientFrame.Malformed("not JSON");
    }
    return fields.command();
  }

  /** What of an object concerns any command; a field of a wrong type is remembered as wrong. */
  private static final class Fields {
    private @Nullable String c;
    private @Nullable Long id;
    private @Nullable String log;
    private @Nullable String ep;
    private @Nullable Long off;
    private @Nullable String k;
    private @Nullable String x;
    private @Nullable Long m;
    private @Nullable Long d;
    private @Nullable Object n;
    private @Nullable String re;
    private @Nullable String eid;
    private @Nullable String why;
    private @Nullable String t;
    private @Nullable String tok;
    private @Nullable Boolean q;
    private @Nullable Boolean on;
    private boolean wrong;

    void take(String name, JsonParser in) throws IOException {
      switch (name) {
        case "c" -> c = text(in);
        case "id" -> id = number(in);
        case "log" -> log = text(in);
        case "ep" -> ep = text(in);
        case "off" -> off = number(in);
        case "k" -> k = text(in);
        case "x" -> x = text(in);
        case "m" -> m = number(in);
        case "d" -> d = number(in);
        case "re" -> re = text(in);
        case "eid" -> eid = text(in);
        case "why" -> why = text(in);
        case "t" -> t = text(in);
        case "tok" -> tok = text(in);
        case "q" -> q = yesOrNo(in);
        case "on" -> on = yesOrNo(in);
        case "n" -> n = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : number(in);
        default -> in.skipChildren();
      }
    }

    private @Nullable String text(JsonParser in) throws IOException {
      if (in.currentToken() == JsonToken.VALUE_STRING) {
        return in.getText();
      }
      return wrong(in);
    }

    private @Nullable Long number(JsonParser in) throws IOException {
      if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
          && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        return in.getLongValue();
      }
      return wrong(in);
    }

    private @Nullable Boolean yesOrNo(JsonParser in) throws IOException {
      return in.currentToken().isBoolean() ? (Boolean) in.getBooleanValue() : wrong(in);
    }

    private <T> @Nullable T wrong(JsonParser in) throws IOException {
      wrong = true;
      in.skipChildren();
      return null;
    }

    ClientFrame command() {
      if (c == null) {
        return new ClientFrame.Malformed("no command");
      }
      return switch (c) {
        case "join" -> join();
        case "say" -> say();
        case "name" -> rename();
        case "heart" -> react(Reaction.HEART);
        case "react" -> react(REACTIONS.get(t == null ? "" : t));
        case "del" -> about(eid -> new Request.Delete(eid));
        case "ask" -> about(eid -> new Request.Ask(eid));
        case "vote" -> about(eid -> on == null ? null : new Request.Vote(eid, on));
        case "report" ->
            about(
                eid ->
                    why != null && REPORT_REASONS.contains(why)
                        ? new Request.Report(eid, why)
                        : null);
        case "tok" -> token();
        case "pong" -> new ClientFrame.Pong(d == null || d < 0 ? null : d);
        default -> {
          Integer request = request();
          yield request == null ? new ClientFrame.Ignored() : new ClientFrame.Wrong(request);
        }
      };
    }

    private ClientFrame join() {
      Integer request = request();
      Log which = log == null || log.equals("stage") ? Log.STAGE : Log.BACKSTAGE;
      boolean knownLog = log == null || log.equals("stage") || log.equals("backstage");
      boolean whole = (ep == null) == (off == null);
      if (request == null || wrong || !knownLog || !whole) {
        return new ClientFrame.Malformed("bad join");
      }
      if (ep == null || off == null) {
        return new ClientFrame.Join(request, which, null, tok);
      }
      if (off < 0 || ep.isEmpty() || ep.length() > EPOCH_LENGTH_MAX) {
        return new ClientFrame.Malformed("bad join");
      }
      return new ClientFrame.Join(request, which, new Position(ep, off), tok);
    }

    private ClientFrame say() {
      Integer request = request();
      if (request == null) {
        return new ClientFrame.Malformed("no id");
      }
      if (wrong || k == null || x == null || (m != null && m < 0)) {
        return new ClientFrame.Wrong(request);
      }
      if (re != null && !CommentId.wellFormed(re)) {
        return new ClientFrame.Wrong(request);
      }
      var mediaAt = m == null ? null : new ShowTime(m);
      return new ClientFrame.Say(request, new Remark(k, x, mediaAt, re, Boolean.TRUE.equals(q)));
    }

    private ClientFrame react(@Nullable Reaction reaction) {
      return reaction != null && n instanceof Long count && count >= 1
          ? new ClientFrame.React(reaction, (int) Math.min(count, Integer.MAX_VALUE))
          : new ClientFrame.Ignored();
    }

    /** A request about the comment {@code eid}; null from the reading means a wrong field. */
    private ClientFrame about(Reading reading) {
      Integer request = request();
      if (request == null) {
        return new ClientFrame.Malformed("no id");
      }
      var read = wrong || eid == null || !CommentId.wellFormed(eid) ? null : reading.read(eid);
      return read == null ? new ClientFrame.Wrong(request) : new ClientFrame.About(request, read);
    }

    private interface Reading {
      @Nullable Request read(String commentId);
    }

    private ClientFrame token() {
      Integer request = request();
      if (request == null) {
        return new ClientFrame.Malformed("no id");
      }
      return wrong || tok == null
          ? new ClientFrame.Wrong(request)
          : new ClientFrame.Token(request, tok);
    }

    private ClientFrame rename() {
      Integer request = request();
      if (request == null) {
        return new ClientFrame.Malformed("no id");
      }
      return n instanceof String name && !wrong
          ? new ClientFrame.Rename(request, name)
          : new ClientFrame.Wrong(request);
    }

    private @Nullable Integer request() {
      return id != null && id >= 1 && id <= Integer.MAX_VALUE ? id.intValue() : null;
    }
  }
}
