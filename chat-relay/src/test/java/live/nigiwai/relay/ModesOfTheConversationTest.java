package live.nigiwai.relay;

import static live.nigiwai.relay.TalkHouse.SOON;
import static live.nigiwai.relay.TalkHouse.commentId;
import static live.nigiwai.relay.TalkHouse.refused;
import static live.nigiwai.relay.TalkHouse.sees;
import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.testkit.TestViewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModesOfTheConversationTest {
  private final TalkHouse house = new TalkHouse();

  @AfterEach
  void close() {
    house.close();
  }

  private static boolean mode(TestViewer viewer, String field, String value) {
    return viewer.await(
        view -> {
          var chat = view.state("chat");
          return chat != null && chat.path(field).asText().equals(value);
        },
        SOON);
  }

  @Test
  void slowModeMakesEachViewerWaitAndLetsStaffSpeak() {
    var hana = house.viewer("v_hana");
    String slow = "{'slow':60,'who':'everyone','hold':false,'links':false}";
    assertThat(house.moderator("PUT", "shows/demo/chat", slow).status()).isEqualTo(200);
    assertThat(mode(hana, "slow", "60")).isTrue();
    hana.say("一つ目");
    assertThat(sees(hana, "一つ目")).isTrue();
    hana.say("二つ目");
    assertThat(refused(hana, "slow_mode")).isTrue();
    var staff = house.staff("PRESENTER", "stage");
    staff.say("ようこそ");
    staff.say("はじめます");
    assertThat(sees(hana, "はじめます")).isTrue();
  }

  @Test
  void onlyBuyersSpeakWhereOnlyTheyMay() {
    var hana = house.viewer("v_hana");
    var taro = house.viewer("v_taro");
    house.orders.put("v_taro", 1);
    String buyers = "{'slow':0,'who':'buyers','hold':false,'links':false}";
    assertThat(house.moderator("PUT", "shows/demo/chat", buyers).status()).isEqualTo(200);
    assertThat(mode(hana, "who", "buyers")).isTrue();
    hana.say("買っていません");
    assertThat(refused(hana, "buyers_only")).isTrue();
    taro.say("買いました");
    assertThat(sees(hana, "買いました")).isTrue();
    String badge = hana.look(view -> view.comments().getFirst().badge());
    assertThat(badge).isEqualTo("buyer");
  }

  @Test
  void theRaidButtonTightensEverythingAndPutsItBack() {
    var hana = house.viewer("v_hana");
    String before = "{'slow':5,'who':'everyone','hold':false,'links':true}";
    house.moderator("PUT", "shows/demo/chat", before);
    var on = house.moderator("POST", "shows/demo/chat/raid", "{'on':true}").json();
    assertThat(on.toString())
        .isEqualTo("{\"slow\":30,\"who\":\"members\",\"hold\":true,\"links\":false,\"raid\":true}");
    assertThat(house.moderator("POST", "shows/demo/chat/raid", "{'on':true}").json())
        .as("pressed twice")
        .isEqualTo(on);
    assertThat(mode(hana, "raid", "true")).isTrue();
    hana.say("はじめまして");
    assertThat(refused(hana, "members_only")).isTrue();
    assertThat(mode(house.viewer("v_late"), "raid", "true")).isTrue();

    var off = house.moderator("POST", "shows/demo/chat/raid", "{'on':false}").json();
    assertThat(off.toString())
        .isEqualTo(
            "{\"slow\":5,\"who\":\"everyone\",\"hold\":false,\"links\":true,\"raid\":false}");
    assertThat(mode(hana, "raid", "false")).isTrue();
    hana.say("こんにちは");
    assertThat(sees(hana, "こんにちは")).isTrue();
  }

  @Test
  void theModeSurvivesARestart() {
    house.moderator("POST", "shows/demo/chat/raid", "{'on':true}");
    try (var again = new TalkHouse(house.address)) {
      var hana = again.viewer("v_hana");
      assertThat(mode(hana, "raid", "true")).isTrue();
      hana.say("はじめまして");
      assertThat(refused(hana, "members_only")).isTrue();
    }
  }

  @Test
  void aHeldCommentIsShownUnderItsAuthor() {
    var hana = house.viewer("v_hana");
    var taro = house.viewer("v_taro");
    var staff = house.staff("MODERATOR", "backstage");
    hana.sayAs("k1", "090-1234-5678に電話して");
    String id = commentId("v_hana", "k1");
    assertThat(hana.await(view -> "held".equals(view.talk().held().get(id)), SOON)).isTrue();
    assertThat(staff.await(view -> view.offset() >= 1, SOON)).isTrue();
    var held = house.moderator("GET", "shows/demo/held", null).json().path("held");
    assertThat(held).hasSize(1);
    assertThat(held.get(0).path("why").asText()).isEqualTo("phone");
    assertThat(held.get(0).path("by").asText()).isEqualTo("v_hana");
    assertThat(house.stage()).as("nothing of it on the stage").isEmpty();

    String path = "shows/demo/held/" + id;
    assertThat(house.moderator("POST", path, "{'decision':'maybe'}").status()).isEqualTo(400);
    assertThat(house.moderator("POST", path, "{'decision':'show'}").status()).isEqualTo(204);
    assertThat(house.moderator("POST", path, "{'decision':'show'}").status()).isEqualTo(204);
    assertThat(sees(taro, "090-1234-5678に電話して")).isTrue();
    var shown = taro.look(view -> view.comments().getFirst());
    assertThat(shown.id()).isEqualTo(id);
    assertThat(shown.badge()).isEqualTo("first");
    assertThat(house.stage().getFirst().actor().id()).isEqualTo("v_hana");
    assertThat(hana.await(view -> view.pending().isEmpty(), SOON)).isTrue();
    assertThat(house.moderator("POST", path, "{'decision':'reject'}").status()).isEqualTo(409);
  }

  @Test
  void aRejectedCommentIsToldToItsAuthorAlone() {
    var hana = house.viewer("v_hana");
    hana.sayAs("k1", "example.com で安い");
    String id = commentId("v_hana", "k1");
    assertThat(hana.await(view -> "held".equals(view.talk().held().get(id)), SOON)).isTrue();
    house.moderator("POST", "shows/demo/held/" + id, "{'decision':'reject'}");
    assertThat(hana.await(view -> "rejected".equals(view.talk().held().get(id)), SOON)).isTrue();
    assertThat(house.stage()).isEmpty();
    assertThat(house.moderator("GET", "shows/demo/held", null).json().path("held")).isEmpty();
  }

  @Test
  void blockedWordsAreTheCompanysAndCountAtOnce() {
    var hana = house.viewer("v_hana");
    String words = "{'words':[{'word':'転売','verdict':'block'},{'word':'偽物','verdict':'hold'}]}";
    assertThat(house.request("ns=CS", "PUT", "moderation/words", words).status()).isEqualTo(403);
    assertThat(house.moderator("PUT", "moderation/words", words).status()).isEqualTo(200);
    assertThat(
            house
                .moderator("PUT", "moderation/words", "{'words':[{'word':'!','verdict':'block'}]}")
                .status())
        .isEqualTo(400);
    hana.say("転 売 します");
    assertThat(refused(hana, "blocked")).isTrue();
    hana.say("にせものは偽物");
    assertThat(hana.await(view -> view.talk().held().size() == 1, SOON)).isTrue();
    assertThat(house.moderator("GET", "moderation/words", null).json().path("words")).hasSize(2);
  }
}
