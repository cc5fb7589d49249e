package live.nigiwai.relay.socket;

import java.util.List;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.show.timeline.TimelineEntry;
import org.jspecify.annotations.Nullable;

/** Something one person is told alone (PROTOCOL.md section 3). */
public sealed interface Note {
  /**
   * @param status {@code new}, {@code grouped}, {@code answered}, {@code private} or {@code closed}
   * @param into the question it was grouped with
   * @param mediaMillis where on the picture it was answered
   * @param text the answer in words
   */
  record Question(
      String commentId,
      String status,
      @Nullable String into,
      @Nullable Long mediaMillis,
      @Nullable String text)
      implements Note {}

  /**
   * @param status {@code shown} or {@code rejected}
   */
  record Held(String commentId, String status) implements Note {}

  /**
   * @param kind {@code mute} or {@code none}
   */
  record Sanction(String kind, @Nullable Long untilMillis) implements Note {}

  /** Own comments that the log does not show others. */
  record Mine(List<Hidden> comments) implements Note {}

  /**
   * @param entry as it would stand in the log; its offset means nothing
   * @param held whether its author knows that it waits
   */
  record Hidden(TimelineEntry entry, boolean held) {}

  default Frame frame() {
    return Answers.note(this);
  }
}
