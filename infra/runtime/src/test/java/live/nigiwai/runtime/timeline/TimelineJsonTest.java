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
        new TimelineEvent.CommentDeleted("c_1"),
        new TimelineEvent.ProductPinned(TEAPOT),
        new TimelineEvent.ProductUnpinned(TEAPOT),
        new TimelineEvent.SaleStateChanged(TEAPOT, SaleState.ON_SALE),
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
        new ShowState.Stream(ShowState.StreamStatus.BREAK),
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
