package live.nigiwai.ingest.hls;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import live.nigiwai.show.ShowId;

/**
 * Who may watch which show: the answers of whoever owns the shows, remembered for seconds, so that
 * a request need not wait for one.
 *
 * <p><b>Limit</b>: as many answers as {@link #REMEMBERED_MAX}; those used least are asked for
 * again. Where no answer can be had the last one holds, and the first is a failure.
 *
 * <p><i>Threading</i>: any thread; questions are asked on virtual threads.
 */
final class Gate {
  private static final int REMEMBERED_MAX = 50_000;
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(3);
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  private record Visit(ShowId show, String pass) {}

  private final AsyncLoadingCache<Visit, Boolean> answers;

  Gate(BiPredicate<ShowId, String> admits) {
    answers =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .refreshAfterWrite(ASKED_AGAIN)
            .expireAfterAccess(FORGOTTEN)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .buildAsync(visit -> admits.test(visit.show(), visit.pass()));
  }

  /** Whether the pass opens the show; already known but for a viewer's first request. */
  CompletableFuture<Boolean> admits(ShowId show, String pass) {
    return answers.get(new Visit(show, pass));
  }
}
