package live.nigiwai.shop.payment;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.customer.Card;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road to a provider: no more calls a second than it takes, and whatever goes wrong on the way
 * is {@code Unknown}. Every kind of call has a pace of its own, as providers count them, so that
 * polling never stands in a buyer's way.
 *
 * <p><b>Threading</b>: any thread that may block; it waits for its turn.
 */
final class PacedProvider implements PaymentProvider {
  private static final Logger log = LoggerFactory.getLogger(PacedProvider.class);

  private final PaymentProvider there;
  private final Duration waitMax;
  private final LongSupplier nanos;
  private final MeterRegistry meters;
  private final OutboundPace beginning;
  private final OutboundPace asking;
  private final OutboundPace cancelling;
  private final OutboundPace refunding;
  private final OutboundPace cards;

  /**
   * @param waitMax how long a caller waits for its turn; then the answer is {@code Unknown}
   * @param nanos as {@link System#nanoTime()} counts
   */
  PacedProvider(
      PaymentProvider there,
      int perSecond,
      int burst,
      Duration waitMax,
      LongSupplier nanos,
      MeterRegistry meters) {
    this.there = there;
    this.waitMax = waitMax;
    this.nanos = nanos;
    this.meters = meters;
    this.beginning = new OutboundPace(perSecond, burst, nanos);
    this.asking = new OutboundPace(perSecond, burst, nanos);
    this.cancelling = new OutboundPace(perSecond, burst, nanos);
    this.refunding = new OutboundPace(perSecond, burst, nanos);
    this.cards = new OutboundPace(perSecond, burst, nanos);
  }

  @Override
  public String name() {
    return there.name();
  }

  @Override
  public Set<PaymentMethod> methods() {
    return there.methods();
  }

  @Override
  public Payment begin(Charge charge) {
    return paced("begin", beginning, new Payment.Unknown(), () -> there.begin(charge));
  }

  @Override
  public Payment lookUp(String attemptId, @Nullable String reference) {
    return paced("lookUp", asking, new Payment.Unknown(), () -> there.lookUp(attemptId, reference));
  }

  @Override
  public Payment cancel(String attemptId, @Nullable String reference) {
    return paced(
        "cancel", cancelling, new Payment.Unknown(), () -> there.cancel(attemptId, reference));
  }

  @Override
  public Refunded refund(Refund refund) {
    return paced("refund", refunding, new Refunded.Unknown(), () -> there.refund(refund));
  }

  /** An answer that is not known is no answer: whoever asks is told to try again. */
  @Override
  public Optional<Card> card(String token) {
    var answer =
        paced(
            "card", cards, Optional.<Optional<Card>>empty(), () -> Optional.of(there.card(token)));
    return answer.orElseThrow(ApiProblem::unavailable);
  }

  private <T> T paced(String call, OutboundPace pace, T unknown, Supplier<T> asked) {
    var wait = pace.take(waitMax.toNanos());
    if (wait.isEmpty()) {
      meters.counter("nigiwai.shop.payment.held.back", "call", call).increment();
      return unknown;
    }
    park(wait.getAsLong());
    long started = nanos.getAsLong();
    try {
      T answer = asked.get();
      String result = answer instanceof Optional<?> ? "Card" : answer.getClass().getSimpleName();
      took(call, result, started);
      return answer;
    } catch (RuntimeException lost) {
      took(call, "Fault", started);
      log.warn("{}: no answer to {}", there.name(), call, lost);
      return unknown;
    }
  }

  private void took(String call, String result, long started) {
    meters
        .timer(
            "nigiwai.shop.payment.calls", "provider", there.name(), "call", call, "result", result)
        .record(nanos.getAsLong() - started, TimeUnit.NANOSECONDS);
  }

  private void park(long wait) {
    long until = nanos.getAsLong() + wait;
    for (long left = wait; left > 0; left = until - nanos.getAsLong()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return; // stopping; one call too early is no harm
      }
    }
  }
}
