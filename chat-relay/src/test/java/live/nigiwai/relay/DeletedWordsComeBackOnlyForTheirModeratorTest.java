package live.nigiwai.relay;

import static live.nigiwai.relay.TalkHouse.SOON;
import static live.nigiwai.relay.TalkHouse.commentId;
import static live.nigiwai.relay.TalkHouse.sees;
import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.show.timeline.TimelineEvent.StaffActed;
import live.nigiwai.testkit.ClientView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletedWordsComeBackOnlyForTheirModeratorTest {
  private final TalkHouse house = new TalkHouse();

  @AfterEach
  void close() {
    house.close();
  }

  private static boolean seesItDeleted(live.nigiwai.testkit.TestViewer viewer) {
    return viewer.await(
        view -> view.comments().stream().anyMatch(ClientView.Comment::deleted), SOON);
  }

  @Test
  void aModeratorTakesItDownAndPutsItBack() {
    var hana = house.viewer("v_hana");
    var taro = house.viewer("v_taro");
    hana.sayAs("k1", "ひどい言葉");
    assertThat(sees(taro, "ひどい言葉")).isTrue();
    String path = "shows/demo/comments/" + commentId("v_hana", "k1");

    assertThat(house.request("nv=v_taro", "DELETE", path, null).status()).isEqualTo(401);
    assertThat(house.request("ns=PRESENTER", "DELETE", path, null).status()).isEqualTo(403);
    assertThat(house.moderator("DELETE", path, null).status()).isEqualTo(204);
    assertThat(house.moderator("DELETE", path, null).status()).as("a repeat").isEqualTo(204);
    assertThat(seesItDeleted(taro)).isTrue();
    assertThat(seesItDeleted(house.viewer("v_late"))).isTrue();
    assertThat(house.request("nv=v_taro", "GET", "shows/demo/timeline", null).body())
        .doesNotContain("ひどい");

    assertThat(house.moderator("POST", path + "/restore", null).status()).isEqualTo(204);
    assertThat(sees(taro, "ひどい言葉")).isTrue();
    assertThat(sees(house.viewer("v_later"), "ひどい言葉")).as("in the ring").isTrue();
    assertThat(house.request("nv=v_taro", "GET", "shows/demo/timeline", null).body())
        .contains("ひどい");
    assertThat(house.backstage().stream().map(entry -> entry.event()))
        .containsExactly(
            new StaffActed("comment_deleted", commentId("v_hana", "k1")),
            new StaffActed("comment_restored", commentId("v_hana", "k1")));
  }

  @Test
  void whatItsAuthorTookDownIsGoneForEverybody() {
    var hana = house.viewer("v_hana");
    var taro = house.viewer("v_taro");
    hana.sayAs("k1", "電話は秘密");
    assertThat(sees(taro, "電話は秘密")).isTrue();
    String id = commentId("v_hana", "k1");

    taro.send("{\"c\":\"del\",\"id\":9,\"eid\":\"" + id + "\"}");
    assertThat(TalkHouse.refused(taro, "not_yours")).isTrue();
    taro.send("{\"c\":\"del\",\"id\":9,\"eid\":\"c_nothing\"}");
    assertThat(TalkHouse.refused(taro, "no_such")).isTrue();

    house.moderator("DELETE", "shows/demo/comments/" + id, null);
    hana.send("{\"c\":\"del\",\"id\":9,\"eid\":\"" + id + "\"}");
    assertThat(seesItDeleted(taro)).isTrue();
    assertThat(
            hana.await(
                view -> view.talk().answers().stream().anyMatch(a -> a.path("id").asInt() == 9),
                SOON))
        .isTrue();
    assertThat(house.moderator("POST", "shows/demo/comments/" + id + "/restore", null).status())
        .isEqualTo(409);
    assertThat(
            house.number("SELECT count(*) FROM relay_removed WHERE body IS NOT NULL")
                + house.number("SELECT count(*) FROM timeline_words WHERE body IS NOT NULL"))
        .as("nothing is kept anywhere")
        .isZero();
  }

  @Test
  void aPinnedCommentThatIsTakenDownIsPinnedNoMore() {
    var hana = house.viewer("v_hana");
    hana.sayAs("k1", "一番好き");
    hana.sayAs("k2", "二番目");
    assertThat(sees(hana, "二番目")).isTrue();
    String first = commentId("v_hana", "k1");
    String second = commentId("v_hana", "k2");
    String path = "shows/demo/comments/";
    assertThat(house.moderator("PUT", path + first + "/pin", null).status()).isEqualTo(204);
    assertThat(house.moderator("PUT", path + second + "/pin", null).status()).isEqualTo(204);
    assertThat(pinned(hana, second)).isTrue();
    assertThat(pinned(house.viewer("v_late"), second)).isTrue();

    house.moderator("DELETE", path + second, null);
    assertThat(pinned(hana, "")).isTrue();
    assertThat(house.moderator("PUT", path + second + "/pin", null).status()).isEqualTo(409);
    assertThat(house.moderator("PUT", path + "c_nothing/pin", null).status()).isEqualTo(404);
    house.moderator("PUT", path + first + "/pin", null);
    assertThat(pinned(hana, first)).isTrue();
    assertThat(house.moderator("DELETE", path + first + "/pin", null).status()).isEqualTo(204);
    assertThat(pinned(hana, "")).isTrue();
  }

  private static boolean pinned(live.nigiwai.testkit.TestViewer viewer, String id) {
    return viewer.await(
        view -> {
          var pin = view.state("comment_pin");
          return pin != null && pin.path("eid").asText().equals(id);
        },
        SOON);
  }
}
