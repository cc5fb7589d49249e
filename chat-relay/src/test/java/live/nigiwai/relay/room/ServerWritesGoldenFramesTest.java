package live.nigiwai.relay.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.relay.Golden;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.News.Urgency;
import live.nigiwai.show.Actor;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The server's frames are field for field those of {@code server-frames.json}. */
class ServerWritesGoldenFramesTest {
  private static final Actor SYSTEM = Actor.system("show");
  private static final Actor STAFF = Actor.staff("s_1");
  private static final Actor HANA = Actor.viewer(new ViewerId("v_8Qk2"));
  private static final ProductId TEAPOT = new ProductId("teapot");
  private static final ShowId DEMO = new ShowId("demo");

  private static RoomFrames frames(long now) {
    return new RoomFrames(
        () -> new ShowTime(now),
        ",\"ping\":25000,\"wait\":10000,\"rc\":{\"base\":500,\"cap\":20000},"
            + "\"lim\":{\"len\":200,\"frame\":4096,\"rate\":10}");
  }

  private static TimelineEntry entry(long offset, long at, Actor by, TimelineEvent event) {
    return entry(offset, at, at, null, by, event);
  }

  private static TimelineEntry entry(
      long offset, long at, long showAt, @Nullable Long mediaAt, Actor by, TimelineEvent event) {
    return new TimelineEntry(
        offset,
        new ShowTime(at),
        mediaAt == null ? null : new ShowTime(mediaAt),
        new ShowTime(showAt),
        by,
        event);
  }

  private static void assertGolden(String name, Frame frame) {
    String wire = frame.duplicate().toString(StandardCharsets.UTF_8);
    JsonNode written;
    try {
      written = Golden.JSON.readTree(wire.substring(wire.indexOf('{')));
    } catch (java.io.IOException malformed) {
      throw new AssertionError(wire, malformed);
    }
    assertThat(written).isEqualTo(Golden.named("server-frames.json", name).get("frame"));
  }

  private static Frame batch(
      String epoch,
      long now,
      List<TimelineEntry> entries,
      List<Versioned> states,
      long hearts,
      int viewers) {
    Map<Reaction, Long> tapped = hearts == 0 ? Map.of() : Map.of(Reaction.HEART, hearts);
    return batch(epoch, now, entries, states, tapped, viewers);
  }

  private static Frame batch(
      String epoch,
      long now,
      List<TimelineEntry> entries,
      List<Versioned> states,
      Map<Reaction, Long> tapped,
      int viewers) {
    var news = RoomNews.none(frames(now), epoch);
    if (!entries.isEmpty()) {
      var encoded = entries.stream().map(EncodedEntry::of).toList();
      news =
          news.withEntries(
              Urgency.ORDINARY, entries.getFirst().offset(), entries.getLast().offset(), encoded);
    }
    var changed = new StateMap().put(states);
    return news.withStates(changed.urgency(), changed.members()).withCrowd(tapped, viewers).frame();
  }

  @Test
  void welcome() {
    var snapshot =
        new Snapshot(
            new Position("k3x9", 2),
            List.of(
                entry(1, 1781234560000L, SYSTEM, new TimelineEvent.ShowOpened(DEMO)),
                entry(
                    2,
                    1781234561000L,
                    Actor.viewer(new ViewerId("v_other")),
                    new TimelineEvent.CommentPosted("c_1", Badge.NONE, new Words("はな", "こんにちは")))),
            List.of(new Versioned(new ShowState.Stream(ShowState.StreamStatus.LIVE), 1)));
    var known = new Recollection(snapshot, 100, 50, 30, new Sampling(0));
    byte[] greeting =
        """
        {"f":"welcome","id":1,"show":"demo","log":"stage",\
        "you":{"id":"v_8Qk2","name":"","role":"viewer","named":false}\
        """
            .getBytes(StandardCharsets.UTF_8);
    assertGolden(
        "welcome, first visit",
        frames(1781234567890L).welcome(greeting, known, known.decide(null), 1204));
  }

