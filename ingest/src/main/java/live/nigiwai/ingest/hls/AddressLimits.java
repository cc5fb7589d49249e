package live.nigiwai.ingest.hls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much one address may ask for: so many requests each second, some more at once, and so many
 * that wait for a part. A household has one /64 of IPv6; this machine itself has no limits, since a
 * proxy on it speaks for everybody.
 *
 * <p><b>Limit</b>: as many addresses as {@link #ADDRESSES_MAX} are remembered; those seen least
 * begin anew.
 *
 * <p><i>Threading</i>: any thread.
 */
final class AddressLimits {
  private static final int ADDRESSES_MAX = 50_000;

  /**
   * So many seconds' worth may come at once: pages that start, and connections that stood still.
   */
  private static final int BURST_SECONDS = 4;

  private static final double NANOS_PER_SECOND = 1e9;

  /** What one address has used. */
  final class Account {
    private double room;
    private long seen;
    private int waiting;

    Account(double room, long seen) {
      this.room = room;
      this.seen = seen;
    }

    private synchronized boolean takeRequest(long now) {
      room = Math.min(burst(), room + (now - seen) * perSecond / NANOS_PER_SECOND);
      seen = now;
      if (room < 1) {
        return false;
      }
      room--;
      return true;
    }

    private synchronized boolean takeWait() {
      if (waiting >= waitingMax) {
        return false;
      }
      waiting++;
      return true;
    }

    /** A request no longer waits. */
    synchronized void leave() {
      waiting--;
    }
  }

  private final int perSecond;
  private final int waitingMax;
  private final Ticker nanoTime;
  private final Cache<String, Account> accounts;

  /**
   * @param perSecond requests of one address; 0 for no limit
   * @param waitingMax of them at once; 0 for no limit
   */
  AddressLimits(int perSecond, int waitingMax, Ticker nanoTime) {
    this.perSecond = perSecond;
    this.waitingMax = waitingMax;
    this.nanoTime = nanoTime;
    this.accounts =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES_MAX)
            .expireAfterAccess(Duration.ofMinutes(2))
            .ticker(nanoTime)
            .build();
  }

  private double burst() {
    return (double) perSecond * BURST_SECONDS;
  }

  /** False where the address has asked too often. */
  boolean mayAsk(@Nullable String address) {
    return perSecond == 0 || unlimited(address) || account(address).takeRequest(nanoTime.read());
  }

  /** Whether that many of the address's requests may wait, one more included. */
  sealed interface Wait {
    /** It waits; the account is told when it no longer does, if there is one. */
    record Granted(@Nullable Account account) implements Wait {
      void over() {
        if (account != null) {
          account.leave();
        }
      }
    }

    record Refused() implements Wait {}
  }

  Wait wait(@Nullable String address) {
    if (waitingMax == 0 || unlimited(address)) {
      return new Wait.Granted(null);
    }
    Account account = account(address);
    return account.takeWait() ? new Wait.Granted(account) : new Wait.Refused();
  }

  private Account account(@Nullable String address) {
    return accounts.get(household(address), name -> new Account(burst(), nanoTime.read()));
  }

  private static boolean unlimited(@Nullable String address) {
    return address == null || address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
  }

  /** As the address is counted: of IPv6, written in full by the JDK, its first four groups. */
  private static String household(@Nullable String address) {
    if (address == null) {
      return "";
    }
    int at = -1;
    for (int group = 0; group < 4; group++) {
      at = address.indexOf(':', at + 1);
      if (at < 0) {
        return address;
      }
    }
    return address.substring(0, at);
  }
}
