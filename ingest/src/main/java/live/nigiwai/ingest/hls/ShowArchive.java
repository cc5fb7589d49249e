package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import live.nigiwai.ingest.archive.Piece;
import live.nigiwai.ingest.archive.RecordedInit;
import live.nigiwai.ingest.archive.RecordedSegment;
import live.nigiwai.ingest.archive.Recording;
import live.nigiwai.ingest.health.HealthReport;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import org.jspecify.annotations.Nullable;

/**
 * One show's recording, seen from both sides: what is finished goes in, what has left the memory
 * comes out again.
 *
 * <p><i>Threading</i>: the show's thread fills it, event loops read it. The recording is opened
 * with the first segment, so that a show nobody ever saw leaves nothing behind.
 */
final class ShowArchive implements Archive, Recorded {
  /** Between two pictures for the scrub bar. */
  private static final long PICTURE_TICKS = 10L * Sample.TICKS_PER_SECOND;

  private static final long POSTER_TICKS = 60L * Sample.TICKS_PER_SECOND;

  /** The list of one moment, kept while that moment lasts. */
  private record Answer(MediaPlaylist of, MediaPlaylist list) {}

  private final MediaConfig config;
  private final Supplier<Recording> start;
  private final long dvrTicks;
  private final RecordedFiles files;
  private final PicturesTaken pictures;
  private final Map<String, SegmentWindow.Init> inits = new LinkedHashMap<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private volatile @Nullable Recording recording;
  private long nextPicture;
  private long nextPoster;

  /**
   * @param resumed what an earlier process left, if it did
   * @param start begins a recording
   */
  ShowArchive(
      MediaConfig config,
      @Nullable Recording resumed,
      Supplier<Recording> start,
      long dvrMillis,
      RecordedFiles files,
      PicturesTaken pictures) {
    this.config = config;
    this.recording = resumed;
    this.start = start;
    this.dvrTicks = dvrMillis * Sample.TICKS_PER_MILLI;
    this.files = files;
    this.pictures = pictures;
  }

  // ---- in

  @Override
  public void init(String rung, SegmentWindow.Init init) {
    inits.put(rung, init);
    Recording open = recording;
    if (open != null) {
      keep(open, rung, init);
    }
  }

  private static void keep(Recording open, String rung, SegmentWindow.Init init) {
    open.init(
        rung, init.file(), init.bytes().getBytes(), init.codecs(), init.width(), init.height());
  }

  @Override
  public void segment(String rung, Segment segment) {
    Recording open = recording;
    if (open == null) {
      Recording begun = start.get();
      inits.forEach((name, init) -> keep(begun, name, init));
      recording = begun;
      open = begun;
    }
    Buffer bytes = segment.gap() ? null : segment.bytes();
    open.add(
        new RecordedSegment(
            rung,
            segment.number(),
            segment.plan().discontinuity(),
            segment.plan().stem() + ".m4s",
            segment.init(),
            segment.plan().start(),
            segment.durationTicks(),
            segment.pictures(),
            bytes == null,
            segment.plan().slate(),
            bytes == null ? 0 : bytes.length()),
        bytes);
  }

  @Override
  public void key(AvcConfig format, Sample key) {
    Recording open = recording;
    if (open != null && key.pts() >= nextPicture) {
      nextPicture = key.pts() + PICTURE_TICKS;
      boolean poster = key.pts() >= nextPoster;
      nextPoster = poster ? key.pts() + POSTER_TICKS : nextPoster;
      pictures.offer(format, key, open, poster);
    }
  }

  @Override
  public HealthReport.Recording state() {
    Recording open = recording;
    if (open == null) {
      return HealthReport.Recording.OFF;
    }
    return switch (open.state().phase()) {
      case RECORDING -> HealthReport.Recording.RUNNING;
      case STOPPED -> HealthReport.Recording.STOPPED;
      case ENDED -> HealthReport.Recording.OFF;
    };
  }

  @Override
  public void over() {
    Recording open = recording;
    if (open != null) {
      open.end();
    }
    answers.clear();
  }

  // ---- what an earlier process left

