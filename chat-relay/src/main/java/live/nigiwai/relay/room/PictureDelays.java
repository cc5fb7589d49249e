package live.nigiwai.relay.room;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;

/**
 * How far behind the show each viewer's picture is, as their player last said in a heartbeat. What
 * they said a while ago counts no more.
 *
 * <p><b>Threading</b>: any thread.
 */
public final class PictureDelays {
  private static final int VIEWERS_MAX = 200_000;

  /** Two heartbeats, and some for a slow line. */
  private static final Duration AGE_MAX = Duration.ofSeconds(75);

  private final Cache<Seat, Long> heard;

  PictureDelays(LongSupplier nanoTime) {
    Ticker ticker = nanoTime::getAsLong;
    heard =
        Caffeine.newBuilder()
            .maximumSize(VIEWERS_MAX)
            .expireAfterWrite(AGE_MAX)
            .ticker(ticker)
            .build();
  }

  private record Seat(ShowId show, ViewerId viewer) {}

  public void heard(ShowId show, ViewerId viewer, long delayMillis) {
    heard.put(new Seat(show, viewer), delayMillis);
  }

  /** Empty where this node has not heard from them lately. */
  public OptionalLong of(ShowId show, ViewerId viewer) {
    Long millis = heard.getIfPresent(new Seat(show, viewer));
    return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
  }
}
