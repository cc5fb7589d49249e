package live.nigiwai.testkit.hls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import live.nigiwai.testkit.hls.MediaPlaylist.Part;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;
import live.nigiwai.testkit.hls.Movie.Track;

/**
 * The bytes of parts: against their line of the playlist, and together.
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class PartRules {
  /** Slower than any steady rate: some picture is missing. */
  private static final double STANDING_SECONDS = 0.1;

  private final String rendition;
  private final Findings findings;

  // How far the pictures reach beyond the end of the last part, and how long the longest stands.
  private Position before = new Position(-1, -1);
  private double ahead;
  private double standing;

  PartRules(String rendition, Findings findings) {
    this.rendition = rendition;
    this.findings = findings;
  }

  void part(Position at, Part part, Movie movie, byte[] file) {
    List<Fragment> fragments;
    try {
      fragments = BoxParser.fragments(file, movie);
    } catch (Box.MalformedException malformed) {
      findings.add(Rule.BOXES, rendition, "part " + at + ": " + malformed.getMessage());
      return;
    }
    boolean idr = NalUnits.startsIndependent(file, fragments, movie);
    findings.check(
        idr == part.independent(),
        Rule.PART_INDEPENDENT,
        rendition,
        () -> at + (idr ? " starts with" : " does not start with") + " an IDR picture");
    movie.leading().ifPresent(leading -> duration(at, part, leading, fragments));
  }

  /**
   * Pictures last as long as their part; only one that stands for long, where the publisher or an
   * encoder left some out, may reach into the parts after it.
   */
  private void duration(Position at, Part part, Track leading, List<Fragment> fragments) {
    double seconds = SegmentRules.seconds(fragments, leading);
    boolean goesOn = at.number() == before.number() && at.part() == before.part() + 1;
    double carried = at.part() == 0 || !goesOn ? 0 : ahead;
    boolean known = at.part() == 0 || goesOn;
    before = at;
    ahead = carried + seconds - part.duration();
    double longest = longest(fragments, leading);
    standing = seconds == 0 ? standing : longest;
    boolean reaches = ahead > 0 && ahead < standing && standing >= STANDING_SECONDS;
    double tolerance = leading.video() ? SegmentRules.MILLI : SegmentRules.AAC_FRAME;
    findings.check(
        !known || Math.abs(ahead) <= tolerance || leading.video() && reaches,
        Rule.PART_DURATION,
        rendition,
        () -> "%s: DURATION %.6f, samples last %.6f s".formatted(at, part.duration(), seconds));
  }

  private static double longest(List<Fragment> fragments, Track track) {
    return fragments.stream()
            .flatMap(fragment -> fragment.run(track.id()).stream())
            .flatMap(run -> run.samples().stream())
            .mapToLong(Fragment.Sample::duration)
            .max()
            .orElse(0)
        / (double) track.timescale();
  }

  void together(Segment segment, List<byte[]> parts, byte[] file) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    findings.check(
        Arrays.equals(joined.toByteArray(), file),
        Rule.PARTS_ARE_THE_SEGMENT,
        rendition,
        () ->
            segment.number()
                + (" has " + file.length + " bytes, its parts " + joined.size() + " or others"));
  }
}
