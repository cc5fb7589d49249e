package live.nigiwai.relay;

import static live.nigiwai.relay.TalkHouse.SOON;
import static live.nigiwai.relay.TalkHouse.commentId;
import static live.nigiwai.relay.TalkHouse.sees;
import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasedViewerLeavesNoWordsTest {
  private final TalkHouse house = new TalkHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whateverBecameOfWhatTheySaid() {
    var hana = house.viewer("v_hana");
    hana.sayAs("k1", "残る言葉");
    hana.sayAs("k2", "消された言葉");
    hana.sayAs("k3", "電話 090-1234-5678");
    assertThat(sees(hana, "消された言葉")).isTrue();
    assertThat(hana.await(view -> view.talk().held().size() == 1, SOON)).isTrue();
    house.moderator("DELETE", "shows/demo/comments/" + commentId("v_hana", "k2"), null);
    String mute =
        "{'who':'v_hana','kind':'mute','scope':'show','device':false,'address':false,'reason':'x'}";
    Eventually.holds(
        () ->
            assertThat(house.moderator("POST", "shows/demo/sanctions", mute).status())
                .isEqualTo(201));

    house.relay.erase(new ViewerId("v_hana"));
    assertThat(
            house.number(
                "SELECT count(*) FROM timeline_words WHERE actor_id = 'v_hana' AND body IS NOT"
                    + " NULL"))
        .isZero();
    assertThat(house.number("SELECT count(*) FROM relay_removed WHERE body IS NOT NULL")).isZero();
    assertThat(house.number("SELECT count(*) FROM relay_person")).isZero();
    assertThat(house.number("SELECT count(*) FROM relay_sanction WHERE reason <> ''")).isZero();
    assertThat(house.number("SELECT count(*) FROM relay_sanction"))
        .as("an erasure is not a pardon")
        .isEqualTo(1);
    assertThat(house.moderator("GET", "shows/demo/held", null).json().path("held")).isEmpty();
    assertThat(house.stage()).as("offsets stay").hasSize(3);
  }

  @Test
  void removedWordsAndAddressesAreForgottenInTime() {
    var hana = house.viewer("v_hana");
    hana.sayAs("k1", "消された言葉");
    assertThat(sees(hana, "消された言葉")).isTrue();
    house.moderator("DELETE", "shows/demo/comments/" + commentId("v_hana", "k1"), null);
    Eventually.holds(
        () -> assertThat(house.number("SELECT count(*) FROM relay_person")).isEqualTo(1));
    house.relay.retain();
    assertThat(house.number("SELECT count(*) FROM relay_removed WHERE body IS NOT NULL"))
        .isEqualTo(1);
    long day = 24 * 3_600_000L;
    house.database.query(
        sql -> {
          sql.change("UPDATE relay_removed SET removed_ms = removed_ms - $1", 31 * day);
          return sql.change("UPDATE relay_person SET last_ms = last_ms - $1", 31 * day);
        });
    house.relay.retain();
    assertThat(house.number("SELECT count(*) FROM relay_removed WHERE body IS NOT NULL")).isZero();
    assertThat(house.number("SELECT count(*) FROM relay_person WHERE address <> ''")).isZero();
  }
}
