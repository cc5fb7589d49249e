package live.nigiwai.testkit.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.nigiwai.testkit.hls.Movie.Track;
import live.nigiwai.testkit.hls.Multivariant.Variant;

/** Whether the multivariant playlist tells the truth about its variants (section 4.4.6.2). */
final class MultivariantRules {
  private final Findings findings;

  MultivariantRules(Findings findings) {
    this.findings = findings;
  }

  void text(Multivariant multivariant) {
    multivariant.faults().forEach(fault -> findings.add(Rule.SYNTAX, "", fault));
  }

  void variant(Variant variant, RenditionFollower follower) {
    MediaPlaylist playlist = follower.current().orElse(null);
    if (playlist == null) {
      return;
    }
    List<Movie> movies = follower.media().movies(playlist);
    if (!movies.isEmpty()) {
      codecs(variant, follower.name(), movies);
      resolution(variant, follower.name(), movies);
    }
    bandwidth(variant, follower, playlist);
  }

  /** What is declared is there, and nothing there needs more than what is declared. */
  private void codecs(Variant variant, String name, List<Movie> movies) {
    List<String> there =
        movies.stream()
            .flatMap(movie -> movie.tracks().stream())
            .map(Track::codec)
            .distinct()
            .toList();
    List<String> declared =
        variant.codecs().stream().map(codec -> codec.toLowerCase(Locale.ROOT)).toList();
    for (String codec : declared) {
      findings.check(
          there.contains(codec),
          Rule.CODECS,
          name,
          () -> "declares " + codec + ", initialisation segments say " + there);
    }
    for (String codec : there) {
      findings.check(
          declared.stream().anyMatch(said -> covers(said, codec)),
          Rule.CODECS,
          name,
          () -> "declares " + declared + ", which does not cover " + codec);
    }
  }

  private static boolean covers(String declared, String codec) {
    if (declared.equals(codec)) {
      return true;
    }
    if (!declared.matches("avc1\\.[0-9a-f]{6}") || !codec.matches("avc1\\.[0-9a-f]{6}")) {
      return false;
    }
    int said = Integer.parseInt(declared.substring(5), 16);
    int is = Integer.parseInt(codec.substring(5), 16);
    return is >> 16 <= said >> 16 && (is & 0xff) <= (said & 0xff);
  }

  private void resolution(Variant variant, String name, List<Movie> movies) {
    List<String> there =
        movies.stream()
            .flatMap(movie -> movie.video().stream())
            .map(track -> track.width() + "x" + track.height())
            .distinct()
            .toList();
    findings.check(
        there.isEmpty() ? variant.resolution() == null : there.contains(variant.resolution()),
        Rule.RESOLUTION,
        name,
        () -> "declares " + variant.resolution() + ", displayed is " + there);
  }

  /**
   * The peak is the largest rate of any run of segments between half and one and a half target
   * durations long.
   */
  private void bandwidth(Variant variant, RenditionFollower follower, MediaPlaylist playlist) {
    List<SegmentRules.Facts> segments =
        new ArrayList<>(follower.media().facts().tailMap(playlist.mediaSequence()).values());
    double target = playlist.targetDuration();
    for (int i = 0; i < segments.size(); i++) {
      double seconds = 0;
      long bytes = 0;
      for (int j = i; j < segments.size() && seconds <= 1.5 * target; j++) {
        seconds += segments.get(j).seconds();
        bytes += segments.get(j).bytes();
        if (seconds >= 0.5 * target && seconds <= 1.5 * target) {
          long rate = (long) (8 * bytes / seconds);
          long number = segments.get(i).number();
          findings.check(
              rate <= variant.bandwidth(),
              Rule.BANDWIDTH,
              follower.name(),
              () -> "from " + number + " on " + rate + " bit/s, BANDWIDTH=" + variant.bandwidth());
        }
      }
    }
    findings.check(
        variant.averageBandwidth() <= variant.bandwidth(),
        Rule.BANDWIDTH,
        follower.name(),
        () -> "AVERAGE-BANDWIDTH is above BANDWIDTH");
  }
}
