package live.nigiwai.ingest.hls;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.ingest.archive.RecordedInit;
import live.nigiwai.ingest.archive.RecordedSegment;
import live.nigiwai.ingest.archive.Recording;
import live.nigiwai.ingest.media.Sample;

/**
 * A show that is over and no longer in memory, as its recording has it, under the same URLs.
 *
 * <p><i>Threading</i>: immutable; made on a thread that may block.
 */
final class ReplayStage implements HlsRoutes.Stage {
  private final Presentation presentation;
  private final Waiters waiters = new Waiters(0, 1, 0);
  private final Recorded recorded;

  private ReplayStage(Presentation presentation, Recorded recorded) {
    this.presentation = presentation;
    this.recorded = recorded;
  }

  /** Empty where nothing was recorded that can be shown. */
  static Optional<HlsRoutes.Stage> of(Recording recording, MediaConfig config, Recorded recorded) {
    Map<String, MediaPlaylist> lists = new LinkedHashMap<>();
    List<PlaylistText.Variant> pictures = new ArrayList<>();
    List<PlaylistText.Variant> sound = new ArrayList<>();
    for (String rung : recording.rungs()) {
      List<RecordedSegment> segments = recording.segments(rung);
      Rendition rendition = LongList.replay(rung, LongList.recorded(recording, rung));
      if (rendition.isEmpty()) {
        continue;
      }
      lists.put(
          rung,
          MediaPlaylist.of(
              rendition,
              config.segments(),
              new PlaylistText.Surroundings("", new HashMap<>(), List.of(), true, true)));
      variant(recording, rung, segments)
          .ifPresent((rung.equals(MediaConfig.SOUND) ? sound : pictures)::add);
    }
    if (pictures.isEmpty()) {
      return Optional.empty();
    }
    Presentation all =
        new Presentation(
            PlaylistText.described(pictures),
            sound.isEmpty() ? null : PlaylistText.described(sound),
            lists,
            true);
    return Optional.of(new ReplayStage(all, new Kept(recorded)));
  }

  private static Optional<PlaylistText.Variant> variant(
      Recording recording, String rung, List<RecordedSegment> segments) {
    long bytes = 0;
    long ticks = 0;
    long peak = 0;
    int pictures = 0;
    RecordedInit init = null;
    for (RecordedSegment one : segments) {
      if (one.gap() || one.slate()) {
        continue;
      }
      bytes += one.length();
      ticks += one.durationTicks();
      pictures += one.pictures();
      if (one.durationTicks() >= Sample.TICKS_PER_SECOND) {
        peak = Math.max(peak, one.length() * 8L * Sample.TICKS_PER_SECOND / one.durationTicks());
      }
      init = recording.init(rung, one.init()).orElse(init);
    }
    if (init == null || ticks == 0) {
      return Optional.empty();
    }
    long average = bytes * 8 * Sample.TICKS_PER_SECOND / ticks;
    return Optional.of(
        new PlaylistText.Variant(
            rung,
            average,
            Math.max(peak, average),
            init.codecs(),
            init.width(),
            init.height(),
            (double) pictures * Sample.TICKS_PER_SECOND / ticks));
  }

  @Override
  public Presentation presentation() {
    return presentation;
  }

  @Override
  public Waiters waiters() {
    return waiters;
  }

  @Override
  public Recorded recorded() {
    return recorded;
  }

  /** The lists are here already; only files come from the recording. */
  private record Kept(Recorded files) implements Recorded {
    @Override
    public Rendered index(Presentation now) {
      Rendered index = now.index();
      return index == null ? new Rendered(() -> "") : index;
    }

    @Override
    public MediaPlaylist playlist(Presentation now, MediaPlaylist live) {
      return live;
    }

    @Override
    public boolean serve(
        HttpServerRequest request,
        HlsRequest wanted,
        CharSequence type,
        CharSequence cacheControl) {
      return files.serve(request, wanted, type, cacheControl);
    }

    @Override
    public boolean servePicture(HttpServerRequest request, HlsRequest wanted) {
      return files.servePicture(request, wanted);
    }
  }
}
