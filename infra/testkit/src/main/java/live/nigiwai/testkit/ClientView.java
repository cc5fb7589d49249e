package live.nigiwai.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a client of {@code nigiwai.v1} shows and sends, exactly as {@code chat-relay/PROTOCOL.md}
 * says; the same golden scenarios hold for the browser's client. Pure: sockets and timers are
 * {@link TestViewer}'s.
 *
 * <p><b>Threading</b>: none.
 */
public final class ClientView {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String log;
  private final Map<String, Comment> comments = new LinkedHashMap<>();
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final Map<Integer, String> requests = new LinkedHashMap<>();
  private final Map<String, JsonNode> states = new TreeMap<>();
  private final PinTrack pins = new PinTrack();
  private final TalkTrack talk = new TalkTrack();
  private @Nullable String epoch;
  private long offset;
  private @Nullable JsonNode me;
  private int viewers;
  private long hearts;
  private boolean live;
  private int nextId;
  private long now;
  private int holes;
  private int repeats;
  private long skipped;
  private int welcomes;
  private @Nullable String lastWhy;

  /**
   * @param log {@code stage} or {@code backstage}
   */
  public ClientView(String log) {
    this.log = log;
  }

  /** What the client does because of something. */
  public sealed interface Act {
    record Send(String json) implements Act {}

    record Close(int code) implements Act {}
  }

  /** What follows the end of a socket. */
  public enum Next {
    STOP,
    BACK_OFF,
    RESUME
  }

  /**
   * A comment in the log.
   *
   * @param name null, as is the text, once deleted
   */
  public record Comment(
      String id, @Nullable String name, @Nullable String text, @Nullable String badge) {
    public boolean deleted() {
      return text == null;
    }
  }

  /** An own comment that was not seen in the log yet. */
  public record Pending(
      String key,
      String text,
      @Nullable Long mediaAt,
      State state,
      @Nullable String commentId,
      long againAt) {

    public enum State {
      SENDING,
      STORED,
      FAILED
    }

    private static final long NEVER = Long.MAX_VALUE;

    Pending in(State next, @Nullable String id) {
      return new Pending(key, text, mediaAt, next, id, NEVER);
    }

    Pending again(long at) {
      return new Pending(key, text, mediaAt, state, commentId, at);
    }
  }

  public static Next next(int closeCode) {
    if (closeCode >= 4000 && closeCode < 4100 || closeCode == 1000) {
      return Next.STOP;
    }
    return closeCode >= 4200 && closeCode < 4300 ? Next.RESUME : Next.BACK_OFF;
  }

  public List<Act> connected() {
    requests.clear();
    nextId = 1;
    var join = command("join").put("id", nextId++).put("log", log);
    if (epoch != null) {
      join.put("ep", epoch).put("off", offset);
    }
    return List.of(new Act.Send(join.toString()));
  }

  public Next closed(int code) {
    live = false;
    return next(code);
  }

  public List<Act> say(String key, String text, @Nullable Long mediaAt) {
    pending.put(key, new Pending(key, text, mediaAt, Pending.State.SENDING, null, Pending.NEVER));
    return live ? List.of(send(key)) : List.of();
  }

  private Act send(String key) {
    var said = pending.get(key);
    if (said == null) {
      throw new IllegalStateException(key + " is not pending");
    }
    pending.put(key, said.again(Pending.NEVER));
    var say = command("say").put("id", nextId).put("k", key).put("x", said.text);
    if (said.mediaAt != null) {
      say.put("m", said.mediaAt);
    }
    requests.put(nextId++, key);
    return new Act.Send(say.toString());
  }

  /** Time passes; what is due to be sent again is sent. */
  public List<Act> passed(long millis) {
    now += millis;
    var due = new ArrayList<Act>();
    if (live) {
      for (var said : List.copyOf(pending.values())) {
        if (said.againAt <= now) {
          due.add(send(said.key));
        }
      }
    }
    return due;
  }

  public List<Act> received(String text) {
    JsonNode frame = Json.tree(text);
    return switch (frame.path("f").asText()) {
      case "welcome" -> welcome(frame);
      case "b" -> batch(frame);
      case "ack" -> ack(frame);
      case "err" -> error(frame);
      case "ping" -> List.of(new Act.Send(command("pong").put("off", offset).toString()));
      case "named" -> named(frame);
      case "note" -> {
        talk.note(frame);
        yield List.of();
      }
      default -> List.of();
    };
  }

  private List<Act> welcome(JsonNode frame) {
    boolean resumed = frame.path("rec").asBoolean();
    welcomes++;
    lastWhy = frame.hasNonNull("why") ? frame.get("why").asText() : null;
    if (!resumed) {
      comments.clear();
      talk.restart();
      states.clear();
      pins.restart(frame.path("st").path("pins"));
    }
    me = frame.path("you");
    epoch = frame.path("ep").asText();
    long end = frame.path("off").asLong();
    if (resumed && !whole(frame, end - offset)) {
      holes++;
    }
    frame.path("ev").forEach(this::apply);
    offset = end;
    takeStates(frame.path("st"));
    viewers = frame.path("v").asInt();
    live = true;
    pending.values().removeIf(said -> said.state == Pending.State.STORED);
    var again = new ArrayList<Act>();
    for (var said : List.copyOf(pending.values())) {
      if (said.state == Pending.State.SENDING) {
        again.add(send(said.key));
      }
    }
    return again;
  }

