package live.nigiwai.runtime.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Actor;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimelineJsonTest {
  private static final ProductId TEAPOT = new ProductId("teapot");

  static Stream<TimelineEvent> everyFact() {
    return Stream.of(
        new TimelineEvent.CommentPosted("c_1", Badge.STAFF, null),
        new TimelineEvent.CommentPosted("c_2", Badge.BUYER, null, "c_1", true),
        new TimelineEvent.CommentDeleted("c_1"),
        new TimelineEvent.CommentRestored("c_1", Badge.FIRST, null),
        new TimelineEvent.CommentPinned("c_1"),
        new TimelineEvent.CommentUnpinned("c_1"),
        new TimelineEvent.QuestionMarked("c_1"),
        new TimelineEvent.QuestionGrouped("c_2", "c_1"),
        new TimelineEvent.QuestionGrouped("c_2", null),
        new TimelineEvent.QuestionAnswered("c_1", "白もあります"),
        new TimelineEvent.QuestionAnswered("c_1", null),
        new TimelineEvent.CommentHeld("c_3", "link", null),
        new TimelineEvent.CommentDecided("c_3", "shown"),
        new TimelineEvent.CommentReported("c_3", "spam", 2),
        new TimelineEvent.Sanctioned("sn_1", "mute", "v_1", "show", new ShowTime(9), null),
        new TimelineEvent.Sanctioned("sn_2", "ban", "v_1", "company", null, null),
        new TimelineEvent.SanctionLifted("sn_1", "v_1"),
        new TimelineEvent.QuestionStatus("c_1", "private", "v_1"),
        new TimelineEvent.ProductPinned(TEAPOT),
        new TimelineEvent.ProductUnpinned(TEAPOT),
        new TimelineEvent.SaleStateChanged(TEAPOT, SaleState.ON_SALE),
        new TimelineEvent.PriceTimed(
            "t_1",
            TEAPOT,
            List.of(new ShowState.SkuPrice(new SkuId("teapot-white"), Money.yen(2_900))),
            new ShowTime(5),
            new ShowTime(9)),
        new TimelineEvent.PriceCorrected("t_1", TEAPOT, "桁の誤り"),
        new TimelineEvent.DropChanged("d_1", TEAPOT, new SkuId("teapot-white"), "drawn"),
        new TimelineEvent.StreamStarted(),
        new TimelineEvent.StreamBroken("connection lost"),
        new TimelineEvent.ShowOpened(new ShowId("demo")),
        new TimelineEvent.ShowEnded(new ShowId("demo")),
        new TimelineEvent.OrderPlaced(
            "o1",
            "N-1",
            List.of(new TimelineEvent.OrderedLine(TEAPOT, new SkuId("teapot-white"), 2)),
            Money.yen(9_800)),
        new TimelineEvent.OrderChanged("o1", "accepted"),
        new TimelineEvent.StaffActed("stock_moved", "teapot-white +5"));
  }

  @ParameterizedTest
  @MethodSource("everyFact")
  void everyFactIsReadBackAsItWasStored(TimelineEvent event) {
    assertThat(FactJson.read(FactJson.type(event), FactJson.stored(event), null)).isEqualTo(event);
  }

  @Test
  void theStoredFactNeverHoldsTheWords() {
    var comment = new TimelineEvent.CommentPosted("c_1", Badge.NONE, new Words("はな", "かわいいですね"));
    assertThat(FactJson.stored(comment)).doesNotContain("はな").doesNotContain("かわいい");
    var held = new TimelineEvent.CommentHeld("c_1", "word", new Words("はな", "ひどい"));
    assertThat(FactJson.stored(held)).doesNotContain("はな").doesNotContain("ひどい");
    var reason = new Words("はな", "暴言");
    var muted = new TimelineEvent.Sanctioned("sn_1", "mute", "v_1", "show", null, reason);
    assertThat(FactJson.stored(muted)).doesNotContain("はな").doesNotContain("暴言");
  }

  @Test
  void aFactOfANewerVersionIsKeptAsItIs() {
    var unknown = FactJson.read("raffle_drawn", "{\"winner\":3}", null);
    assertThat(unknown).isEqualTo(new TimelineEvent.Unrecognised("raffle_drawn", "{\"winner\":3}"));
    assertThat(FactJson.stored(unknown)).isEqualTo("{\"winner\":3}");
  }

  @Test
  void aKnownTypeWithFieldsMissingIsUnrecognisedNotAFault() {
    assertThat(FactJson.read("pinned", "{}", null)).isInstanceOf(TimelineEvent.Unrecognised.class);
  }

  static Stream<ShowState> everyState() {
    return Stream.of(
        new ShowState.Pins(List.of(new ShowState.Pin(TEAPOT, new ShowTime(5)))),
        new ShowState.ProductSale(TEAPOT, SaleState.PAUSED),
        new ShowState.StockLeft(new SkuId("teapot-white"), TEAPOT, 3, 20),
        new ShowState.StockLeft(new SkuId("teapot-white"), TEAPOT, 3, 20, true),
        new ShowState.TimedPrice(
            "t_1",
            TEAPOT,
            List.of(new ShowState.SkuPrice(new SkuId("teapot-white"), Money.yen(2_900))),
            new ShowTime(5),
            new ShowTime(9)),
        new ShowState.Drop(
            "d_1",
            TEAPOT,
            new SkuId("teapot-white"),
            "fair",
            "open",
            10,
            new ShowTime(5),
            new ShowTime(9),
            "ab".repeat(32)),
        new ShowState.Stream(ShowState.StreamStatus.BREAK),
        new ShowState.Chat(30, ShowState.Speakers.MEMBERS, true, false, true),
        new ShowState.CommentPin("c_1", new Words("はな", "好き"), Badge.MEMBER),
        new ShowState.CommentPin(null, null, Badge.NONE),
        new ShowState.Questions(
            7, List.of(new ShowState.OpenQuestion("c_1", new Words("", "白は？"), 3))),
        new ShowState.Unrecognised("poll", "{\"votes\":{\"a\":1}}"));
  }

  @ParameterizedTest
  @MethodSource("everyState")
  void everyStateIsReadBackAsItWasStored(ShowState state) {
    assertThat(TimelineJson.readState(state.key(), TimelineJson.storedState(state)))
        .isEqualTo(state);
  }

  @Test
  void anEntryOnTheWireHasTheNamesOfTheProtocol() {
    var entry =
        new TimelineEntry(
            456,
            new ShowTime(2_000),
            new ShowTime(1_000),
            new ShowTime(1_500),
            new Actor(Actor.Kind.VIEWER, "v_1"),
            new TimelineEvent.CommentPosted("c_1", Badge.NONE, new Words("はな", "白はありますか")));
    assertThat(Json.text(out -> TimelineJson.writeEntry(out, entry)))
        .isEqualTo(
            "{\"o\":456,\"at\":2000,\"s\":1500,\"m\":1000,\"t\":\"comment\","
                + "\"by\":{\"k\":\"viewer\",\"id\":\"v_1\"},"
                + "\"eid\":\"c_1\",\"b\":\"none\",\"n\":\"はな\",\"x\":\"白はありますか\"}");
  }

  @Test
  void aStateOnTheWireCarriesItsVersion() {
    var state = new Versioned(new ShowState.Stream(ShowState.StreamStatus.LIVE), 9);
    assertThat(Json.text(out -> TimelineJson.writeState(out, state)))
        .isEqualTo("{\"sv\":9,\"status\":\"live\"}");
  }
}
