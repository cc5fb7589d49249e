package live.nigiwai.relay;

import static live.nigiwai.relay.RelayHouse.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import live.nigiwai.relay.moderation.CommentRules;
import live.nigiwai.relay.moderation.Pace;
import live.nigiwai.relay.moderation.Repetition;
import live.nigiwai.relay.room.RoomLimits;
import live.nigiwai.relay.socket.VisitLimits;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEvent.ProductPinned;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.TestViewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The live room over real sockets. */
class LiveRoomTest {
  private final RelayHouse house = new RelayHouse();

  @AfterEach
  void close() {
    house.close();
  }

  private static List<String> said(ClientView view) {
    return view.comments().stream().map(ClientView.Comment::text).toList();
  }

  private static void awaitSaid(TestViewer viewer, String... texts) {
    viewer.await(view -> said(view).equals(List.of(texts)), SOON);
    assertThat(viewer.look(LiveRoomTest::said)).containsExactly(texts);
  }

  @Test
  void twoViewersExchangeComments() {
    var hana = house.viewer();
    var taro = house.viewer();
    hana.say("こんにちは 🍵");
    awaitSaid(taro, "こんにちは 🍵");
    taro.say("はじめまして");
    awaitSaid(hana, "こんにちは 🍵", "はじめまして");
    assertThat(hana.await(view -> view.pending().isEmpty(), SOON)).isTrue();
    assertThat(hana.await(view -> view.viewers() == 2, SOON)).isTrue();
  }

  @Test
  void aNewcomerKeepsTheIdentityTheUpgradeGaveThem() {
    var hana = house.viewer();
    assertThat(hana.cookie()).contains("nv=v_1").contains("nd=");
    hana.breakConnection();
    assertThat(hana.await(view -> view.welcomes() == 2, SOON)).isTrue();
    var me = hana.look(view -> Objects.requireNonNull(view.me()).path("id").asText());
    assertThat(me).isEqualTo("v_1");
  }

  @Test
  void whoWasAwayResumesWithoutAHole() {
    var hana = house.viewer();
    var taro = house.viewer();
    hana.say("一");
    awaitSaid(taro, "一");
    taro.breakConnection();
    hana.say("二");
    hana.say("三");
    awaitSaid(taro, "一", "二", "三");
    assertThat(taro.look(ClientView::welcomes)).isEqualTo(2);
    assertThat(taro.look(ClientView::holes)).isZero();
    assertThat(taro.look(ClientView::repeats)).isZero();
    String why = taro.look(ClientView::lastWhy);
    assertThat(why).isNull();
  }

  @Test
  void namesAreKeptAndShownBesideComments() {
    var hana = house.viewer();
    hana.send("{\"c\":\"name\",\"id\":7,\"n\":\" はな \"}");
    assertThat(
            hana.await(
                view -> Objects.requireNonNull(view.me()).path("name").asText().equals("はな"), SOON))
        .isTrue();
    hana.say("はい");
    awaitSaid(hana, "はい");
    String name = hana.look(view -> view.comments().getFirst().name());
    assertThat(name).isEqualTo("はな");
  }

  @Test
  void heartsAreSummedAndCapped() {
    var hana = house.viewer();
    var taro = house.viewer();
    hana.send("{\"c\":\"heart\",\"n\":3}");
    hana.send("{\"c\":\"heart\",\"n\":1000}");
    assertThat(taro.await(view -> view.hearts() == 23, SOON)).isTrue();
  }

  @Test
  void aPinAndItsStateArriveTogetherAndStockFollows() {
    var hana = house.viewer();
    var teapot = new ProductId("teapot");
    var pins = new ShowState.Pins(List.of(new ShowState.Pin(teapot, new ShowTime(1_000))));
    house.stage().act(new Draft(null, Actor.staff("s_1"), null, new ProductPinned(teapot)), pins);
    var stock = new ShowState.StockLeft(new SkuId("teapot-white"), teapot, 12, 20);
    house.stage().announce(new Versioned(stock, 7));
    assertThat(hana.await(view -> view.state("stock:teapot-white") != null, SOON)).isTrue();
    assertThat(hana.look(ClientView::pins)).containsExactly("teapot");
    assertThat(house.viewer().look(ClientView::pins)).containsExactly("teapot");
  }

