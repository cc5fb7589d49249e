package live.nigiwai.relay;

import static live.nigiwai.relay.TalkHouse.sees;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.nigiwai.show.Actor;
import live.nigiwai.show.Money;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.TimelineEvent.OrderPlaced;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.TestViewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BadgesTest {
  private final TalkHouse house = new TalkHouse();

  @AfterEach
  void close() {
    house.close();
  }

  private static List<String> badges(TestViewer viewer) {
    return viewer.look(view -> view.comments().stream().map(ClientView.Comment::badge).toList());
  }

  private static void say(TestViewer viewer, String text) {
    viewer.say(text);
    assertThat(sees(viewer, text)).isTrue();
  }

  @Test
  void theFirstCommentEverThenNothingThenAPurchaseCountsAtOnce() {
    var hana = house.viewer("v_hana");
    say(hana, "はじめまして");
    say(hana, "よろしく");
    var order = new OrderPlaced("ord_1", "N-1", List.of(), Money.yen(100));
    house
        .timelines
        .backstage(TalkHouse.DEMO)
        .append(new Draft(null, Actor.viewer(new ViewerId("v_hana")), null, order))
        .toCompletableFuture()
        .join();
    say(hana, "買いました");
    assertThat(badges(hana)).containsExactly("first", "none", "buyer");
  }

  @Test
  void whoCameBeforeIsAMemberAndStaffAreWhatTheyAre() {
    house.database.query(
        sql ->
            sql.change("INSERT INTO relay_person VALUES ('v_old', 1, 'earlier', 1, '', '', '')"));
    var old = house.viewer("v_old");
    say(old, "また来ました");
    say(old, "楽しみ");
    say(house.staff("PRESENTER", "stage"), "ようこそ");
    say(house.staff("MODERATOR", "stage"), "ご案内します");
    Eventually.holds(
        () ->
            assertThat(badges(house.viewer("v_late")))
                .containsExactly("first", "member", "presenter", "staff"));
  }
}
