package live.nigiwai.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of the conversation besides the comments: which comments are questions, what
 * it was told alone, what was tapped.
 *
 * <p><b>Threading</b>: none; its {@link ClientView} confines it.
 */
public final class TalkTrack {
  private static final int KEPT_MAX = 1_000;

  private final Map<String, Question> questions = new LinkedHashMap<>();
  private final Map<String, String> mine = new LinkedHashMap<>();
  private final Map<String, String> held = new LinkedHashMap<>();
  private final Map<String, Long> reactions = new TreeMap<>();
  private final List<JsonNode> notes = new ArrayList<>();
  private final List<JsonNode> hidden = new ArrayList<>();
  private final List<JsonNode> answers = new ArrayList<>();
  private String standing = "none";

  /**
   * @param state {@code none}, {@code open}, {@code grouped} or {@code answered}
   * @param replyTo the comment it answers
   */
  public record Question(String state, @Nullable String replyTo) {}

  void restart() {
    questions.clear();
  }

  void entry(JsonNode entry) {
    String id = entry.path("eid").asText();
    switch (entry.path("t").asText()) {
      case "comment" -> {
        String replyTo = entry.hasNonNull("re") ? entry.get("re").asText() : null;
        questions.put(id, new Question(entry.has("q") ? "open" : "none", replyTo));
      }
      case "question" -> become(id, "open");
      case "question_grouped" -> become(id, entry.has("into") ? "grouped" : "open");
      case "question_answered" -> become(id, "answered");
      default -> {}
    }
  }

  private void become(String id, String state) {
    questions.computeIfPresent(id, (key, was) -> new Question(state, was.replyTo));
  }

  void note(JsonNode note) {
    keep(notes, note);
    String id = note.path("eid").asText();
    switch (note.path("k").asText()) {
      case "question" -> mine.put(id, note.path("status").asText());
      case "held" -> {
        if (note.path("status").asText().equals("rejected")) {
          held.put(id, "rejected");
        } else {
          held.remove(id);
        }
      }
      case "sanction" -> standing = note.path("kind").asText();
      case "mine" -> {
        hidden.clear();
        held.clear();
        for (JsonNode each : note.path("ev")) {
          hidden.add(each);
          if (each.has("held")) {
            held.put(each.path("eid").asText(), "held");
          }
        }
      }
      default -> {}
    }
  }

  void answer(JsonNode frame) {
    keep(answers, frame);
    if (frame.has("held")) {
      held.put(frame.path("eid").asText(), "held");
    }
  }

  void batch(JsonNode frame) {
    frame
        .path("rx")
        .properties()
        .forEach(each -> reactions.merge(each.getKey(), each.getValue().asLong(), Long::sum));
  }

  private static void keep(List<JsonNode> list, JsonNode node) {
    if (list.size() >= KEPT_MAX) {
      list.removeFirst();
    }
    list.add(node);
  }

  /** By comment, in offset order; comments that neither ask nor answer too. */
  public Map<String, Question> questions() {
    return Map.copyOf(questions);
  }

  /** The status of each own question. */
  public Map<String, String> mine() {
    return Map.copyOf(mine);
  }

  /** Own comments that wait, or were rejected. */
  public Map<String, String> held() {
    return Map.copyOf(held);
  }

  /** Own comments that the log does not show others. */
  public List<JsonNode> hidden() {
    return List.copyOf(hidden);
  }

  public Map<String, Long> reactions() {
    return Map.copyOf(reactions);
  }

  /** {@code none} or {@code mute}. */
  public String standing() {
    return standing;
  }

  public List<JsonNode> notes() {
    return List.copyOf(notes);
  }

  /** Every {@code ack} and {@code err}, in their order. */
  public List<JsonNode> answers() {
    return List.copyOf(answers);
  }

  /** The codes of every {@code err}. */
  public List<String> refusals() {
    return answers.stream()
        .filter(each -> each.path("f").asText().equals("err"))
        .map(each -> each.path("code").asText())
        .toList();
  }
}
