package live.nigiwai.testkit.hls;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.nigiwai.testkit.hls.Downloads.Answer;
import live.nigiwai.testkit.hls.Multivariant.Variant;

/**
 * Follows a presentation for a while and reports every broken {@link Rule}.
 *
 * <p><i>Threading</i>: one thread follows all renditions in turn; a presentation whose renditions
 * come out together makes it wait only once per part.
 */
public final class HlsValidator {
  /** Renditions are compared and switched every so many rounds. */
  private static final int SWITCH_EVERY = 4;

  private final Pace pace;
  private final Findings findings = new Findings();
  private final Downloads downloads;
  private final LadderRules ladder = new LadderRules(findings);
  private final MultivariantRules multivariantRules = new MultivariantRules(findings);
  private final DirectiveProbes probes;
  private final ReportProbe reports = new ReportProbe(findings);
  private final Map<URI, RenditionFollower> followers = new HashMap<>();
  private final List<RenditionFollower> ordered = new ArrayList<>();
  private final Set<RenditionFollower> probed = new HashSet<>();

  private HlsValidator(Fetcher fetcher, Pace pace) {
    this.pace = pace;
    this.downloads = new Downloads(fetcher, pace, findings);
    this.probes = new DirectiveProbes(downloads, findings);
  }

  /** Follows over the network, in real time. */
  public static Report follow(URI multivariant, Duration time) {
    try (HttpFetcher fetcher = new HttpFetcher()) {
      return follow(multivariant, time, fetcher, Pace.real());
    }
  }

  public static Report follow(URI multivariant, Duration time, Fetcher fetcher, Pace pace) {
    return new HlsValidator(fetcher, pace).run(multivariant, time);
  }

  private Report run(URI uri, Duration time) {
    long from = pace.nanos();
    Answer first = downloads.playlist("", uri);
    findings.check(first.ok(), Rule.AVAILABLE, "", () -> uri + " was answered " + first.status());
    if (first.ok()) {
      Multivariant multivariant = PlaylistParser.multivariant(first.text());
      multivariantRules.text(multivariant);
      open(uri, multivariant);
      long until = from + time.toNanos();
      int round = 0;
      while (pace.nanos() < until && !Thread.currentThread().isInterrupted() && !allEnded()) {
        round(round++);
      }
      ordered.stream().filter(RenditionFollower::ended).forEach(probes::ended);
      ladder.compare(ordered);
      describe(uri);
    }
    return report(Duration.ofNanos(pace.nanos() - from));
  }

  private void open(URI uri, Multivariant multivariant) {
    multivariant.variants().forEach(variant -> add(uri, variant.uri()));
    multivariant.renditions().forEach(rendition -> add(uri, rendition.uri()));
    ordered.forEach(RenditionFollower::step);
  }

  private void add(URI multivariant, String reference) {
    URI uri = multivariant.resolve(reference);
    if (!followers.containsKey(uri)) {
      String name = reference.replaceFirst("\\.m3u8.*", "").replaceFirst(".*/", "");
      RenditionFollower follower = new RenditionFollower(name, uri, downloads, pace, findings);
      followers.put(uri, follower);
      ordered.add(follower);
    }
  }

  private boolean allEnded() {
    return !ordered.isEmpty() && ordered.stream().allMatch(RenditionFollower::ended);
  }

  private void round(int round) {
    ordered.stream().filter(follower -> !follower.ended()).forEach(RenditionFollower::step);
    for (RenditionFollower follower : ordered) {
      if (DirectiveProbes.timely(follower) && probed.add(follower)) {
        probes.live(follower);
      }
    }
    if (round % SWITCH_EVERY == 0) {
      ladder.compare(ordered);
      switchOver(round / SWITCH_EVERY);
    }
    if (ordered.stream().noneMatch(RenditionFollower::blocks)) {
      pace.pause(reloadPause());
    }
  }

  private void switchOver(int turn) {
    int count = ordered.size();
    if (count > 1) {
      RenditionFollower from = ordered.get(turn % count);
      from.step();
      for (RenditionFollower to : ordered) {
        if (to != from) {
          reports.switchOver(from, to);
        }
      }
    }
  }

  /** Players ask again after half a target duration when nothing was new (section 6.3.4). */
  private Duration reloadPause() {
    int target =
        ordered.stream()
            .flatMap(follower -> follower.current().stream())
            .mapToInt(MediaPlaylist::targetDuration)
            .min()
            .orElse(2);
    return Duration.ofMillis(Math.max(500, 500L * target));
  }

  /** The multivariant playlist as it is now, against what was seen. */
  private void describe(URI uri) {
    ordered.forEach(RenditionFollower::plain);
    Answer now = downloads.playlist("", uri);
    findings.check(now.ok(), Rule.AVAILABLE, "", () -> uri + " was answered " + now.status());
    if (now.ok()) {
      Multivariant multivariant = PlaylistParser.multivariant(now.text());
      multivariantRules.text(multivariant);
      for (Variant variant : multivariant.variants()) {
        RenditionFollower follower = followers.get(uri.resolve(variant.uri()));
        if (follower != null) {
          multivariantRules.variant(variant, follower);
        }
      }
    }
  }

  private Report report(Duration followed) {
    return new Report(
        findings.violations(),
        findings.more(),
        findings.checks(),
        downloads.playlists(),
        ordered.stream().mapToInt(follower -> follower.media().segmentCount()).sum(),
        ordered.stream().mapToInt(follower -> follower.media().partCount()).sum(),
        followed,
        ordered.stream()
            .map(RenditionFollower::gapMax)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO));
  }
}