  private List<Act> batch(JsonNode frame) {
    boolean continues =
        frame.path("ep").asText().equals(epoch)
            && (!frame.has("from") || frame.path("from").asLong() <= offset + 1);
    if (!continues) {
      holes++;
      live = false;
      return List.of(new Act.Close(4210));
    }
    if (frame.has("from")
        && !whole(frame, frame.path("to").asLong() - frame.path("from").asLong() + 1)) {
      holes++;
    }
    for (JsonNode entry : frame.path("ev")) {
      if (entry.path("o").asLong() <= offset) {
        repeats++;
      } else {
        apply(entry);
      }
    }
    offset = Math.max(offset, frame.path("to").asLong());
    takeStates(frame.path("st"));
    hearts += frame.path("h").asLong();
    talk.batch(frame);
    viewers = frame.path("v").asInt(viewers);
    return List.of();
  }

  /** Whether a frame holds each of so many offsets in a row, but those it says it leaves out. */
  private boolean whole(JsonNode frame, long offsets) {
    long leftOut = frame.path("skip").asLong();
    skipped += leftOut;
    return frame.path("ev").size() + leftOut == offsets;
  }

  private void apply(JsonNode entry) {
    String eid = entry.path("eid").asText();
    talk.entry(entry);
    switch (entry.path("t").asText()) {
      case "comment" -> {
        comments.put(eid, new Comment(eid, text(entry, "n"), text(entry, "x"), text(entry, "b")));
        pending.values().removeIf(said -> eid.equals(said.commentId));
      }
      case "comment_deleted" ->
          comments.computeIfPresent(eid, (id, old) -> new Comment(id, null, null, null));
      case "comment_restored" ->
          comments.computeIfPresent(
              eid,
              (id, old) -> new Comment(id, text(entry, "n"), text(entry, "x"), text(entry, "b")));
      case "pinned", "unpinned" -> pins.apply(entry);
      default -> {}
    }
  }

  private void takeStates(JsonNode newer) {
    newer
        .properties()
        .forEach(
            state -> {
              var held = states.get(state.getKey());
              if (held == null || held.path("sv").asLong() < state.getValue().path("sv").asLong()) {
                states.put(state.getKey(), state.getValue());
              }
            });
  }

  private List<Act> ack(JsonNode frame) {
    talk.answer(frame);
    String key = requests.get(frame.path("id").asInt());
    if (key != null && pending.containsKey(key)) {
      String eid = frame.path("eid").asText();
      if (comments.containsKey(eid)) {
        pending.remove(key);
      } else {
        pending.computeIfPresent(key, (k, said) -> said.in(Pending.State.STORED, eid));
      }
    }
    return List.of();
  }

  private List<Act> error(JsonNode frame) {
    talk.answer(frame);
    String key = requests.get(frame.path("id").asInt());
    if (key != null) {
      boolean retry = frame.path("retry").asBoolean();
      long at = now + frame.path("after").asLong();
      pending.computeIfPresent(
          key, (k, said) -> retry ? said.again(at) : said.in(Pending.State.FAILED, null));
    }
    return List.of();
  }

  private List<Act> named(JsonNode frame) {
    if (me instanceof ObjectNode you) {
      you.put("name", frame.path("name").asText()).put("named", true);
    }
    return List.of();
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  private static ObjectNode command(String name) {
    return JSON.createObjectNode().put("c", name);
  }

  public @Nullable String epoch() {
    return epoch;
  }

  public long offset() {
    return offset;
  }

  /** In offset order. */
  public List<Comment> comments() {
    return List.copyOf(comments.values());
  }

  public List<Pending> pending() {
    return List.copyOf(pending.values());
  }

  /** The value of a key as the server wrote it, if there is one. */
  public @Nullable JsonNode state(String key) {
    return states.get(key);
  }

  public Map<String, JsonNode> states() {
    return Map.copyOf(states);
  }

  /** Products pinned now. */
  public List<String> pins() {
    var products = new ArrayList<String>();
    states
        .getOrDefault("pins", JSON.nullNode())
        .path("pins")
        .forEach(pin -> products.add(pin.path("p").asText()));
    return products;
  }

  /** Products on the picture at a media time. */
  public List<String> pinsAt(long mediaTime) {
    return pins.at(mediaTime);
  }

  /** Questions, notes and reactions. */
  public TalkTrack talk() {
    return talk;
  }

  public int viewers() {
    return viewers;
  }

  public long hearts() {
    return hearts;
  }

  public @Nullable JsonNode me() {
    return me;
  }

  public boolean live() {
    return live;
  }

  /** Times something was missing between two frames. */
  public int holes() {
    return holes;
  }

  public int repeats() {
    return repeats;
  }

  /** Comments the server left out because more were said than can be read. */
  public long skipped() {
    return skipped;
  }

  public int welcomes() {
    return welcomes;
  }

  /** Why the last welcome was not a resume, if a resume was asked. */
  public @Nullable String lastWhy() {
    return lastWhy;
  }
}