  @Test
  void entriesAndState() {
    var pinned = new ShowState.Pin(TEAPOT, new ShowTime(1781234568001L));
    assertGolden(
        "batch with entries and state",
        batch(
            "k3x9",
            1781234568100L,
            List.of(
                entry(
                    456,
                    1781234568000L,
                    1781234566000L,
                    1781234566000L,
                    HANA,
                    new TimelineEvent.CommentPosted("c_2", Badge.NONE, new Words("はな", "かわいい！"))),
                entry(457, 1781234568001L, STAFF, new TimelineEvent.ProductPinned(TEAPOT))),
            List.of(new Versioned(new ShowState.Pins(List.of(pinned)), 457)),
            318,
            1205));
    assertGolden(
        "batch with state alone",
        batch(
            "k3x9",
            1781234568100L,
            List.of(),
            List.of(
                new Versioned(
                    new ShowState.StockLeft(new SkuId("teapot-white"), TEAPOT, 12, 20), 88),
                new Versioned(new ShowState.ProductSale(TEAPOT, SaleState.ON_SALE), 9)),
            0,
            RoomNews.VIEWERS_UNCHANGED));
    assertGolden(
        "batch with hearts and viewers alone",
        batch("k3x9", 1781234568100L, List.of(), List.of(), 4, 7));
  }

  @Test
  void whatIsLeftOutIsCounted() {
    var shown =
        entry(
            458,
            1781234568000L,
            HANA,
            new TimelineEvent.CommentPosted("c_2", Badge.NONE, new Words("はな", "かわいい！")));
    var news =
        RoomNews.none(frames(1781234568100L), "k3x9")
            .withEntries(Urgency.ORDINARY, 456, 460, List.of(EncodedEntry.of(shown)));
    assertGolden("a batch that leaves comments out", news.frame());
  }

  @Test
  void aDeletedComment() {
    var posted =
        entry(
            9,
            1781234568000L,
            HANA,
            new TimelineEvent.CommentPosted("c_2", Badge.NONE, new Words("はな", "ひどい")));
    var known =
        new Recollection(
            new Snapshot(new Position("k3x9", 8), List.of(), List.of()), 9, 5, 5, new Sampling(0));
    known.append(posted);
    var deletion =
        known.append(entry(10, 1781234568900L, STAFF, new TimelineEvent.CommentDeleted("c_2")));
    var blank = EncodedEntry.of(posted);
    blank.reword("c_2", null);
    assertThat(new String(known.after(8).entries(), StandardCharsets.UTF_8))
        .isEqualTo(
            new String(blank.json(), StandardCharsets.UTF_8)
                + ","
                + new String(deletion.json(), StandardCharsets.UTF_8));
    var news =
        RoomNews.none(frames(1781234569000L), "k3x9")
            .withEntries(Urgency.ORDINARY, 9, 10, List.of(blank, deletion));
    assertGolden("a deleted comment as it is resent", news.frame());
  }

  @Test
  void everyKindOfEntry() {
    var ingest = Actor.system("ingest");
    assertGolden(
        "the other stage entries",
        batch(
            "k3x9",
            16,
            List.of(
                entry(1, 10, STAFF, new TimelineEvent.ProductUnpinned(TEAPOT)),
                entry(2, 11, STAFF, new TimelineEvent.SaleStateChanged(TEAPOT, SaleState.ENDED)),
                entry(3, 12, ingest, new TimelineEvent.StreamStarted()),
                entry(4, 13, ingest, new TimelineEvent.StreamBroken("timeout")),
                entry(5, 14, SYSTEM, new TimelineEvent.ShowOpened(DEMO)),
                entry(6, 15, SYSTEM, new TimelineEvent.ShowEnded(DEMO))),
            List.of(new Versioned(new ShowState.Stream(ShowState.StreamStatus.ENDED), 6)),
            0,
            RoomNews.VIEWERS_UNCHANGED));
    var line = new TimelineEvent.OrderedLine(TEAPOT, new SkuId("teapot-white"), 2);
    assertGolden(
        "backstage entries",
        batch(
            "b1",
            13,
            List.of(
                entry(
                    1,
                    10,
                    HANA,
                    new TimelineEvent.OrderPlaced(
                        "ord_1", "N-0001", List.of(line), Money.yen(7_040))),
                entry(
                    2,
                    11,
                    Actor.system("shop"),
                    new TimelineEvent.OrderChanged("ord_1", "accepted")),
                entry(3, 12, STAFF, new TimelineEvent.StaffActed("comment_deleted", "c_2"))),
            List.of(),
            0,
            RoomNews.VIEWERS_UNCHANGED));
  }

