package live.nigiwai.relay.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.News.Urgency;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import live.nigiwai.testkit.ClientView;
import org.junit.jupiter.api.Test;

class MoreThanCanBeReadIsSampledTest {
  private static final int SHOWN = 20;
  private static final RoomFrames FRAMES = new RoomFrames(() -> new ShowTime(9), ",\"ping\":1");
  private static final byte[] GREETING =
      "{\"f\":\"welcome\",\"id\":1".getBytes(StandardCharsets.UTF_8);

  private final List<TimelineEntry> log = new ArrayList<>();

  private void second(int number, int comments) {
    for (int i = 0; i < comments; i++) {
      say(number * 1_000L + i * 1_000L / comments, Badge.NONE);
    }
  }

  private TimelineEntry say(long at, Badge badge) {
    long offset = log.size() + 1;
    var words = new Words("はな", "言葉" + offset);
    return add(offset, at, new CommentPosted("c_" + offset * 7_919, badge, words));
  }

  private TimelineEntry add(long offset, long at, TimelineEvent event) {
    var time = new ShowTime(at);
    var entry =
        new TimelineEntry(offset, time, null, time, Actor.viewer(new ViewerId("v_hana")), event);
    log.add(entry);
    return entry;
  }

  private List<Long> shown(int from) {
    var sampling = new Sampling(SHOWN);
    var offsets = new ArrayList<Long>();
    for (var entry : log.subList(from, log.size())) {
      if (sampling.shows(entry)) {
        offsets.add(entry.offset());
      }
    }
    return offsets;
  }

  @Test
  void whatCanBeReadIsShownWhole() {
    for (int s = 0; s < 10; s++) {
      second(s, SHOWN);
    }
    assertThat(shown(0)).hasSize(10 * SHOWN);
  }

  @Test
  void aFloodIsThinnedToAboutWhatCanBeRead() {
    for (int s = 0; s < 21; s++) {
      second(s, 200);
    }
    long inTheFirst = shown(0).stream().filter(offset -> offset <= 200).count();
    long afterIt = shown(0).size() - inTheFirst;
    // Nobody knows at its beginning how long the flood will be: 20, then 20/21 + 20/22 + …
    assertThat(inTheFirst).isBetween(2L * SHOWN, 5L * SHOWN);
    assertThat(afterIt).isBetween(20L * SHOWN * 3 / 4, 20L * SHOWN * 5 / 4);
  }

  @Test
  void everyNodeDecidesAlikeWhereverItBeganToRead() {
    for (int s = 0; s < 10; s++) {
      second(s, 100 + s);
    }
    var whole = shown(0);
    int from = 437;
    var late = shown(from);
    long wholeSeconds =
        2 * 110 + from; // the second it began in counts short, the next is decided so
    assertThat(late.stream().filter(offset -> offset > wholeSeconds))
        .containsExactlyElementsOf(whole.stream().filter(offset -> offset > wholeSeconds).toList());
  }

  @Test
  void badgesQuestionsAndDeletionsAreAlwaysShown() {
    second(0, 500);
    second(1, 500);
    var sampling = new Sampling(SHOWN);
    log.forEach(sampling::shows);
    assertThat(sampling.shows(say(1_999, Badge.STAFF))).isTrue();
    assertThat(sampling.shows(say(1_999, Badge.PRESENTER))).isTrue();
    var asked = new CommentPosted("c_q", Badge.NONE, new Words("はな", "丈は"), null, true);
    assertThat(sampling.shows(add(log.size() + 1L, 1_999, asked))).isTrue();
    assertThat(sampling.shows(add(log.size() + 1L, 1_999, new CommentDeleted("c_1")))).isTrue();
  }

  @Test
  void framesSayHowManyTheyLeaveOut() {
    second(0, 100);
    second(1, 100);
    var known =
        new Recollection(
            new Snapshot(new Position("e", 0), List.of(), List.of()),
            500,
            50,
            300,
            new Sampling(SHOWN));
    var viewer = new ClientView("stage");
    viewer.received(text(FRAMES.welcome(GREETING, known, known.decide(null), 1)));
    var entries = log.stream().map(known::append).filter(EncodedEntry::shown).toList();
    var news = RoomNews.none(FRAMES, "e").withEntries(Urgency.ORDINARY, 1, 200, entries);
    viewer.received(text(news.frame()));

    assertThat(viewer.holes()).isZero();
    assertThat(viewer.offset()).isEqualTo(200);
    assertThat(viewer.skipped()).isEqualTo(200 - entries.size()).isPositive();
    assertThat(viewer.comments()).hasSameSizeAs(entries);

    second(2, 100);
    log.subList(200, 300).forEach(known::append);
    var position = new Position("e", 200);
    viewer.received(text(FRAMES.welcome(GREETING, known, known.decide(position), 1)));
    assertThat(viewer.holes()).as("a resume is sampled alike").isZero();
    assertThat(viewer.offset()).isEqualTo(300);
    assertThat(viewer.comments()).hasSize(shown(0).size());
  }

  private static String text(Frame frame) {
    String wire = frame.duplicate().toString(StandardCharsets.UTF_8);
    return wire.substring(wire.indexOf('{'));
  }
}
