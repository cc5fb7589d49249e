package live.nigiwai.relay;

import static live.nigiwai.relay.TalkHouse.SOON;
import static live.nigiwai.relay.TalkHouse.commentId;
import static live.nigiwai.relay.TalkHouse.sees;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.QuestionAnswered;
import live.nigiwai.show.timeline.Words;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.TestViewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionsOfTenMinutesAreAllSettledTest {
  private static final List<String> COLOURS = List.of("白", "黒", "赤", "青", "緑");
  private static final List<String> THINGS =
      List.of("茶碗", "急須", "湯呑み", "皿", "箸", "盆", "花瓶", "布巾", "徳利", "土鍋");

  private final TalkHouse house = new TalkHouse();

  @AfterEach
  void close() {
    house.close();
  }

  private static boolean told(TestViewer viewer, String id, String status) {
    return viewer.await(view -> status.equals(view.talk().mine().get(id)), SOON);
  }

  private static void ask(TestViewer viewer, String key, String text) {
    viewer.send(
        "{\"c\":\"say\",\"id\":70,\"k\":\"" + key + "\",\"x\":\"" + text + "\",\"q\":true}");
    assertThat(sees(viewer, text)).isTrue();
  }

  private static boolean votes(TestViewer viewer, String id, int votes) {
    return viewer.await(
        view -> {
          var board = view.state("questions");
          return board != null
              && board.path("top").path(0).path("eid").asText().equals(id)
              && board.path("top").path(0).path("votes").asInt() == votes;
        },
        SOON);
  }

  @Test
  void eachAskerLearnsWhatBecameOfTheirs() {
    var hana = house.viewer("v_hana");
    var taro = house.viewer("v_taro");
    var ken = house.viewer("v_ken");
    ask(hana, "k1", "白はありますか");
    String first = commentId("v_hana", "k1");
    assertThat(told(hana, first, "new")).isTrue();
    ask(taro, "k1", "白いのってあるの？");
    String second = commentId("v_taro", "k1");
    assertThat(told(taro, second, "grouped")).isTrue();
    ask(ken, "k1", "電子レンジで使えますか");
    String third = commentId("v_ken", "k1");
    assertThat(told(ken, third, "new")).isTrue();
    ken.send("{\"c\":\"vote\",\"id\":71,\"eid\":\"" + first + "\",\"on\":true}");
    assertThat(votes(hana, first, 3)).as("two who asked, one who voted").isTrue();
    ken.send("{\"c\":\"vote\",\"id\":72,\"eid\":\"" + first + "\",\"on\":false}");
    assertThat(votes(hana, first, 2)).isTrue();

    var queue = house.moderator("GET", "shows/demo/questions", null).json().path("questions");
    assertThat(queue).hasSize(2);
    assertThat(queue.get(0).path("eid").asText()).isEqualTo(first);
    assertThat(queue.get(0).path("members").get(0).asText()).isEqualTo(second);

    String answer = "shows/demo/questions/" + second + "/answer";
    assertThat(
            house
                .request("ns=PRESENTER", "POST", answer, "{'how':'live','m':1781234567890}")
                .status())
        .isEqualTo(204);
    assertThat(told(hana, first, "answered")).isTrue();
    assertThat(told(taro, second, "answered")).isTrue();
    assertThat(house.stage().stream().filter(e -> e.event() instanceof QuestionAnswered))
        .hasSize(2)
        .allMatch(e -> Objects.equals(e.mediaAt(), new ShowTime(1781234567890L)));

    String privately = "shows/demo/questions/" + third + "/answer";
    assertThat(house.moderator("POST", privately, "{'how':'private','text':'温められます'}").status())
        .isEqualTo(204);
    assertThat(told(ken, third, "private")).isTrue();
    assertThat(house.request("nv=v_hana", "GET", "shows/demo/timeline", null).body())
        .doesNotContain("温められます");
    assertThat(house.request("nv=v_ken", "GET", "shows/demo/questions/mine", null).body())
        .contains("温められます");
    assertThat(house.request("nv=v_hana", "GET", "shows/demo/questions/mine", null).body())
        .doesNotContain("温められます");

    ask(ken, "k2", "白はありますか？");
    assertThat(told(ken, commentId("v_ken", "k2"), "answered"))
        .as("asked again after the answer")
        .isTrue();
  }

  @Test
  void theStaffGroupByHandAndMarkWhatViewersDidNot() {
    var hana = house.viewer("v_hana");
    hana.sayAs("k1", "取っ手が熱くなりませんか");
    hana.sayAs("k2", "持ち手はプラスチックですか");
    assertThat(sees(hana, "持ち手はプラスチックですか")).isTrue();
    String one = commentId("v_hana", "k1");
    String two = commentId("v_hana", "k2");
    assertThat(house.moderator("POST", "shows/demo/questions/" + one, null).status())
        .isEqualTo(204);
    assertThat(told(hana, one, "new")).isTrue();
    hana.send("{\"c\":\"ask\",\"id\":80,\"eid\":\"" + two + "\"}");
    assertThat(told(hana, two, "new")).isTrue();
    String group = "shows/demo/questions/" + two + "/group";
    assertThat(house.moderator("POST", group, "{'into':'" + one + "'}").status()).isEqualTo(204);
    assertThat(told(hana, two, "grouped")).isTrue();
    assertThat(
            house
                .moderator(
                    "POST", "shows/demo/questions/" + one + "/group", "{'into':'" + two + "'}")
                .status())
        .isEqualTo(409);
    assertThat(house.moderator("POST", group, "{'into':null}").status()).isEqualTo(204);
    assertThat(told(hana, two, "new")).isTrue();
    house.moderator("POST", group, "{'into':'" + one + "'}");
    house.moderator("DELETE", "shows/demo/comments/" + one, null);
    assertThat(told(hana, one, "closed")).isTrue();
    assertThat(told(hana, two, "new")).as("leads the group now").isTrue();
    assertThat(house.moderator("POST", "shows/demo/questions/c_no", null).status()).isEqualTo(404);
    assertThat(
            house
                .moderator("POST", "shows/demo/questions/" + two + "/answer", "{'how':'text'}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aQuestionWhoseNodeDiedBeforeTakingItIsTakenByTheNext() {
    var event = new CommentPosted("c_1", Badge.NONE, new Words("", "白はありますか"), null, true);
    house
        .timelines
        .stage(TalkHouse.DEMO)
        .append(new Draft("k1", Actor.viewer(new ViewerId("v_hana")), null, event))
        .toCompletableFuture()
        .join();
    assertThat(house.number("SELECT count(*) FROM relay_question"))
        .as("nobody was here to take it")
        .isZero();
    try (var next = new TalkHouse(house.address)) {
      assertThat(told(next.viewer("v_hana"), "c_1", "new")).isTrue();
    }
  }

  /** Fifty a minute for ten minutes, as fast as they can be stored. */
  @Test
  void fiveHundredQuestionsAreNewGroupedAnsweredOrPrivate() {
    var watcher = house.viewer("v_0");
    var stage = house.timelines.stage(TalkHouse.DEMO);
    var stored = new ArrayList<java.util.concurrent.CompletableFuture<?>>();
    for (int i = 0; i < 500; i++) {
      String asker = "v_" + i % 100;
      String text =
          THINGS.get(i % 10) + "の" + COLOURS.get(i / 10 % 5) + (i % 2 == 0 ? "はありますか" : "ってあるの？");
      var author = Actor.viewer(new ViewerId(asker));
      var event = new CommentPosted("c_" + i, Badge.NONE, new Words("", text), null, true);
      stored.add(stage.append(new Draft("k" + i, author, null, event)).toCompletableFuture());
    }
    stored.forEach(java.util.concurrent.CompletableFuture::join);
    assertThat(
            watcher.await(
                view -> {
                  var board = view.state("questions");
                  return board != null && board.path("open").asInt() == 50;
                },
                java.time.Duration.ofSeconds(30)))
        .isTrue();
    Eventually.holds(
        () -> assertThat(house.number("SELECT count(*) FROM relay_question")).isEqualTo(500));
    var queue = house.moderator("GET", "shows/demo/questions?status=open", null).json();
    int settled = 0;
    for (var group : queue.path("questions")) {
      String how = settled % 3 == 0 ? "{'how':'private','text':'はい'}" : "{'how':'live','m':5}";
      if (settled++ < 40) {
        String path = "shows/demo/questions/" + group.path("eid").asText() + "/answer";
        assertThat(house.moderator("POST", path, how).status()).isEqualTo(204);
      }
    }
    var seen = new java.util.TreeSet<@Nullable String>();
    int questions = 0;
    for (int asker = 0; asker < 100; asker++) {
      var mine = house.request("nv=v_" + asker, "GET", "shows/demo/questions/mine", null).json();
      for (var each : mine.path("questions")) {
        seen.add(each.path("status").asText());
        questions++;
      }
    }
    assertThat(questions).isEqualTo(500);
    assertThat(seen).containsExactly("answered", "grouped", "new", "private");
    assertThat(watcher.await(view -> view.talk().mine().size() == 5, SOON))
        .as("and the asker is told")
        .isTrue();
  }
}
