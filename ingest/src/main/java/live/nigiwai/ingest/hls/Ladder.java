package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.InitSegment;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.Rung;
import org.jspecify.annotations.Nullable;

/**
 * All rungs of a show, and its sound alone, each with its packager and its window, cut by one plan
 * and shown as soon as they are ready.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Ladder {
  /** Takes what viewers are served from now on. */
  interface Audience {
    /**
     * @param rung whose list has grown; null where all may have changed
     */
    void show(Presentation presentation, @Nullable String rung);
  }

  /** One rung, or sound alone, at work. */
  private final class Step<P extends Packager> implements Packager.Output {
    final SegmentWindow window;
    final P packager;
    final long expectedBits;
    long newest = -1;

    Step(String name, int kilobits, String session, Function<Packager.Output, P> packagers) {
      window = new SegmentWindow(name, session, config.segments());
      expectedBits = kilobits * 1_000L;
      packager = packagers.apply(this);
      Ladder.this.packagers.add(packager);
    }

    @Override
    public void part(SegmentPlan.Planned segment, String init, Part part, boolean last) {
      window.part(segment, init, part);
      newest = segment.number();
      if (!last) {
        changed(window, false);
      }
    }

    @Override
    public void segment(Segment segment) {
      window.add(segment);
      newest = segment.number();
      archive.segment(window.name(), segment);
      meters.segment(window.name(), segment.gap());
      changed(window, true);
    }
  }

  private final MediaConfig config;
  private final IngestMeters meters;
  private final Archive archive;
  private final Audience audience;
  private final LongConsumer playable;
  private final Map<String, Step<RungPackager>> steps = new LinkedHashMap<>();
  private final List<Packager> packagers = new ArrayList<>();
  private final Step<SoundPackager> sound;
  private List<SegmentPlan.Planned> missing = List.of();
  private List<DateRange> dateRanges = List.of();
  private final Map<String, Rendition> renditions = new HashMap<>();
  private final Map<String, Rendition.Edge> edges = new LinkedHashMap<>();
  private Presentation current = Presentation.NOTHING;
  private boolean over;
  private long playableNumber = -1;

  /**
   * @param playable told the number of each segment that every rung has something of
   */
  Ladder(
      MediaConfig config,
      String session,
      IngestMeters meters,
      Archive archive,
      Audience audience,
      LongConsumer playable) {
    this.config = config;
    this.meters = meters;
    this.archive = archive;
    this.audience = audience;
    this.playable = playable;
    long longest = config.segments().part().toMillis() * Sample.TICKS_PER_MILLI;
    int soundKilobits = config.soundKilobits();
    for (Rung rung : config.ladder()) {
      int kilobits = rung.kilobitsPerSecond() + soundKilobits;
      steps.put(
          rung.name(),
          new Step<>(rung.name(), kilobits, session, step -> new RungPackager(longest, step)));
    }
    sound = new Step<>(MediaConfig.SOUND, soundKilobits, session, SoundPackager::new);
  }

  /** Segments that were never there, listed before the first so that there are some. */
  void missing(List<SegmentPlan.Planned> segments) {
    missing = segments;
    over = false;
  }

  void plan(SegmentPlan.Planned segment) {
    over = false;
    packagers.forEach(packager -> packager.plan(segment));
  }

  void partStarts(long position) {
    packagers.forEach(packager -> packager.partStarts(position));
  }

  /** A rung has the configuration of its coming run. */
  void begin(String rung, AvcConfig video, long nominalTicks) {
    Step<RungPackager> step = step(rung);
    SegmentWindow.Init init =
        step.window.openRun(
            Buffer.buffer(InitSegment.write(video)),
            PlaylistText.codecs(video.codecs()),
            video.format().displayWidth(),
            video.format().height());
    archive.init(rung, init);
    fillMissing(step.window, init.file());
    step.packager.begin(init.file(), video, nominalTicks);
  }

  /** A run begins; its sound is of the house's format, as ever. */
  void beginSound() {
    SegmentWindow.Init init =
        sound.window.openRun(
            Buffer.buffer(InitSegment.writeSound()), AacConfig.HOUSE.codecs(), 0, 0);
    archive.init(MediaConfig.SOUND, init);
    fillMissing(sound.window, init.file());
    sound.packager.begin(init.file());
  }

  private void fillMissing(SegmentWindow window, String init) {
    if (!window.isEmpty()) {
      return;
    }
    long ticks = config.segments().target().toMillis() * Sample.TICKS_PER_MILLI;
    missing.forEach(plan -> window.add(Segment.gap(plan, init, ticks, List.of())));
  }

  /** A rung shows nothing from here on, where a segment is about to be planned. */
  void suspend(String rung, long position) {
    fillMissing(step(rung).window, "");
    step(rung).packager.suspend(position);
    meters.suspended(rung);
  }

  void resume(String rung, long position) {
    step(rung).packager.resume(position);
  }

  boolean suspended(String rung) {
    return step(rung).packager.suspended();
  }

  void picture(String rung, Sample sample, long soundHorizon) {
    step(rung).packager.picture(sample, soundHorizon);
  }

  void sound(AudioFrame frame) {
    packagers.forEach(packager -> packager.sound(frame));
  }

  /** Whether a part has all its pictures and lacks sound. */
  boolean awaitsSound() {
    for (Step<RungPackager> step : steps.values()) {
      if (step.packager.awaitsSound()) {
        return true;
      }
    }
    return false;
  }

  void settle(long soundHorizon) {
    packagers.forEach(packager -> packager.settle(soundHorizon));
  }

  /** Finishes what every rung has, at one common end. */
  void end() {
    long runEnd = runEnd();
    packagers.forEach(packager -> packager.end(runEnd));
  }

  /** Where the run ends in the rung that reaches furthest. */
  long runEnd() {
    return packagers.stream().mapToLong(Packager::endIfEndedNow).max().orElse(0);
  }

  /** No later picture may lie before this. */
  long axisEnd() {
    return packagers.stream().mapToLong(Packager::axisEnd).max().orElse(0);
  }

  /** Whether anything was ever shown. */
  boolean isEmpty() {
    return steps.values().stream().allMatch(step -> step.window.isEmpty());
  }

  /** Goes on behind what an earlier process left. */
  void restore(String rung, List<SegmentWindow.Init> inits, List<Segment> segments) {
    SegmentWindow window = rung.equals(MediaConfig.SOUND) ? sound.window : step(rung).window;
    inits.forEach(window::keepInit);
    segments.forEach(window::add);
    renditions.put(rung, window.snapshot());
  }

  /** Display time where the first rung's list begins. */
  long listStart() {
    Rendition first = renditions.get(config.source().name());
    return first == null || first.listed().isEmpty() ? 0 : first.listed().getFirst().plan().start();
  }

  /** The cards over the picture, for players that read them from the list. */
  void cues(List<DateRange> ranges) {
    dateRanges = List.copyOf(ranges);
  }

  /** Nothing follows, until the next plan. */
  void over() {
    over = true;
    showAll();
  }

  /** Shows everything anew. */
  void showAll() {
    steps.values().forEach(step -> refresh(step.window));
    refresh(sound.window);
    Map<String, MediaPlaylist> lists = new HashMap<>();
    renditions.forEach((name, rendition) -> lists.put(name, playlist(rendition)));
    show(lists, true, null);
  }

  private void refresh(SegmentWindow window) {
    if (!window.isEmpty()) {
      renditions.put(window.name(), window.snapshot());
    }
  }

  private void changed(SegmentWindow window, boolean whole) {
    Rendition rendition = window.snapshot();
    renditions.put(window.name(), rendition);
    edges.put(window.name(), rendition.edge());
    Map<String, MediaPlaylist> lists = new HashMap<>(current.playlists());
    lists.put(window.name(), playlist(rendition));
    show(lists, whole, window.name());
    long everywhere = steps.values().stream().mapToLong(s -> s.newest).min().orElse(-1);
    if (everywhere > playableNumber) {
      playableNumber = everywhere;
      playable.accept(everywhere);
    }
  }

  private MediaPlaylist playlist(Rendition rendition) {
    Map<String, Rendition.Edge> others =
        rendition.name().equals(MediaConfig.SOUND) ? Map.of() : videoEdges();
    var around = new PlaylistText.Surroundings("", others, dateRanges, over, false);
    return MediaPlaylist.of(rendition, config.segments(), around);
  }

  private Map<String, Rendition.Edge> videoEdges() {
    Map<String, Rendition.Edge> video = new LinkedHashMap<>(edges);
    video.remove(MediaConfig.SOUND);
    return video;
  }

  private void show(Map<String, MediaPlaylist> lists, boolean whole, @Nullable String rung) {
    Presentation before = current;
    boolean describe = whole || before.index() == null || before.soundOnly() == null;
    current =
        new Presentation(
            describe ? described(steps.values()).orElse(before.index()) : before.index(),
            describe ? described(List.of(sound)).orElse(before.soundOnly()) : before.soundOnly(),
            lists,
            over);
    audience.show(current, rung);
  }

  /** Lists these; nothing before each has something to show. */
  private static Optional<Rendered> described(Collection<? extends Step<?>> listed) {
    List<PlaylistText.Variant> variants = new ArrayList<>();
    for (Step<?> step : listed) {
      Optional<PlaylistText.Variant> variant = step.window.variant(step.expectedBits);
      if (variant.isEmpty()) {
        return Optional.empty();
      }
      variants.add(variant.get());
    }
    return Optional.of(PlaylistText.described(variants));
  }

  private Step<RungPackager> step(String rung) {
    Step<RungPackager> step = steps.get(rung);
    if (step == null) {
      throw new IllegalArgumentException("no rung is called " + rung);
    }
    return step;
  }
}
