package live.nigiwai.web.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Wrong passwords, or codes asked for: so many in a minute, then a minute of rest. */
final class LoginLimit {
  static final int WRONG_MAX = 5;
  private static final int SENDERS_MAX = 20_000;

  private final Cache<String, AtomicInteger> wrong;
  private final int max;

  LoginLimit(Ticker ticker, int max) {
    this.max = max;
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(SENDERS_MAX)
            .expireAfterWrite(Duration.ofMinutes(1))
            .ticker(ticker)
            .build();
  }

  boolean exceeded(String who) {
    var count = wrong.getIfPresent(who);
    return count != null && count.get() >= max;
  }

  void wrong(String who) {
    wrong.asMap().computeIfAbsent(who, key -> new AtomicInteger()).incrementAndGet();
  }
}
