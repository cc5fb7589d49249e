package live.nigiwai.web.app;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import live.nigiwai.ingest.Admittance;
import live.nigiwai.relay.RelayShows;
import live.nigiwai.show.ShowId;
import live.nigiwai.web.show.Shows;
import live.nigiwai.web.show.ViewerPasses;

/**
 * Who may watch, by the show's record as it was seconds ago: a thousand who come together wait for
 * no question, and while the database is away the last answer holds.
 */
final class ShowAdmittance implements Admittance, RelayShows {
  private static final int SHOWS_REMEMBERED_MAX = 1_000;

  private final Shows shows;
  private final LoadingCache<ShowId, Boolean> invited;
  private final ViewerPasses passes;

  ShowAdmittance(Shows shows, ViewerPasses passes) {
    this.shows = shows;
    this.passes = passes;
    this.invited =
        Caffeine.newBuilder()
            .maximumSize(SHOWS_REMEMBERED_MAX)
            .refreshAfterWrite(Duration.ofSeconds(1))
            .expireAfterWrite(Duration.ofMinutes(2))
            .executor(Thread::startVirtualThread)
            .build(shows::isInvited);
  }

  @Override
  public boolean exists(ShowId show) {
    return shows.find(show).isPresent();
  }

  /** What is no show of ours, a rehearsal's secret name, is open to whoever knows it. */
  @Override
  public boolean admits(ShowId show, String pass) {
    return !invited.get(show) || passes.admits(show, pass);
  }
}
