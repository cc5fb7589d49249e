package live.nigiwai.testkit.hls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import live.nigiwai.testkit.hls.MediaPlaylist.Part;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;
import live.nigiwai.testkit.hls.Movie.Track;

/** The bytes of parts: against their line of the playlist, and together. Pure. */
final class PartRules {
  private final String rendition;
  private final Findings findings;

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
    Track leading = movie.leading().orElse(null);
    if (leading != null) {
      double seconds = SegmentRules.seconds(fragments, leading);
      double tolerance = leading.video() ? SegmentRules.MILLI : SegmentRules.AAC_FRAME;
      findings.check(
          Math.abs(seconds - part.duration()) <= tolerance,
          Rule.PART_DURATION,
          rendition,
          () -> "%s: DURATION %.6f, samples last %.6f s".formatted(at, part.duration(), seconds));
    }
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
