package live.nigiwai.web.show;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.Timelines;

/**
 * Whether each show's picture is on, as its timeline says; asked at most once a second per show.
 */
final class StreamStatuses {
  private static final int SHOWS_MAX = 1_000;

  private final LoadingCache<ShowId, String> statuses;

  StreamStatuses(Timelines timelines) {
    this.statuses =
        Caffeine.newBuilder()
            .maximumSize(SHOWS_MAX)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build(show -> read(timelines, show));
  }

  /** One of {@code waiting}, {@code live}, {@code break}, {@code ended}. */
  String of(ShowId show) {
    return statuses.get(show);
  }

  private static String read(Timelines timelines, ShowId show) {
    return timelines.stage(show).snapshot(0).states().stream()
        .map(state -> state.state())
        .filter(ShowState.Stream.class::isInstance)
        .map(state -> ((ShowState.Stream) state).status())
        .findFirst()
        .map(TimelineJson::wireName)
        .orElse("waiting");
  }
}
