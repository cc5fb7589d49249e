package live.nigiwai.relay.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import live.nigiwai.show.Actor;

/**
 * How fast each person may act, over all their sockets on this node.
 *
 * <p>A person who was silent for a while has full buckets again, so forgetting them changes
 * nothing.
 *
 * <p><b>Threading</b>: any thread may ask.
 */
public final class Pace {
  private static final int PEOPLE_MAX = 200_000;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Cache<Actor, Buckets> people =
      Caffeine.newBuilder().maximumSize(PEOPLE_MAX).expireAfterAccess(FORGOTTEN_AFTER).build();

  public Pace(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** Burst, then rate per second, for each thing people do. */
  public record Limits(
      int commentBurst, double commentsPerSecond, int heartBurst, double heartsPerSecond) {
    public static Limits defaults() {
      return new Limits(5, 1, 40, 10);
    }
  }

  private record Buckets(
      TokenBucket comments, TokenBucket hearts, TokenBucket names, TokenBucket requests) {}

  /** Milliseconds the person has to wait before commenting; 0 lets this comment pass. */
  public long comment(Actor person) {
    return pass(of(person).comments);
  }

  /** As {@link #comment}, for a change of name. */
  public long name(Actor person) {
    return pass(of(person).names);
  }

  /** As {@link #comment}, for votes, reports and other requests about a comment. */
  public long request(Actor person) {
    return pass(of(person).requests);
  }

  /** How many of these hearts count. */
  public int hearts(Actor person, int tapped) {
    return of(person).hearts.takeUpTo(tapped, nanoTime.getAsLong());
  }

  private long pass(TokenBucket bucket) {
    long now = nanoTime.getAsLong();
    return bucket.take(now) ? 0 : Math.max(1, bucket.waitMillis(now));
  }

  private Buckets of(Actor person) {
    return people.get(
        person,
        ignored -> {
          long now = nanoTime.getAsLong();
          return new Buckets(
              new TokenBucket(limits.commentBurst, limits.commentsPerSecond, now),
              new TokenBucket(limits.heartBurst, limits.heartsPerSecond, now),
              new TokenBucket(3, 0.2, now),
              new TokenBucket(20, 1, now));
        });
  }
}