  @Test
  void theConversationOnTheStage() {
    var relay = Actor.system("relay");
    Map<Reaction, Long> tapped = new EnumMap<>(Reaction.class);
    tapped.put(Reaction.HEART, 4L);
    tapped.put(Reaction.CLAP, 3L);
    tapped.put(Reaction.SPARKLE, 1L);
    var words = new Words("はな", "白は？");
    var liked = new Words("はな", "かわいい！");
    var asked = new TimelineEvent.CommentPosted("c_3", Badge.BUYER, words, "c_2", true);
    var again = new TimelineEvent.CommentRestored("c_2", Badge.FIRST, new Words("", "かわいい！"));
    var answered = new TimelineEvent.QuestionAnswered("c_3", "白もあります");
    assertGolden(
        "the conversation on the stage",
        batch(
            "k3x9",
            18,
            List.of(
                entry(1, 10, HANA, asked),
                entry(2, 11, STAFF, again),
                entry(3, 12, STAFF, new TimelineEvent.CommentPinned("c_2")),
                entry(4, 13, STAFF, new TimelineEvent.CommentUnpinned("c_2")),
                entry(5, 14, HANA, new TimelineEvent.QuestionMarked("c_4")),
                entry(6, 15, relay, new TimelineEvent.QuestionGrouped("c_4", "c_3")),
                entry(7, 16, 15, 15L, STAFF, answered),
                entry(8, 17, STAFF, new TimelineEvent.QuestionGrouped("c_4", null))),
            List.of(
                new Versioned(
                    new ShowState.Chat(30, ShowState.Speakers.MEMBERS, true, false, true), 2),
                new Versioned(new ShowState.CommentPin("c_2", liked, Badge.MEMBER), 3),
                new Versioned(
                    new ShowState.Questions(
                        7, List.of(new ShowState.OpenQuestion("c_3", words, 3))),
                    4)),
            tapped,
            RoomNews.VIEWERS_UNCHANGED));
  }

  @Test
  void theConversationBackstage() {
    var until = new ShowTime(1781234567890L);
    var reason = new Words("はな", "暴言");
    var held = new TimelineEvent.CommentHeld("c_5", "link", new Words("はな", "example.com"));
    var muted = new TimelineEvent.Sanctioned("sn_1", "mute", "v_8Qk2", "show", until, reason);
    var banned = new TimelineEvent.Sanctioned("sn_2", "ban", "v_8Qk2", "company", null, null);
    var asked = new TimelineEvent.QuestionStatus("c_3", "grouped", "v_8Qk2");
    assertGolden(
        "the conversation backstage",
        batch(
            "b1",
            17,
            List.of(
                entry(1, 10, HANA, held),
                entry(2, 11, STAFF, new TimelineEvent.CommentDecided("c_5", "rejected")),
                entry(3, 12, HANA, new TimelineEvent.CommentReported("c_2", "spam", 2)),
                entry(4, 13, STAFF, muted),
                entry(5, 14, STAFF, banned),
                entry(6, 15, STAFF, new TimelineEvent.SanctionLifted("sn_1", "v_8Qk2")),
                entry(7, 16, Actor.system("relay"), asked)),
            List.of(),
            0,
            RoomNews.VIEWERS_UNCHANGED));
  }
}
