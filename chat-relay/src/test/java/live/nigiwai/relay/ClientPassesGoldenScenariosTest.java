package live.nigiwai.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import live.nigiwai.testkit.ClientView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Java client is right by the same files as the browser's. */
class ClientPassesGoldenScenariosTest {
  @TestFactory
  Stream<DynamicTest> scenarios() {
    return Golden.read("scenarios.json").stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(scenario.get("name").asText(), () -> play(scenario)));
  }

  @TestFactory
  Stream<DynamicTest> closeCodes() {
    return Golden.read("close-codes.json").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("meaning").asText(),
                    () ->
                        assertThat(name(ClientView.next(row.get("code").asInt())))
                            .isEqualTo(row.get("then").asText())));
  }

  private static void play(JsonNode scenario) {
    var steps = scenario.get("steps");
    var view = new ClientView(steps.get(0).path("connect").path("log").asText("stage"));
    int number = 0;
    for (JsonNode step : steps) {
      String where = "step " + ++number;
      var acts = new ArrayList<ClientView.Act>();
      ClientView.@Nullable Next next = null;
      if (step.has("connect")) {
        acts.addAll(view.connected());
      } else if (step.has("recv")) {
        acts.addAll(view.received(step.get("recv").toString()));
      } else if (step.has("say")) {
        var say = step.get("say");
        Long media = say.has("m") ? say.get("m").asLong() : null;
        acts.addAll(view.say(say.get("k").asText(), say.get("x").asText(), media));
      } else if (step.has("closed")) {
        next = view.closed(step.get("closed").asInt());
      } else {
        acts.addAll(view.passed(step.get("wait").asLong()));
      }
      for (var act : acts) {
        if (act instanceof ClientView.Act.Close close) {
          assertThat(close.code()).as(where).isEqualTo(step.path("closes").asInt());
          next = view.closed(close.code());
        }
      }
      check(step, view, acts, next, where);
    }
  }

  private static void check(
      JsonNode step,
      ClientView view,
      List<ClientView.Act> acts,
      ClientView.@Nullable Next next,
      String where) {
    if (step.has("sends")) {
      assertThat(sent(acts)).as(where).isEqualTo(step.get("sends"));
    }
    if (step.has("closes")) {
      assertThat(acts).as(where).contains(new ClientView.Act.Close(step.get("closes").asInt()));
    }
    if (step.has("then")) {
      assertThat(name(Objects.requireNonNull(next, where)))
          .as(where)
          .isEqualTo(step.get("then").asText());
    }
    step.path("view")
        .properties()
        .forEach(
            field ->
                assertThat(seen(view, field.getKey(), field.getValue()))
                    .as(where + ": " + field.getKey())
                    .isEqualTo(field.getValue()));
  }

  private static String name(ClientView.Next next) {
    return next.name().toLowerCase(Locale.ROOT);
  }

  private static JsonNode sent(List<ClientView.Act> acts) {
    var all = Golden.JSON.createArrayNode();
    for (var act : acts) {
      if (act instanceof ClientView.Act.Send send) {
        all.add(tree(send.json()));
      }
    }
    return all;
  }

  private static JsonNode tree(String json) {
    try {
      return Golden.JSON.readTree(json);
    } catch (java.io.IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static JsonNode seen(ClientView view, String field, JsonNode wanted) {
    Object value =
        switch (field) {
          case "ep" -> view.epoch();
          case "off" -> view.offset();
          case "comments" -> comments(view);
          case "pending" -> pending(view);
          case "pins" -> view.pins();
          case "pinsAt" -> pinsAt(view, wanted);
          case "stock" -> states(view, "stock:", "sku", "left");
          case "sale" -> states(view, "sale:", "p", "state");
          case "stream" -> Objects.requireNonNull(view.state("stream")).get("status");
          case "viewers" -> view.viewers();
          case "hearts" -> view.hearts();
          case "me" -> view.me();
          default -> TalkFields.seen(view, field);
        };
    // Through text, so that an int and a long of the same value are the same number.
    return tree(Golden.JSON.valueToTree(value).toString());
  }

  private static ArrayNode comments(ClientView view) {
    var all = Golden.JSON.createArrayNode();
    for (var comment : view.comments()) {
      var one = all.addObject().put("eid", comment.id());
      if (comment.deleted()) {
        one.put("deleted", true);
      } else {
        one.put("n", comment.name()).put("x", comment.text()).put("b", comment.badge());
      }
    }
    return all;
  }

  private static ArrayNode pending(ClientView view) {
    var all = Golden.JSON.createArrayNode();
    for (var said : view.pending()) {
      all.addObject()
          .put("k", said.key())
          .put("x", said.text())
          .put("state", said.state().name().toLowerCase(Locale.ROOT));
    }
    return all;
  }

  private static ArrayNode pinsAt(ClientView view, JsonNode wanted) {
    var all = Golden.JSON.createArrayNode();
    for (JsonNode at : wanted) {
      var one = all.addObject().put("t", at.get("t").asLong());
      one.set("pins", Golden.JSON.valueToTree(view.pinsAt(at.get("t").asLong())));
    }
    return all;
  }

  private static ObjectNode states(ClientView view, String prefix, String key, String value) {
    var all = Golden.JSON.createObjectNode();
    view.states()
        .forEach(
            (name, state) -> {
              if (name.startsWith(prefix)) {
                all.set(state.get(key).asText(), state.get(value));
              }
            });
    return all;
  }
}
