package live.nigiwai.testkit.hls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.testkit.hls.Fragment.Run;
import live.nigiwai.testkit.hls.Fragment.Sample;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;
import live.nigiwai.testkit.hls.Movie.Track;

/**
 * The bytes of one rendition's segments, in order: each against its line of the playlist, and
 * against the one before.
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class SegmentRules {
  static final double MILLI = 0.001;
  static final double AAC_FRAME = 1024 / 48_000.0;

  /**
   * What is remembered of a segment.
   *
   * @param start when the first sample of its leading track is shown, in seconds
   */
  record Facts(long number, double start, double seconds, long bytes) {}

  /** How far a track has come. */
  private record Reached(long number, long discontinuity, double end, long sequence) {}

  private final String rendition;
  private final Findings findings;
  private final Map<Long, Reached> reached = new HashMap<>();
  private double frameSeconds = 1 / 24.0;

  SegmentRules(String rendition, Findings findings) {
    this.rendition = rendition;
    this.findings = findings;
  }

  /** How long pictures last, as far as they have been seen. */
  double frameSeconds() {
    return frameSeconds;
  }

  void init(String uri, Movie movie) {
    check(movie.leading().isPresent(), Rule.INIT, () -> uri + " has no track");
    for (Track track : movie.tracks()) {
      check(
          !track.editList(), Rule.INIT, () -> uri + ": track " + track.id() + " has an edit list");
      check(
          track.timescale() > 0,
          Rule.INIT,
          () -> uri + ": track " + track.id() + " has no timescale");
      boolean same =
          track.picture().width() == track.entryWidth()
              && track.picture().height() == track.entryHeight();
      check(
          same,
          Rule.INIT,
          () ->
              "%s: the sample entry says %d×%d, the parameter set %d×%d"
                  .formatted(
                      uri,
                      track.entryWidth(),
                      track.entryHeight(),
                      track.picture().width(),
                      track.picture().height()));
    }
  }

  /** Empty where the bytes cannot be read. */
  Optional<Facts> segment(Segment segment, boolean independent, Movie movie, byte[] file) {
    List<Fragment> fragments;
    try {
      fragments = BoxParser.fragments(file, movie);
    } catch (Box.MalformedException malformed) {
      findings.add(Rule.BOXES, rendition, segment.number() + ": " + malformed.getMessage());
      return Optional.empty();
    }
    for (Fragment fragment : fragments) {
      for (Run run : fragment.runs()) {
        run(segment, movie, file, fragment, run);
      }
    }
    tracks(segment, movie, fragments);
    check(
        !independent || NalUnits.startsIndependent(file, fragments, movie),
        Rule.SEGMENT_INDEPENDENT,
        () -> segment.number() + " does not start with an IDR picture");
    return movie.leading().flatMap(leading -> durations(segment, movie, leading, fragments, file));
  }

  private void run(Segment segment, Movie movie, byte[] file, Fragment fragment, Run run) {
    Track track = movie.track(run.track()).orElse(null);
    if (track == null || run.samples().isEmpty() || track.timescale() == 0) {
      check(track != null, Rule.TRACKS, () -> segment.number() + " has a track " + run.track());
      return;
    }
    for (Sample sample : run.samples()) {
      check(
          sample.duration() > 0,
          Rule.SAMPLE_DURATION,
          () -> segment.number() + ": a sample of track " + run.track() + " lasts for nothing");
    }
    if (track.video()) {
      pictures(segment, track, file, run);
      frameSeconds = (double) run.ticks() / run.samples().size() / track.timescale();
    }
    times(segment, track, fragment, run);
  }

  private void pictures(Segment segment, Track track, byte[] file, Run run) {
    for (Sample sample : run.samples()) {
      try {
        boolean idr = NalUnits.idr(file, sample, track.lengthSize());
        check(
            idr == sample.sync(),
            Rule.SYNC_FLAG,
            () -> segment.number() + ": IDR " + idr + " but sync sample " + sample.sync());
      } catch (Box.MalformedException malformed) {
        findings.add(Rule.NAL_UNITS, rendition, segment.number() + ": " + malformed.getMessage());
      }
    }
  }

  private void times(Segment segment, Track track, Fragment fragment, Run run) {
    double start = (double) run.decodeTime() / track.timescale();
    Reached before = reached.get(track.id());
    if (before != null) {
      double error = start - before.end();
      boolean adjacent =
          before.discontinuity() == segment.discontinuity()
              && segment.number() - before.number() <= 1;
      if (adjacent) {
        check(
            Math.abs(error) <= MILLI,
            Rule.TFDT_CONTINUOUS,
            () -> "%d: %s begins %.6f s off".formatted(segment.number(), track.handler(), error));
        check(
            fragment.sequence() > before.sequence(),
            Rule.FRAGMENT_SEQUENCE,
            () ->
                segment.number()
                    + (": fragment " + fragment.sequence() + " after " + before.sequence()));
      } else {
        check(
            error >= -MILLI,
            Rule.TFDT_BACKWARD,
            () ->
                "%d: %s goes back by %.6f s".formatted(segment.number(), track.handler(), -error));
      }
    }
    double end = start + (double) run.ticks() / track.timescale();
    reached.put(
        track.id(),
        new Reached(segment.number(), segment.discontinuity(), end, fragment.sequence()));
  }

  private void tracks(Segment segment, Movie movie, List<Fragment> fragments) {
    for (Track track : movie.tracks()) {
      check(
          fragments.stream().anyMatch(fragment -> fragment.run(track.id()).isPresent()),
          Rule.TRACKS,
          () -> segment.number() + " has nothing of track " + track.id());
    }
  }

  private Optional<Facts> durations(
      Segment segment, Movie movie, Track leading, List<Fragment> fragments, byte[] file) {
    double seconds = seconds(fragments, leading);
    double tolerance = leading.video() ? MILLI : AAC_FRAME;
    check(
        Math.abs(seconds - segment.duration()) <= tolerance,
        Rule.EXTINF,
        () ->
            "%d: EXTINF %.6f, samples last %.6f s"
                .formatted(segment.number(), segment.duration(), seconds));
    double start = start(fragments, leading);
    Track sound = movie.sound().orElse(leading);
    double heard = start(fragments, sound);
    check(
        Double.isNaN(heard) || Math.abs(heard - start) <= AAC_FRAME + MILLI,
        Rule.SOUND_START,
        () ->
            "%d: sound begins %.3f s after the picture".formatted(segment.number(), heard - start));
    return Double.isNaN(start)
        ? Optional.empty()
        : Optional.of(new Facts(segment.number(), start, segment.duration(), file.length));
  }

  static double seconds(List<Fragment> fragments, Track track) {
    long ticks =
        fragments.stream()
            .flatMap(fragment -> fragment.run(track.id()).stream())
            .mapToLong(Run::ticks)
            .sum();
    return (double) ticks / track.timescale();
  }

  /** When the first sample of a track is shown; not a number where there is none. */
  private static double start(List<Fragment> fragments, Track track) {
    return fragments.stream()
        .flatMap(fragment -> fragment.run(track.id()).stream())
        .mapToLong(Run::firstShown)
        .mapToDouble(ticks -> (double) ticks / track.timescale())
        .min()
        .orElse(Double.NaN);
  }

  private void check(boolean holds, Rule rule, Findings.Detail detail) {
    findings.check(holds, rule, rendition, detail);
  }
}
