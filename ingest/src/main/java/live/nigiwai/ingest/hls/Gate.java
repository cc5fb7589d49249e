package live.nigiwai.ingest.hls;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may watch which show: the answers of whoever owns the shows, remembered for seconds, so that
 * a request need not wait for one. While a viewer watches they are asked for again beside the
 * requests; one that has grown old meanwhile is waited for.
 *
 * <p><b>Limit</b>: as many answers as {@link #REMEMBERED_MAX}; those used least are asked for
 * again. Where no answer can be had the last one holds, and the first is a failure.
 *
 * <p><i>Threading</i>: any thread; questions are asked by the executor.
 */
final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);
  private static final int REMEMBERED_MAX = 50_000;
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(3);
  private static final Duration OLD = Duration.ofSeconds(6);
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  private record Visit(ShowId show, String pass) {}

  private record Answer(boolean admitted, long at) {}

  /** Asks anew, and keeps to the last answer where there is no other. */
  private final class Asking implements CacheLoader<Visit, Answer> {
    private final BiPredicate<ShowId, String> admits;

    Asking(BiPredicate<ShowId, String> admits) {
      this.admits = admits;
    }

    @Override
    public Answer load(Visit visit) {
      return new Answer(admits.test(visit.show(), visit.pass()), nanoTime.read());
    }

    @Override
    public Answer reload(Visit visit, Answer last) {
      try {
        return load(visit);
      } catch (RuntimeException away) {
        log.debug("{}: nobody can say who may watch", visit.show(), away);
        return new Answer(last.admitted(), nanoTime.read());
      }
    }
  }

  private final Ticker nanoTime;
  private final LoadingCache<Visit, Answer> answers;

  /**
   * @param admits whether a pass opens a show; may block
   */
  Gate(BiPredicate<ShowId, String> admits, Executor executor, Ticker nanoTime) {
    this.nanoTime = nanoTime;
    answers =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .refreshAfterWrite(ASKED_AGAIN)
            .expireAfterAccess(FORGOTTEN)
            .executor(executor)
            .ticker(nanoTime)
            .build(new Asking(admits));
  }

  /** Whether the pass opens the show; already known but for a viewer's first request. */
  CompletableFuture<Boolean> admits(ShowId show, String pass) {
    Visit visit = new Visit(show, pass);
    @Nullable Answer known = answers.getIfPresent(visit);
    if (known != null && nanoTime.read() - known.at() < OLD.toNanos()) {
      return CompletableFuture.completedFuture(known.admitted());
    }
    return answers.refresh(visit).thenApply(Answer::admitted);
  }
}
