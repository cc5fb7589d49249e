package live.nigiwai.relay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import live.nigiwai.testkit.ClientView;
import org.jspecify.annotations.Nullable;

/** What a client shows of the conversation, in the words of the golden scenarios. */
final class TalkFields {
  private TalkFields() {}

  static @Nullable Object seen(ClientView view, String field) {
    return switch (field) {
      case "reactions" -> view.talk().reactions();
      case "chat" -> chat(view);
      case "commentPin" -> pin(view);
      case "openQuestions" -> board(view);
      case "questions" -> questions(view);
      case "mine" -> own(view.talk().mine(), "status");
      case "held" -> own(view.talk().held(), "review");
      case "standing" -> view.talk().standing();
      default -> throw new AssertionError("unknown view field " + field);
    };
  }

  private static @Nullable Object chat(ClientView view) {
    var state = view.state("chat");
    if (state == null) {
      return null;
    }
    var shown = Golden.JSON.createObjectNode();
    for (String field : new String[] {"slow", "who", "hold", "links", "raid"}) {
      shown.set(field, state.get(field));
    }
    return shown;
  }

  private static @Nullable String pin(ClientView view) {
    var state = view.state("comment_pin");
    return state == null || !state.has("eid") ? null : state.get("eid").asText();
  }

  private static ArrayNode board(ClientView view) {
    var all = Golden.JSON.createArrayNode();
    var state = view.state("questions");
    if (state != null) {
      for (var each : state.path("top")) {
        all.addObject()
            .put("eid", each.path("eid").asText())
            .put("votes", each.path("votes").asInt());
      }
    }
    return all;
  }

  private static ArrayNode questions(ClientView view) {
    var all = Golden.JSON.createArrayNode();
    for (var comment : view.comments()) {
      var question = view.talk().questions().get(comment.id());
      if (question != null && (!question.state().equals("none") || question.replyTo() != null)) {
        all.addObject()
            .put("eid", comment.id())
            .put("question", question.state())
            .put("re", question.replyTo());
      }
    }
    return all;
  }

  private static ArrayNode own(Map<String, String> byComment, String what) {
    var all = Golden.JSON.createArrayNode();
    byComment.forEach((id, value) -> all.addObject().put("eid", id).put(what, value));
    return all;
  }
}