  /** The newest of what was recorded, rung by rung, as much as the list shows. */
  @Override
  public boolean restore(Ladder ladder, SegmentPlan plan, Slate slate) {
    Recording open = recording;
    if (open == null) {
      return false;
    }
    Map<String, List<RecordedSegment>> tails = new LinkedHashMap<>();
    long last = -1;
    for (String rung : rungs()) {
      List<RecordedSegment> all = open.segments(rung);
      int from = Math.max(0, all.size() - config.segments().listedMin());
      tails.put(rung, all.subList(from, all.size()));
      last = all.isEmpty() ? last : Math.max(last, all.getLast().number());
    }
    RecordedSegment newest = null;
    for (List<RecordedSegment> tail : tails.values()) {
      if (!tail.isEmpty() && tail.getLast().number() == last) {
        newest = tail.getLast();
      }
    }
    if (newest == null) {
      return false;
    }
    for (Map.Entry<String, List<RecordedSegment>> tail : tails.entrySet()) {
      restore(open, ladder, tail.getKey(), padded(tail.getValue(), newest));
    }
    plan.continueAfter(LongList.segment(newest).plan());
    lastFormat(config.source().name())
        .ifPresent(format -> slate.standInFor(format.width(), format.height()));
    ladder.showAll();
    return true;
  }

  private List<String> rungs() {
    List<String> rungs = new ArrayList<>(config.ladder().stream().map(r -> r.name()).toList());
    rungs.add(MediaConfig.SOUND);
    return rungs;
  }

  /** A rung that was cut short by a crash has a gap where others have their last segment. */
  private static List<Segment> padded(List<RecordedSegment> tail, RecordedSegment newest) {
    List<Segment> segments = new ArrayList<>(tail.stream().map(LongList::segment).toList());
    boolean cutShort = !tail.isEmpty() && tail.getLast().number() == newest.number() - 1;
    if (cutShort) {
      segments.add(
          Segment.gap(
              LongList.segment(newest).plan(),
              tail.getLast().init(),
              newest.durationTicks(),
              List.of()));
    }
    return segments;
  }

  private static void restore(Recording open, Ladder ladder, String rung, List<Segment> segments) {
    List<SegmentWindow.Init> inits = new ArrayList<>();
    for (String file : segments.stream().map(Segment::init).distinct().toList()) {
      open.init(rung, file)
          .map(
              init ->
                  new SegmentWindow.Init(
                      file,
                      Buffer.buffer(init.bytes()),
                      init.codecs(),
                      init.width(),
                      init.height()))
          .ifPresent(inits::add);
    }
    ladder.restore(rung, inits, segments);
  }

  /** The shape of the last pictures, for what stands in for them. */
  private Optional<RecordedInit> lastFormat(String rung) {
    Recording open = recording;
    if (open == null || open.segments(rung).isEmpty()) {
      return Optional.empty();
    }
    return open.init(rung, open.segments(rung).getLast().init());
  }

  // ---- out

  @Override
  public @Nullable Rendered index(Presentation now) {
    Rendered live = now.index();
    if (recording == null || live == null) {
      return null;
    }
    return new Rendered(() -> live.plain().toString().replace(".m3u8\n", ".m3u8?dvr\n"));
  }

  @Override
  public MediaPlaylist playlist(Presentation now, MediaPlaylist live) {
    Recording open = recording;
    if (open == null) {
      return live;
    }
    String rung = live.rendition().name();
    Answer answer = answers.get(rung);
    if (answer == null || answer.of() != live) {
      answer = new Answer(live, list(open, now, live.rendition()));
      answers.put(rung, answer);
    }
    return answer.list();
  }

  private MediaPlaylist list(Recording open, Presentation now, Rendition live) {
    List<Segment> recorded = LongList.recorded(open, live.name());
    Rendition all =
        now.over()
            ? LongList.replay(live.name(), recorded)
            : LongList.reachingBack(live, recorded, dvrTicks);
    if (all.isEmpty()) {
      all = live;
    }
    Map<String, Rendition.Edge> edges = new LinkedHashMap<>();
    now.playlists()
        .forEach(
            (name, list) -> {
              if (!name.equals(MediaConfig.SOUND) && !list.rendition().isEmpty()) {
                edges.put(name, list.rendition().edge());
              }
            });
    return MediaPlaylist.of(
        all,
        config.segments(),
        new PlaylistText.Surroundings("?dvr", edges, List.of(), now.over(), now.over()));
  }

  @Override
  public boolean serve(
      HttpServerRequest request, HlsRequest wanted, CharSequence type, CharSequence cacheControl) {
    Recording open = recording;
    Optional<Piece> piece =
        open == null ? Optional.empty() : open.find(wanted.rung(), wanted.file());
    piece.ifPresent(found -> files.send(request, found, type, cacheControl));
    return piece.isPresent();
  }

  @Override
  public boolean servePicture(HttpServerRequest request, HlsRequest wanted) {
    Recording open = recording;
    if (open == null) {
      return false;
    }
    files.sendPicture(request, open, wanted);
    return true;
  }
}
