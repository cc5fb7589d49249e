package live.nigiwai.testkit.hls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;

/** Renditions beside each other (section 6.2.4). */
final class LadderRules {
  private static final double MILLI = 0.001;

  private final Findings findings;

  LadderRules(Findings findings) {
    this.findings = findings;
  }

  /** The first is what the others are compared with. */
  void compare(List<RenditionFollower> followers) {
    for (RenditionFollower other :
        followers.subList(Math.min(1, followers.size()), followers.size())) {
      compare(followers.getFirst(), other);
    }
  }

  private void compare(RenditionFollower first, RenditionFollower other) {
    MediaPlaylist one = first.current().orElse(null);
    MediaPlaylist two = other.current().orElse(null);
    if (one == null || two == null) {
      return;
    }
    String name = other.name();
    boolean bothLive = !one.ended() && !two.ended();
    findings.check(
        one.targetDuration() == two.targetDuration()
            && (!bothLive
                || one.partTarget() == two.partTarget()
                    && Objects.equals(one.control(), two.control())),
        Rule.LADDER_TARGET_DURATION,
        name,
        () -> "target duration, part target or server control differ from " + first.name());
    for (Segment segment : one.segments()) {
      two.segment(segment.number()).ifPresent(same -> segments(first, other, segment, same));
    }
    // Playlists are got one after another: a date range may be new in the later one.
    findings.check(
        !one.next().equals(two.next())
            || one.dateRanges().keySet().equals(two.dateRanges().keySet()),
        Rule.LADDER_DATERANGE,
        name,
        () -> "date ranges " + two.dateRanges().keySet() + ", not " + one.dateRanges().keySet());
  }

  private void segments(
      RenditionFollower first, RenditionFollower other, Segment one, Segment two) {
    String name = other.name();
    long number = one.number();
    findings.check(
        one.discontinuity() == two.discontinuity(),
        Rule.LADDER_DISCONTINUITY,
        name,
        () ->
            number
                + (" has discontinuity " + two.discontinuity())
                + (", in " + first.name() + " " + one.discontinuity()));
    Instant date = one.date();
    Instant there = two.date();
    findings.check(
        date == null
            || there == null
            || Math.abs(Duration.between(date, there).toNanos() / 1e9) <= MILLI,
        Rule.LADDER_DATE,
        name,
        () -> number + " is dated " + there + ", in " + first.name() + " " + date);
    findings.check(
        one.parts().isEmpty() || two.parts().isEmpty() || one.parts().size() == two.parts().size(),
        Rule.LADDER_PARTS,
        name,
        () ->
            number
                + (" has " + two.parts().size() + " parts")
                + (", in " + first.name() + " " + one.parts().size()));
    SegmentRules.Facts here = first.media().facts().get(number);
    SegmentRules.Facts elsewhere = other.media().facts().get(number);
    findings.check(
        here == null
            || elsewhere == null
            || Math.abs(here.start() - elsewhere.start()) <= tolerance(first, other),
        Rule.LADDER_START,
        name,
        () ->
            "%d starts %.6f s off %s"
                .formatted(
                    number,
                    Objects.requireNonNull(elsewhere).start()
                        - Objects.requireNonNull(here).start(),
                    first.name()));
  }

  /** Sound alone starts at the frame nearest to the picture. */
  private static double tolerance(RenditionFollower first, RenditionFollower other) {
    boolean pictures =
        List.of(first, other).stream()
            .allMatch(
                follower ->
                    follower.current().stream()
                        .flatMap(playlist -> follower.media().movies(playlist).stream())
                        .anyMatch(movie -> movie.video().isPresent()));
    return pictures ? MILLI : SegmentRules.AAC_FRAME + MILLI;
  }
}
