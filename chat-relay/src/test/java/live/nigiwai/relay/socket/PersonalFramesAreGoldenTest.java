package live.nigiwai.relay.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import live.nigiwai.relay.Golden;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import org.junit.jupiter.api.Test;

/** What one person is told alone is field for field that of {@code server-frames.json}. */
class PersonalFramesAreGoldenTest {
  private static void assertGolden(String name, Frame frame) {
    String wire = frame.duplicate().toString(StandardCharsets.UTF_8);
    try {
      assertThat(Golden.JSON.readTree(wire.substring(wire.indexOf('{'))))
          .isEqualTo(Golden.named("server-frames.json", name).get("frame"));
    } catch (IOException malformed) {
      throw new AssertionError(wire, malformed);
    }
  }

  private static void assertGolden(String name, Note note) {
    assertGolden(name, note.frame());
  }

  private static TimelineEntry said(String id, long at, String text) {
    return new TimelineEntry(
        0,
        new ShowTime(at),
        null,
        new ShowTime(at),
        Actor.viewer(new ViewerId("v_8Qk2")),
        new CommentPosted(id, Badge.NONE, new Words("はな", text)));
  }

  @Test
  void acks() {
    assertGolden("ack", Answers.ack(2, "c_2", false));
    assertGolden("ack of a held comment", Answers.ack(2, "c_5", true));
  }

  @Test
  void questions() {
    assertGolden("a question grouped", new Note.Question("c_4", "grouped", "c_3", null, null));
    assertGolden(
        "a question answered on the picture",
        new Note.Question("c_3", "answered", null, 1781234567890L, null));
    assertGolden(
        "a question answered privately", new Note.Question("c_3", "private", null, null, "白もあります"));
  }

  @Test
  void moderation() {
    assertGolden("a held comment is shown", new Note.Held("c_5", "shown"));
    assertGolden("muted for a while", new Note.Sanction("mute", 1781234567890L));
    assertGolden("no longer muted", new Note.Sanction("none", null));
    assertGolden(
        "own comments others do not see",
        new Note.Mine(
            List.of(
                new Note.Hidden(said("c_5", 10, "example.com"), true),
                new Note.Hidden(said("c_6", 11, "聞こえますか"), false))));
  }
}
