package live.nigiwai.testkit.hls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import live.nigiwai.testkit.hls.MediaPlaylist.Control;
import live.nigiwai.testkit.hls.MediaPlaylist.Part;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;
import org.jspecify.annotations.Nullable;

/** What one version of a media playlist says by itself. Pure. */
final class PlaylistRules {
  /** Durations are written in decimals. */
  private static final double ROUNDING = 0.000_5;

  private static final int VERSION_MAX = 12;

  private final String rendition;
  private final Findings findings;

  PlaylistRules(String rendition, Findings findings) {
    this.rendition = rendition;
    this.findings = findings;
  }

  /** The text of a delta update has no more to say than this. */
  void text(MediaPlaylist playlist) {
    for (String fault : playlist.faults()) {
      findings.add(Rule.SYNTAX, rendition, fault);
    }
    boolean covered =
        playlist.version() >= playlist.versionNeeded() && playlist.version() <= VERSION_MAX;
    check(
        covered,
        Rule.VERSION,
        () -> "version " + playlist.version() + ", needed " + playlist.versionNeeded());
  }

  /**
   * @param playlist a whole one
   * @param frameSeconds how long a picture lasts
   */
  void whole(MediaPlaylist playlist, double frameSeconds) {
    control(playlist);
    for (Segment segment : playlist.segments()) {
      segment(playlist, segment);
    }
    parts(playlist, playlist.open());
    dates(playlist, frameSeconds);
    edge(playlist);
    hints(playlist);
    playlist
        .dateRanges()
        .forEach(
            (id, range) ->
                check(
                    range.containsKey("START-DATE"),
                    Rule.DATERANGE,
                    () -> id + " has no START-DATE"));
  }

  private void control(MediaPlaylist playlist) {
    Control control = playlist.control();
    int target = playlist.targetDuration();
    if (control != null) {
      double holdBack = control.holdBack();
      check(
          holdBack == 0 || holdBack >= 3 * target - ROUNDING,
          Rule.HOLD_BACK,
          () -> "HOLD-BACK " + holdBack + " at a target duration of " + target);
      double skip = control.skipUntil();
      check(
          skip == 0 || skip >= 6 * target - ROUNDING,
          Rule.SKIP_UNTIL,
          () -> "CAN-SKIP-UNTIL " + skip + " at a target duration of " + target);
    }
    if (playlist.lowLatency() && !playlist.ended()) {
      double holdBack = control == null ? 0 : control.partHoldBack();
      check(
          holdBack >= 3 * playlist.partTarget() - ROUNDING,
          Rule.PART_HOLD_BACK,
          () -> "PART-HOLD-BACK " + holdBack + " at a part target of " + playlist.partTarget());
    }
  }

  private void segment(MediaPlaylist playlist, Segment segment) {
    check(
        Math.round(segment.duration()) <= playlist.targetDuration(),
        Rule.TARGET_DURATION,
        () -> segment.number() + " lasts " + segment.duration() + " s");
    check(
        segment.map() != null || segment.gap(),
        Rule.MAP_PRESENT,
        () -> segment.number() + " has no EXT-X-MAP");
    if (!segment.parts().isEmpty()) {
      check(
          Math.abs(segment.partSum() - segment.duration()) <= 0.001 + ROUNDING,
          Rule.PART_SUM,
          () ->
              "%d lasts %.6f s, its parts %.6f s"
                  .formatted(segment.number(), segment.duration(), segment.partSum()));
      check(
          !segment.gap() || segment.parts().stream().allMatch(Part::gap),
          Rule.GAP_PARTS,
          () -> segment.number() + " is a gap with parts that are none");
    }
    parts(playlist, segment);
  }

  private void parts(MediaPlaylist playlist, Segment segment) {
    double target = playlist.partTarget();
    List<Part> parts = segment.parts();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String at = segment.number() + "." + i;
      check(
          part.duration() <= target + ROUNDING,
          Rule.PART_TOO_LONG,
          () -> at + " lasts " + part.duration() + " s");
      // Whether a part of the open segment is its last shows only later.
      boolean followed = i + 1 < parts.size();
      boolean exempt = part.independent() || part.gap() || !followed || parts.get(i + 1).gap();
      check(
          exempt || part.duration() >= 0.85 * target - ROUNDING,
          Rule.PART_TOO_SHORT,
          () -> at + " lasts " + part.duration() + " s");
    }
  }

  private void dates(MediaPlaylist playlist, double frameSeconds) {
    Segment before = null;
    Instant anchor = null;
    double since = 0;
    for (Segment segment : playlist.segments()) {
      check(
          segment.date() != null,
          Rule.DATE_PRESENT,
          () -> segment.number() + " has no EXT-X-PROGRAM-DATE-TIME");
      boolean goesOn = before != null && before.discontinuity() == segment.discontinuity();
      if (goesOn && anchor != null) {
        expectDate(segment, anchor, since, frameSeconds);
      } else {
        forward(before, segment, frameSeconds);
        anchor = segment.date();
        since = 0;
      }
      since += segment.duration();
      before = segment;
    }
    Segment open = playlist.open();
    if (open.parts().isEmpty() || playlist.ended()) {
      return;
    }
    check(
        open.date() != null,
        Rule.DATE_PRESENT,
        () -> "the open segment " + open.number() + " has no EXT-X-PROGRAM-DATE-TIME");
    if (before != null && before.discontinuity() == open.discontinuity() && anchor != null) {
      expectDate(open, anchor, since, frameSeconds);
    } else {
      forward(before, open, frameSeconds);
    }
  }

  /** From one anchor in each period, so that rounding cannot hide a drift. */
  private void expectDate(Segment segment, Instant anchor, double since, double frameSeconds) {
    Instant date = segment.date();
    if (date != null) {
      double error = seconds(anchor, date) - since;
      check(
          Math.abs(error) <= frameSeconds + ROUNDING,
          Rule.DATE_CONTINUOUS,
          () -> "%d is dated %.3f s off the durations".formatted(segment.number(), error));
    }
  }

  private void forward(@Nullable Segment before, Segment segment, double frameSeconds) {
    if (before == null) {
      return;
    }
    Instant earlier = before.date();
    Instant date = segment.date();
    if (earlier != null && date != null) {
      double ahead = seconds(earlier, date) - before.duration();
      check(
          ahead >= -frameSeconds - ROUNDING,
          Rule.DATE_CONTINUOUS,
          () ->
              "%d begins %.3f s before the end of the one before"
                  .formatted(segment.number(), -ahead));
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private void edge(MediaPlaylist playlist) {
    if (!playlist.lowLatency() || playlist.ended()) {
      return;
    }
    double fromEnd = playlist.open().partSum();
    for (Segment segment : playlist.segments().reversed()) {
      fromEnd += segment.duration();
      boolean near = fromEnd <= 3 * playlist.targetDuration();
      check(
          !near || segment.gap() || !segment.parts().isEmpty(),
          Rule.PARTS_AT_EDGE,
          () -> segment.number() + " lists no parts");
    }
  }

  private void hints(MediaPlaylist playlist) {
    long parts = playlist.hints().stream().filter(hint -> hint.type().equals("PART")).count();
    if (playlist.ended()) {
      check(playlist.hints().isEmpty(), Rule.HINT_PRESENT, () -> "a hint in an ended playlist");
    } else if (playlist.lowLatency()) {
      check(parts == 1, Rule.HINT_PRESENT, () -> parts + " hints of a part");
    }
  }

  private void check(boolean holds, Rule rule, Findings.Detail detail) {
    findings.check(holds, rule, rendition, detail);
  }
}
