package live.nigiwai.testkit.hls;

import java.net.URI;
import java.util.List;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;
import live.nigiwai.testkit.hls.MediaPlaylist.Reported;

/**
 * Switches renditions as players do: goes where a rendition report says (section 4.4.5.4).
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class ReportProbe {
  private final Findings findings;

  ReportProbe(Findings findings) {
    this.findings = findings;
  }

  /** Follows what one rendition says of another, and takes a step there. */
  void switchOver(RenditionFollower from, RenditionFollower to) {
    Position earlier = to.current().map(MediaPlaylist::next).orElse(null);
    // Read anew: what was read before the other rendition may rightly know less of it.
    MediaPlaylist here = from.plain();
    if (here == null || !here.lowLatency() || here.ended()) {
      return;
    }
    Reported report =
        here.reports().stream()
            .filter(reported -> same(from.uri().resolve(reported.uri()), to.uri()))
            .findFirst()
            .orElse(null);
    findings.check(
        report != null, Rule.REPORT, from.name(), () -> "nothing is reported of " + to.name());
    MediaPlaylist there = report == null ? null : to.plain();
    if (report == null || there == null || there.ended()) {
      return;
    }
    Position said = new Position(report.lastNumber(), (int) Math.max(0, report.lastPart()));
    findings.check(
        report.lastPart() >= 0, Rule.REPORT, from.name(), () -> "no LAST-PART of " + to.name());
    findings.check(
        said.compareTo(there.next()) < 0,
        Rule.REPORT,
        from.name(),
        () -> to.name() + " is said to have " + said + ", ends before " + there.next());
    // The report may be as old as the last visit there, not older.
    Position next = new Position(said.number(), said.part() + 1);
    boolean whole =
        there.segment(said.number()).map(s -> s.parts().size() <= next.part()).orElse(false);
    Position comes = whole ? new Position(said.number() + 1, 0) : next;
    findings.check(
        earlier == null || comes.compareTo(oneEarlier(there, earlier)) >= 0,
        Rule.REPORT,
        from.name(),
        () -> to.name() + " is said to have only " + said + ", had " + earlier + " coming before");
  }

  /** A rendition may be a part behind the others. */
  private static Position oneEarlier(MediaPlaylist playlist, Position position) {
    if (position.part() > 0) {
      return new Position(position.number(), position.part() - 1);
    }
    int parts = playlist.segment(position.number() - 1).map(s -> s.parts().size()).orElse(1);
    return new Position(position.number() - 1, Math.max(0, parts - 1));
  }

  private static boolean same(URI one, URI other) {
    return List.of(one.getPath(), "" + one.getQuery())
        .equals(List.of(other.getPath(), "" + other.getQuery()));
  }
}
