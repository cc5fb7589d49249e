package live.nigiwai.testkit.hls;

import java.util.List;
import java.util.Objects;
import live.nigiwai.testkit.hls.MediaPlaylist.Hint;
import live.nigiwai.testkit.hls.MediaPlaylist.Part;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;

/** What a version of a playlist may change of the one before (section 6.2.1). Pure. */
final class ReloadRules {
  private final String rendition;
  private final Findings findings;

  ReloadRules(String rendition, Findings findings) {
    this.rendition = rendition;
    this.findings = findings;
  }

  /** Both whole, in the order in which they were got. */
  void compare(MediaPlaylist before, MediaPlaylist after) {
    promises(before, after);
    sequences(before, after);
    for (Segment old : before.segments()) {
      after.segment(old.number()).ifPresent(now -> segment(old, now));
    }
    openSegment(before, after);
    hint(before, after);
    if (before.ended()) {
      check(
          after.ended() && before.segments().equals(after.segments()),
          Rule.ENDED_UNCHANGED,
          () -> "changed after EXT-X-ENDLIST");
    }
  }

  private void promises(MediaPlaylist before, MediaPlaylist after) {
    check(
        before.targetDuration() == after.targetDuration(),
        Rule.TARGET_DURATION_CONSTANT,
        () -> before.targetDuration() + " became " + after.targetDuration());
    // The end of the stream ends the low-latency part of it.
    boolean sameMode = !after.ended();
    check(
        !sameMode || before.partTarget() == after.partTarget(),
        Rule.PART_TARGET_CONSTANT,
        () -> before.partTarget() + " became " + after.partTarget());
    check(
        !sameMode || Objects.equals(before.control(), after.control()),
        Rule.SERVER_CONTROL_CONSTANT,
        () -> before.control() + " became " + after.control());
  }

  private void sequences(MediaPlaylist before, MediaPlaylist after) {
    check(
        after.mediaSequence() >= before.mediaSequence(),
        Rule.SEQUENCE,
        () ->
            "EXT-X-MEDIA-SEQUENCE went from "
                + (before.mediaSequence() + " to " + after.mediaSequence()));
    check(
        after.discontinuitySequence() >= before.discontinuitySequence(),
        Rule.DISCONTINUITY_SEQUENCE,
        () ->
            "EXT-X-DISCONTINUITY-SEQUENCE went from "
                + (before.discontinuitySequence() + " to " + after.discontinuitySequence()));
    check(
        after.next().compareTo(before.next()) >= 0,
        Rule.SEQUENCE,
        () -> "the end went back from " + before.next() + " to " + after.next());
    boolean removed = after.mediaSequence() > before.mediaSequence();
    check(
        !removed || after.ended() || after.duration() >= 3 * after.targetDuration() - 0.001,
        Rule.WINDOW,
        () -> "only %.3f s are left after a removal".formatted(after.duration()));
  }

  private void segment(Segment old, Segment now) {
    check(
        old.discontinuity() == now.discontinuity(),
        Rule.DISCONTINUITY_SEQUENCE,
        () ->
            old.number()
                + (" had discontinuity " + old.discontinuity() + ", has " + now.discontinuity()));
    boolean same =
        old.uri().equals(now.uri())
            && old.duration() == now.duration()
            && old.gap() == now.gap()
            && Objects.equals(old.map(), now.map())
            && Objects.equals(old.date(), now.date());
    check(same, Rule.SEGMENT_CHANGED, () -> described(old) + " became " + described(now));
    if (!now.parts().isEmpty()) {
      check(
          old.parts().equals(now.parts()),
          Rule.PART_CHANGED,
          () -> "parts of " + old.number() + ": " + old.parts() + " became " + now.parts());
    }
  }

  private static String described(Segment segment) {
    return "%d %s (%.6f s, %s, map %s%s)"
        .formatted(
            segment.number(),
            segment.uri(),
            segment.duration(),
            segment.date(),
            segment.map(),
            segment.gap() ? ", gap" : "");
  }

  /** What was open has more parts now, or is complete. */
  private void openSegment(MediaPlaylist before, MediaPlaylist after) {
    Segment old = before.open();
    Segment now =
        old.number() == after.open().number()
            ? after.open()
            : after.segment(old.number()).orElse(null);
    if (now == null || old.parts().isEmpty()) {
      return;
    }
    check(
        old.discontinuity() == now.discontinuity(),
        Rule.DISCONTINUITY_SEQUENCE,
        () ->
            "the open "
                + old.number()
                + (" had discontinuity " + old.discontinuity() + ", has " + now.discontinuity()));
    check(
        Objects.equals(old.map(), now.map()) && Objects.equals(old.date(), now.date()),
        Rule.SEGMENT_CHANGED,
        () -> "the open " + described(old) + " became " + described(now));
    List<Part> parts = now.parts();
    boolean dropped = parts.isEmpty() && !now.uri().isEmpty();
    boolean kept =
        parts.size() >= old.parts().size()
            && parts.subList(0, old.parts().size()).equals(old.parts());
    check(
        kept || dropped,
        Rule.PART_CHANGED,
        () -> "parts of the open " + old.number() + ": " + old.parts() + " became " + parts);
  }

  private void hint(MediaPlaylist before, MediaPlaylist after) {
    Hint hint =
        before.hints().stream().filter(h -> h.type().equals("PART")).findFirst().orElse(null);
    if (hint == null || after.ended()) {
      return;
    }
    Position due = before.next();
    Part listed = after.part(due).orElse(null);
    Segment in = after.segment(due.number()).orElse(after.open());
    if (listed == null && in.number() == due.number() && !in.uri().isEmpty()) {
      // The open segment ended without another part: the next one's first was hinted.
      due = new Position(due.number() + 1, 0);
      listed = after.part(due).orElse(null);
      in = after.segment(due.number()).orElse(after.open());
    }
    if (listed == null) {
      return;
    }
    String uri = listed.uri();
    Position at = due;
    // A hint may be given up where segmentation changes (section 6.2.6).
    boolean changed = in.discontinuity() != before.open().discontinuity();
    check(
        changed || uri.equals(hint.uri()),
        Rule.HINT_KEPT,
        () -> "hinted " + hint.uri() + ", then " + at + " was " + uri);
  }

  private void check(boolean holds, Rule rule, Findings.Detail detail) {
    findings.check(holds, rule, rendition, detail);
  }
}
