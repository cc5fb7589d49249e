package live.nigiwai.ingest.rtmp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in: counts connections per address and checks stream keys.
 *
 * <p><i>Threading</i>: any thread. A key is looked up on a virtual thread of its own, a limited
 * number at a time.
 */
final class Reception implements AutoCloseable {
  /** What became of a stream key. */
  sealed interface Verdict {
    record Valid(StreamGrant grant) implements Verdict {}

    /** It is not, or cannot be said; the name of the rule or limit, and the words to use. */
    record Refused(String limit, CloseReason reason) implements Verdict {}
  }

  private static final Verdict WRONG =
      refused(
          "wrongKey", "NetStream.Publish.BadName", "This stream key is not valid; copy it again.");
  private static final Verdict GUESSED_TOO_OFTEN =
      refused(
          "wrongKeysPerMinuteMax",
          "NetStream.Publish.BadName",
          "Too many wrong stream keys; wait a minute, then try again.");
  private static final Verdict TOO_LONG =
      refused(
          "keyCharactersMax",
          "NetStream.Publish.BadName",
          "This stream key is not valid; copy it again.");
  private static final Verdict TOO_MANY =
      refused(
          "keyChecksMax", "NetStream.Publish.Failed", "Too many encoders connect now; try again.");
  private static final Verdict UNANSWERED =
      refused(
          "keyCheck",
          "NetStream.Publish.Failed",
          "The stream key cannot be checked now; try again.");

  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final RtmpConfig config;
  private final Function<String, Optional<StreamGrant>> keys;
  private final Allowance wrongKeys;
  private final Semaphore checks;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rtmp-key-", 0).factory());
  private final Map<String, Integer> connections = new HashMap<>();
  private int connectionsTotal;

  Reception(
      RtmpConfig config,
      Function<String, Optional<StreamGrant>> keys,
      LongSupplier nanoTime,
      RtmpMeters meters) {
    this.config = config;
    this.keys = keys;
    RtmpLimits limits = config.limits();
    this.wrongKeys =
        new Allowance(
            limits.wrongKeysPerMinuteMax(),
            Duration.ofMinutes(1),
            limits.countedNamesMax(),
            nanoTime,
            meters::forgot);
    this.checks = new Semaphore(limits.keyChecksMax());
  }

  /** The name under which an address is counted: one household has one /64 of IPv6. */
  static String household(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "/64"
        : address.getHostAddress();
  }

  /**
   * A connection arrives.
   *
   * @return the limit that forbids it, or nothing; only then {@link #leave} is due
   */
  synchronized Optional<String> arrive(String household) {
    if (connectionsTotal >= config.limits().connectionsMax()) {
      return Optional.of("connectionsMax");
    }
    int here = connections.getOrDefault(household, 0);
    if (here >= config.limits().connectionsPerAddressMax()) {
      return Optional.of("connectionsPerAddressMax");
    }
    connections.put(household, here + 1);
    connectionsTotal++;
    return Optional.empty();
  }

  synchronized void leave(String household) {
    connections.computeIfPresent(household, (name, count) -> count == 1 ? null : count - 1);
    connectionsTotal--;
  }

  synchronized int connections() {
    return connectionsTotal;
  }

  CompletionStage<Verdict> check(String household, String key) {
    if (wrongKeys.spent(household)) {
      return CompletableFuture.completedStage(GUESSED_TOO_OFTEN);
    }
    if (key.isEmpty()) {
      return CompletableFuture.completedStage(wrong(household));
    }
    if (key.length() > config.limits().keyCharactersMax()) {
      wrong(household);
      return CompletableFuture.completedStage(TOO_LONG);
    }
    if (!checks.tryAcquire()) {
      return CompletableFuture.completedStage(TOO_MANY);
    }
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    try {
      threads.execute(() -> verdict.complete(lookUp(household, key)));
    } catch (RuntimeException closing) {
      checks.release();
      return CompletableFuture.completedStage(UNANSWERED);
    }
    return verdict.completeOnTimeout(
        UNANSWERED, config.timeouts().keyCheck().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Verdict lookUp(String household, String key) {
    try {
      return keys.apply(key).<Verdict>map(Verdict.Valid::new).orElseGet(() -> wrong(household));
    } catch (RuntimeException e) {
      log.warn("A stream key could not be checked", e);
      return UNANSWERED;
    } finally {
      checks.release();
    }
  }

  private Verdict wrong(String household) {
    wrongKeys.take(household);
    return WRONG;
  }

  private static Verdict refused(String limit, String code, String words) {
    return new Verdict.Refused(limit, new CloseReason(code, words));
  }

  /** Interrupts what is still being looked up. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
