package live.nigiwai.testkit.hls;

import java.net.URI;
import live.nigiwai.testkit.hls.Downloads.Answer;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;

/**
 * Asks what no player should ask, and what late players ask (section 6.2.5.2).
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class DirectiveProbes {
  /** Further than any limit, so that parts published meanwhile do not matter. */
  private static final int MARGIN = 4;

  private final Downloads downloads;
  private final Findings findings;

  DirectiveProbes(Downloads downloads, Findings findings) {
    this.downloads = downloads;
    this.findings = findings;
  }

  /** Whether now is a good moment: a segment has just begun, so that it will not end meanwhile. */
  static boolean timely(RenditionFollower follower) {
    MediaPlaylist playlist = follower.current().orElse(null);
    return playlist != null
        && follower.blocks()
        && !playlist.segments().isEmpty()
        && playlist.open().parts().size() <= 2;
  }

  void live(RenditionFollower follower) {
    follower.plain();
    MediaPlaylist playlist = follower.current().orElse(null);
    if (playlist == null || playlist.segments().isEmpty()) {
      return;
    }
    long open = playlist.open().number();
    refused(follower, open, Rule.MSN_TOO_FAR, "_HLS_msn=" + (open + MARGIN));
    refused(follower, open, Rule.MALFORMED_DIRECTIVE, "_HLS_msn=next");
    refused(follower, open, Rule.MALFORMED_DIRECTIVE, "_HLS_msn=" + open + "&_HLS_part=-1");
    answered(follower, Rule.STALE_MSN, "_HLS_msn=" + playlist.mediaSequence());
    answered(follower, Rule.STALE_MSN, "_HLS_msn=" + Math.max(0, playlist.mediaSequence() - 5));
    if (!playlist.lowLatency()) {
      return;
    }
    refused(follower, open, Rule.PART_WITHOUT_MSN, "_HLS_part=0");
    double target = playlist.partTarget();
    int limit = (int) Math.ceil(target < 1 ? 3 / target : 3);
    int far = playlist.next().part() + limit + MARGIN;
    refused(follower, open, Rule.PART_TOO_FAR, "_HLS_msn=" + open + "&_HLS_part=" + far);
    Segment last = playlist.segments().getLast();
    if (!last.parts().isEmpty() && !playlist.open().parts().isEmpty()) {
      Position beyond = new Position(last.number(), last.parts().size());
      answered(
          follower,
          Rule.PART_ROLL_OVER,
          "_HLS_msn=" + beyond.number() + "&_HLS_part=" + beyond.part());
    }
  }

  /** After EXT-X-ENDLIST nothing is waited for, and nothing refused. */
  void ended(RenditionFollower follower) {
    MediaPlaylist playlist = follower.current().orElse(null);
    if (playlist == null) {
      return;
    }
    answered(
        follower,
        Rule.ENDED_IGNORES_DIRECTIVES,
        "_HLS_msn=" + (playlist.open().number() + MARGIN) + "&_HLS_part=0&_HLS_skip=YES");
    follower.plain();
  }

  /**
   * Where the list has grown meanwhile nothing is proven: what was too far may not be any more, and
   * any part of a segment that has ended means the first of the next.
   */
  private void refused(RenditionFollower follower, long open, Rule rule, String query) {
    Answer answer = downloads.playlist(follower.name(), Directives.with(follower.uri(), query));
    boolean right =
        answer.status() == 400 && answer.took().compareTo(RenditionFollower.AT_ONCE) <= 0;
    if (!right) {
      follower.plain();
    }
    findings.check(
        right || follower.current().stream().anyMatch(now -> now.open().number() > open),
        rule,
        follower.name(),
        () ->
            query
                + (" was answered " + answer.status())
                + (" after " + answer.took().toMillis() + " ms"));
  }

  private void answered(RenditionFollower follower, Rule rule, String query) {
    URI uri = Directives.with(follower.uri(), query);
    Answer answer = downloads.playlist(follower.name(), uri);
    boolean whole = answer.ok() && PlaylistParser.media(answer.text()).skipped() < 0;
    findings.check(
        whole && answer.took().compareTo(RenditionFollower.AT_ONCE) <= 0,
        rule,
        follower.name(),
        () ->
            query
                + (" was answered " + answer.status() + (whole ? "" : ", not whole,"))
                + (" after " + answer.took().toMillis() + " ms"));
  }
}
