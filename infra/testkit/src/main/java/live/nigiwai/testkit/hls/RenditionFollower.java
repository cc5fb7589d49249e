package live.nigiwai.testkit.hls;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import live.nigiwai.testkit.hls.Downloads.Answer;
import live.nigiwai.testkit.hls.MediaPlaylist.Hint;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Follows one rendition as a player does: blocking reloads where they are offered, every other one
 * as a delta update followed by a plain request; now and then a hinted part before it is listed.
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class RenditionFollower {
  /** What "at once" may take over a network and a busy machine; who waits, waits longer. */
  static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);

  /** Beside the 1.5 target durations a new segment may take. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(500);

  private final String name;
  private final URI uri;
  private final Downloads downloads;
  private final Pace pace;
  private final Findings findings;
  private final PlaylistRules playlistRules;
  private final ReloadRules reloadRules;
  private final RenditionMedia media;

  private @Nullable MediaPlaylist current;
  private long segmentSeen;
  private long partSeen;
  private long gapMax;
  private int rounds;

  RenditionFollower(String name, URI uri, Downloads downloads, Pace pace, Findings findings) {
    this.name = name;
    this.uri = uri;
    this.downloads = downloads;
    this.pace = pace;
    this.findings = findings;
    this.playlistRules = new PlaylistRules(name, findings);
    this.reloadRules = new ReloadRules(name, findings);
    this.media = new RenditionMedia(name, uri, downloads, findings);
  }

  String name() {
    return name;
  }

  URI uri() {
    return uri;
  }

  RenditionMedia media() {
    return media;
  }

  /** The newest version; empty before the first. */
  Optional<MediaPlaylist> current() {
    return Optional.ofNullable(current);
  }

  boolean ended() {
    return current != null && current.ended();
  }

  boolean blocks() {
    return current != null && current.blocks() && !current.ended();
  }

  Duration gapMax() {
    return Duration.ofNanos(gapMax);
  }

  /** Gets the next version and what is new in it. */
  void step() {
    rounds++;
    if (current == null || !blocks()) {
      plain();
    } else {
      follow(current);
    }
  }

  private void follow(MediaPlaylist known) {
    Position due = known.next();
    if (rounds % 3 == 0) {
      known.hints().stream()
          .filter(hint -> hint.type().equals("PART"))
          .map(Hint::uri)
          .findFirst()
          .ifPresent(media::hint);
    }
    double skipUntil = known.control() == null ? 0 : known.control().skipUntil();
    boolean delta = skipUntil > 0 && rounds % 2 == 0;
    Answer answer =
        downloads.playlist(name, Directives.blocking(uri, due, known.lowLatency(), delta));
    findings.check(
        answer.ok(),
        Rule.BLOCKING_RELOAD,
        name,
        () ->
            due
                + " was answered "
                + answer.status()
                + " after "
                + answer.took().toMillis()
                + " ms");
    if (!answer.ok()) {
      pace.pause(AFTER_A_FAILURE);
      plain();
      return;
    }
    MediaPlaylist got = PlaylistParser.media(answer.text());
    playlistRules.text(got);
    if (delta) {
      delta(known, got, skipUntil);
    } else {
      findings.check(got.skipped() < 0, Rule.FULL_WHEN_PLAIN, name, () -> "EXT-X-SKIP unasked for");
    }
    known
        .merge(got)
        .ifPresent(
            whole -> {
              contains(whole, due);
              if (!delta) {
                accept(whole);
              }
            });
  }

  private void contains(MediaPlaylist whole, Position due) {
    findings.check(
        whole.ended() || whole.next().compareTo(due) > 0,
        Rule.BLOCKING_RELOAD,
        name,
        () -> due + " was asked for, the answer ends before " + whole.next());
  }

  /** What a delta update skips and what it comes to, beside the whole playlist got after it. */
  private void delta(MediaPlaylist known, MediaPlaylist got, double skipUntil) {
    MediaPlaylist merged = known.merge(got).orElse(null);
    MediaPlaylist whole = plain();
    if (whole == null || got.ended()) {
      return;
    }
    if (merged == null) {
      findings.add(Rule.DELTA, name, "skips segments that the version before does not have");
      return;
    }
    Segment differs = firstDifference(merged, whole);
    findings.check(
        differs == null,
        Rule.DELTA,
        name,
        () -> "merges to " + differs + " instead of " + whole.segment(number(differs)));
    if (!merged.next().equals(whole.next()) || whole.ended()) {
      return;
    }
    long skipped = Math.max(0, got.skipped());
    long least = beyond(whole, skipUntil, true);
    long most = beyond(whole, skipUntil, false);
    // Whoever skipped a discontinuity would have to be trusted to count it.
    boolean mayBeWhole =
        whole.segments().stream().limit(most).mapToLong(Segment::discontinuity).distinct().count()
            > 1;
    findings.check(
        skipped >= least && skipped <= most || skipped == 0 && mayBeWhole,
        Rule.DELTA,
        name,
        () -> "skips " + skipped + " segments, " + least + "-" + most + " are due");
    boolean same =
        merged.mediaSequence() == whole.mediaSequence()
            && merged.discontinuitySequence() == whole.discontinuitySequence()
            && merged.targetDuration() == whole.targetDuration()
            && merged.partTarget() == whole.partTarget()
            && merged.hints().equals(whole.hints())
            && merged.open().equals(whole.open());
    findings.check(
        same,
        Rule.DELTA,
        name,
        () -> "has another head, hint or open segment: " + merged.open() + ", not " + whole.open());
  }

  private static long number(@Nullable Segment segment) {
    return segment == null ? -1 : segment.number();
  }

  /** Apart from parts, which leave the list with time. */
  private static @Nullable Segment firstDifference(MediaPlaylist merged, MediaPlaylist whole) {
    for (Segment segment : merged.segments()) {
      Segment other = whole.segment(segment.number()).orElse(segment);
      if (!segment.withoutParts().equals(other.withoutParts())) {
        return segment;
      }
    }
    return null;
  }

  /** How many segments lie further from the end than the skip boundary. */
  private static long beyond(MediaPlaylist whole, double skipUntil, boolean certainly) {
    double fromEnd = certainly ? 0 : whole.open().partSum() + 0.001;
    long count = 0;
    for (Segment segment : whole.segments().reversed()) {
      double end = fromEnd;
      fromEnd += segment.duration();
      if ((certainly ? end - 0.001 : fromEnd) > skipUntil) {
        count++;
      }
    }
    return count;
  }

  /** A request without directives, as players that know nothing of them send it. */
  @Nullable MediaPlaylist plain() {
    Answer answer = downloads.playlist(name, uri);
    findings.check(
        answer.ok(), Rule.AVAILABLE, name, () -> "the playlist was answered " + answer.status());
    if (!answer.ok()) {
      pace.pause(AFTER_A_FAILURE);
      return null;
    }
    findings.check(
        answer.took().compareTo(AT_ONCE) <= 0,
        Rule.FULL_WHEN_PLAIN,
        name,
        () -> "a plain request took " + answer.took().toMillis() + " ms");
    MediaPlaylist whole = PlaylistParser.media(answer.text());
    playlistRules.text(whole);
    findings.check(
        whole.skipped() < 0, Rule.FULL_WHEN_PLAIN, name, () -> "EXT-X-SKIP in a plain playlist");
    if (whole.skipped() < 0) {
      accept(whole);
    }
    return whole;
  }

  private void accept(MediaPlaylist whole) {
    MediaPlaylist before = current;
    long now = pace.nanos();
    playlistRules.whole(whole, Math.max(media.frameSeconds(), 0.001));
    if (before != null) {
      reloadRules.compare(before, whole);
    }
    growth(before, whole, now);
    current = whole;
    media.update(whole);
    if (before != null) {
      media.left(before, whole);
    }
  }

  private void growth(@Nullable MediaPlaylist before, MediaPlaylist whole, long now) {
    if (before == null || whole.open().number() > before.open().number()) {
      segmentSeen = now;
    }
    if (before == null) {
      partSeen = now;
    } else if (whole.next().compareTo(before.next()) > 0) {
      gapMax = Math.max(gapMax, now - partSeen);
      partSeen = now;
    }
    long late = now - segmentSeen;
    long allowed = 1_500_000_000L * whole.targetDuration() + ON_THE_WAY.toNanos();
    findings.check(
        whole.ended() || late <= allowed,
        Rule.GROWTH,
        name,
        () ->
            "no new segment after "
                + whole.open().number()
                + " for more than 1.5 target durations");
  }

  /** What was reported of another rendition, where it was. */
  List<MediaPlaylist.Reported> reports() {
    return current == null ? List.of() : current.reports();
  }
}
