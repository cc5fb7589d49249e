package live.nigiwai.relay.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
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
    private @Nullable Object n;
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
        case "heart" ->
            n instanceof Long count && count >= 1 && count <= Integer.MAX_VALUE
                ? new ClientFrame.Hearts(count.intValue())
                : new ClientFrame.Ignored();
        case "pong" -> new ClientFrame.Pong();
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
        return new ClientFrame.Join(request, which, null);
      }
      if (off < 0 || ep.isEmpty() || ep.length() > EPOCH_LENGTH_MAX) {
        return new ClientFrame.Malformed("bad join");
      }
      return new ClientFrame.Join(request, which, new Position(ep, off));
    }

    private ClientFrame say() {
      Integer request = request();
      if (request == null) {
        return new ClientFrame.Malformed("no id");
      }
      if (wrong || k == null || x == null || (m != null && m < 0)) {
        return new ClientFrame.Wrong(request);
      }
      return new ClientFrame.Say(request, k, x, m == null ? null : new ShowTime(m));
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
