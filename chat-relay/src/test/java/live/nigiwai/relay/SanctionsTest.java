package live.nigiwai.relay;

import static live.nigiwai.relay.TalkHouse.SOON;
import static live.nigiwai.relay.TalkHouse.commentId;
import static live.nigiwai.relay.TalkHouse.refused;
import static live.nigiwai.relay.TalkHouse.sees;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.TestViewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SanctionsTest {
  private final TalkHouse house = new TalkHouse();

  @AfterEach
  void close() {
    house.close();
  }

  private static TestViewer said(TalkHouse house, String id, String text) {
    var viewer = house.viewer(id);
    viewer.sayAs("k1", text);
    assertThat(sees(viewer, text)).isTrue();
    return viewer;
  }

  private String sanction(String more) {
    var answer = house.moderator("POST", "shows/demo/sanctions", "{" + more + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().path("sid").asText();
  }

  private static String eid(String viewer) {
    return "'eid':'" + commentId(viewer, "k1") + "','device':false,'address':false";
  }

  @Test
  void aMutedViewerIsToldAndMaySpeakAgainWhenItIsLifted() {
    var hana = said(house, "v_hana", "こんにちは");
    String sid = sanction(eid("v_hana") + ",'kind':'mute','scope':'show','seconds':600");
    assertThat(hana.await(view -> view.talk().standing().equals("mute"), SOON)).isTrue();
    hana.say("聞いて");
    assertThat(refused(hana, "muted")).isTrue();
    assertThat(sanction(eid("v_hana") + ",'kind':'mute','scope':'show','seconds':60"))
        .as("what holds longer stays")
        .isEqualTo(sid);
    assertThat(house.moderator("GET", "shows/demo/sanctions", null).json().path("sanctions"))
        .hasSize(1);

    assertThat(house.moderator("DELETE", "sanctions/" + sid, null).status()).isEqualTo(204);
    assertThat(house.moderator("DELETE", "sanctions/" + sid, null).status()).isEqualTo(204);
    assertThat(house.moderator("DELETE", "sanctions/sn_0", null).status()).isEqualTo(404);
    assertThat(hana.await(view -> view.talk().standing().equals("none"), SOON)).isTrue();
    hana.say("ありがとう");
    assertThat(sees(hana, "ありがとう")).isTrue();
  }

  @Test
  void aBanReachesEveryNodeWithinASecondAndStopsWhoComesBack() {
    var here = said(house, "v_hana", "荒らします");
    try (var other = new TalkHouse(house.address)) {
      var there = other.viewer("v_hana");
      var friend = other.viewer("v_taro");
      sanction(eid("v_hana") + ",'kind':'ban','scope':'show'");
      assertThat(there.awaitClosed(4003, Duration.ofSeconds(1))).isTrue();
      assertThat(here.awaitClosed(4003, Duration.ofSeconds(1))).isTrue();
      assertThat(other.arrive("stage", "nv=v_hana").awaitClosed(4003, SOON)).isTrue();
      assertThat(house.arrive("stage", "nv=v_hana").awaitClosed(4003, SOON)).isTrue();
      assertThat(friend.look(ClientView::live)).isTrue();
    }
    try (var restarted = new TalkHouse(house.address)) {
      assertThat(restarted.arrive("stage", "nv=v_hana").awaitClosed(4003, SOON)).isTrue();
    }
  }

  @Test
  void aBannedDeviceMayNotComeBackUnderAnotherName() {
    var hana = in(house.arrive("stage", "nv=v_hana; nd=device-of-hana-0001"));
    hana.sayAs("k1", "荒らします");
    assertThat(sees(hana, "荒らします")).isTrue();
    Eventually.holds(
        () ->
            assertThat(house.number("SELECT count(*) FROM relay_person WHERE device <> ''"))
                .isEqualTo(1));
    sanction(
        "'eid':'"
            + commentId("v_hana", "k1")
            + "','kind':'ban','scope':'company',"
            + "'device':true,'address':false");
    assertThat(hana.awaitClosed(4003, SOON)).isTrue();
    var disguised = house.arrive("stage", "nv=v_other; nd=device-of-hana-0001");
    assertThat(disguised.awaitClosed(4003, SOON)).isTrue();
    assertThat(house.arrive("stage", "nv=v_other; nd=device-of-taro-0001").awaitLive(SOON))
        .isTrue();
  }

  private static TestViewer in(TestViewer viewer) {
    assertThat(viewer.awaitLive(SOON)).isTrue();
    return viewer;
  }

  @Test
  void aShadowBannedTextIsSeenByItsAuthorAlone() {
    var hana = said(house, "v_hana", "こんにちは");
    var second = house.viewer("v_hana");
    var taro = house.viewer("v_taro");
    sanction(eid("v_hana") + ",'kind':'shadow','scope':'show'");
    hana.sayAs("k2", "見えますか");
    String id = commentId("v_hana", "k2");
    assertThat(hana.await(view -> view.talk().hidden().size() == 1, SOON)).isTrue();
    assertThat(second.await(view -> view.talk().hidden().size() == 1, SOON)).isTrue();
    var ack =
        hana.look(
            view ->
                view.talk().answers().stream()
                    .filter(each -> each.path("eid").asText().equals(id))
                    .findFirst()
                    .orElseThrow());
    assertThat(ack.toString())
        .as("like any other")
        .isEqualTo("{\"f\":\"ack\",\"id\":3,\"eid\":\"" + id + "\"}");
    boolean nothingWaits = hana.look(view -> view.talk().held().isEmpty());
    assertThat(nothingWaits).isTrue();

    taro.sayAs("k1", "次の人");
    assertThat(sees(hana, "次の人")).isTrue();
    assertThat(house.stage()).as("no offset was used").hasSize(2);
    assertThat(taro.look(TalkHouse::texts)).containsExactly("こんにちは", "次の人");
    assertThat(house.request("nv=v_taro", "GET", "shows/demo/timeline", null).body())
        .doesNotContain("見えますか");

    var later = house.viewer("v_hana");
    assertThat(later.await(view -> view.talk().hidden().size() == 1, SOON)).isTrue();
    String shown = later.look(view -> view.talk().hidden().getFirst().path("x").asText());
    assertThat(shown).isEqualTo("見えますか");
  }

  @Test
  void aModeratorSeesNumbersAndHistoryOfAViewer() {
    var hana = said(house, "v_hana", "こんにちは");
    house.orders.put("v_hana", 2);
    hana.sayAs("k2", "電話 090-1234-5678");
    assertThat(hana.await(view -> view.talk().held().size() == 1, SOON)).isTrue();
    house.moderator("DELETE", "shows/demo/comments/" + commentId("v_hana", "k1"), null);
    sanction(eid("v_hana") + ",'kind':'mute','scope':'company','seconds':60,'reason':'言葉'");
    var taro = house.viewer("v_taro");
    taro.send(
        "{\"c\":\"report\",\"id\":8,\"eid\":\""
            + commentId("v_hana", "k1")
            + "\",\"why\":\"spam\"}");
    taro.send(
        "{\"c\":\"report\",\"id\":9,\"eid\":\""
            + commentId("v_hana", "k1")
            + "\",\"why\":\"abuse\"}");
    assertThat(taro.await(view -> view.talk().answers().size() == 2, SOON)).isTrue();

    var person = house.moderator("GET", "shows/demo/people/v_hana", null).json();
    assertThat(person.path("comments").asInt()).isEqualTo(1);
    assertThat(person.path("removed").asInt()).isEqualTo(1);
    assertThat(person.path("held").asInt()).isEqualTo(1);
    assertThat(person.path("reports").asInt()).as("one report a viewer").isEqualTo(1);
    assertThat(person.path("orders").asInt()).isEqualTo(2);
    assertThat(person.path("badge").asText()).isEqualTo("buyer");
    assertThat(person.path("sanctions").get(0).path("reason").asText()).isEqualTo("言葉");
    assertThat(person.path("recent")).hasSize(2);
    assertThat(house.moderator("GET", "shows/demo/people/v_nobody", null).status()).isEqualTo(404);
    assertThat(house.request("ns=PRESENTER", "GET", "shows/demo/people/v_hana", null).status())
        .isEqualTo(403);
  }

  @Test
  void wishesThatMakeNoSenseAreRefused() {
    said(house, "v_hana", "こんにちは");
    var staff = house.staff("PRESENTER", "stage");
    staff.sayAs("k1", "ようこそ");
    assertThat(sees(staff, "ようこそ")).isTrue();
    String presenter =
        live.nigiwai.relay.moderation.CommentId.of(
            TalkHouse.DEMO, live.nigiwai.show.Actor.staff("s_PRESENTER"), "k1");
    String rest = ",'kind':'mute','scope':'show','device':false,'address':false}";
    for (String wish :
        new String[] {
          "{'kind':'mute','device':false,'address':false}",
          "{" + eid("v_hana") + ",'who':'v_hana','kind':'mute'}",
          "{" + eid("v_hana") + ",'kind':'exile'}",
          "{" + eid("v_hana") + ",'kind':'mute','scope':'planet'}",
          "{" + eid("v_hana") + ",'kind':'mute','seconds':0}",
          "{'eid':'x','kind':'ban','seconds':172800,'device':false,'address':true}"
        }) {
      assertThat(house.moderator("POST", "shows/demo/sanctions", wish).status())
          .as(wish)
          .isEqualTo(400);
    }
    assertThat(house.moderator("POST", "shows/demo/sanctions", "{'eid':'c_no'" + rest).status())
        .isEqualTo(404);
    assertThat(
            house
                .moderator("POST", "shows/demo/sanctions", "{'eid':'" + presenter + "'" + rest)
                .status())
        .isEqualTo(409);
    assertThat(house.moderator("GET", "shows/nowhere/sanctions", null).status()).isEqualTo(404);
  }
}