  @Test
  void aRangeOfTheLogCanBeReadBack() {
    var hana = house.viewer();
    for (String text : List.of("一", "二", "三")) {
      hana.say(text);
    }
    awaitSaid(hana, "一", "二", "三");
    var answer = house.request("GET", "/api/shows/demo/timeline?after=1&limit=1");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"to\":2", "\"more\":true", "二").doesNotContain("三");
    assertThat(house.request("GET", "/api/shows/demo/timeline?after=9&ep=e1").statusCode())
        .isEqualTo(409);
    assertThat(house.request("GET", "/api/shows/demo/timeline?after=-1").statusCode())
        .isEqualTo(400);
    assertThat(house.request("GET", "/api/shows/nowhere/timeline").statusCode()).isEqualTo(404);
    assertThat(house.request("GET", "/api/shows/demo/timeline?log=backstage").statusCode())
        .isEqualTo(401);
  }

  @Test
  void staffFollowTheBackstageAndViewersMayNot() {
    house
        .backstage()
        .append(new Draft(null, Actor.staff("s_1"), null, new StaffActed("opened", "demo")));
    var staff = house.arrive("demo", "backstage", "ns=PRODUCER");
    assertThat(staff.awaitLive(SOON)).isTrue();
    assertThat(staff.look(ClientView::offset)).isEqualTo(1);
    assertThat(house.arrive("demo", "backstage", null).awaitClosed(4003, SOON)).isTrue();
    assertThat(house.arrive("nowhere", "stage", null).awaitClosed(4004, SOON)).isTrue();
  }

  @Test
  void commentsWaitWhileTheDatabaseIsAwayAndArriveOnce() {
    var config = quick(VisitLimits.defaults());
    try (var impatient = new RelayHouse(config)) {
      var hana = impatient.viewer();
      impatient.timelines.away();
      hana.say("まだかな");
      assertThat(hana.await(view -> view.pending().getFirst().againAt() < Long.MAX_VALUE, SOON))
          .as("told that it takes longer")
          .isTrue();
      impatient.timelines.back();
      awaitSaid(hana, "まだかな");
      assertThat(hana.await(view -> view.pending().isEmpty(), SOON)).isTrue();
      assertThat(impatient.stage().entries()).hasSize(1);
    }
  }

  @Test
  void aFullBacklogIsSaidAndTriedAgain() {
    var hana = house.viewer();
    house.stage().limitBacklog(0);
    house.timelines.away();
    hana.say("こんにちは");
    assertThat(hana.await(view -> view.pending().getFirst().againAt() < Long.MAX_VALUE, SOON))
        .isTrue();
    house.timelines.back();
    awaitSaid(hana, "こんにちは");
  }

  @Test
  void whoStopsAnsweringIsLetGo() {
    var limits =
        new VisitLimits(
            4_096,
            40,
            10,
            8,
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            Duration.ofMillis(200));
    try (var strict = new RelayHouse(quick(limits))) {
      var answering = strict.viewer();
      var stalled = strict.viewer();
      assertThat(answering.await(view -> view.viewers() == 2, SOON)).isTrue();
      stalled.stall();
      assertThat(stalled.awaitClosed(4202, SOON)).isTrue();
      assertThat(answering.closeCodes()).isEmpty();
    }
  }

  private static RelayConfig quick(VisitLimits limits) {
    var impatient =
        new VisitLimits(
            limits.frameBytesMax(),
            limits.frameBurst(),
            limits.framesPerSecond(),
            limits.unstoredMax(),
            Duration.ofMillis(100),
            limits.joinMax(),
            limits.pingEvery(),
            limits.pongMax());
    return config(18_000, 4_000, impatient, Duration.ofMillis(20));
  }

  private static RelayConfig config(int sockets, int perAddress, VisitLimits visit, Duration tick) {
    return new RelayConfig(
        sockets,
        perAddress,
        4_000,
        1_000,
        400,
        100,
        Set.of("https://shop.example"),
        64 * 1024,
        tick,
        Duration.ofSeconds(1),
        CommentRules.defaults(),
        Pace.Limits.defaults(),
        Repetition.defaults(),
        visit,
        RoomLimits.defaults());
  }

  @Test
  void whoIsNotInvitedIsTurnedAway() {
    assertThat(house.arrive("demo", "stage", "nv=v_a; np=forged").awaitClosed(4003, SOON)).isTrue();
    assertThat(house.arrive("demo", "stage", "nv=v_b; np=good").awaitLive(SOON)).isTrue();
    assertThat(house.arrive("demo", "stage", "ns=CS; np=forged").awaitLive(SOON)).isTrue();
  }

  @Test
  void aStopSendsEveryoneAwayToResume() {
    var viewers = List.of(house.viewer(), house.viewer(), house.viewer());
    long before = System.nanoTime();
    house.relay.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
    for (var viewer : viewers) {
      assertThat(viewer.awaitClosed(4200, SOON)).isTrue();
    }
  }

  @Test
  void moreSocketsThanAllowedAreTurnedAway() {
    var config = config(100, 2, VisitLimits.defaults(), Duration.ofMillis(50));
    try (var small = new RelayHouse(config)) {
      var first = small.viewer();
      small.viewer();
      var third = small.arrive("demo", "stage", null);
      assertThat(third.awaitClosed(4101, SOON)).isTrue();
      first.close();
      assertThat(third.awaitLive(SOON)).as("backs off and gets the free place").isTrue();
    }
  }

  @Test
  void pagesOfOtherSitesMayNotSpeakForTheirReaders() {
    try (var open =
        new RelayHouse(config(100, 100, VisitLimits.defaults(), Duration.ofMillis(50)))) {
      String path = "/api/shows/demo/live";
      assertThat(upgrade(open, path, "http://evil.example")).isEqualTo(403);
      assertThat(upgrade(open, path, open.base.toString())).isEqualTo(101);
      assertThat(upgrade(open, path, "https://shop.example")).isEqualTo(101);
    }
    assertThat(house.request("GET", "/api/shows/demo/live").statusCode()).isEqualTo(426);
  }

  private static int upgrade(RelayHouse house, String path, String origin) {
    try (var socket = new Socket("127.0.0.1", house.base.getPort())) {
      String head =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: nigiwai.v1\r\nOrigin: %s\r\n\r\n"
              .formatted(path, house.base.getPort(), origin);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      var line = new byte[12];
      socket.getInputStream().readNBytes(line, 0, 12);
      return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }
}
