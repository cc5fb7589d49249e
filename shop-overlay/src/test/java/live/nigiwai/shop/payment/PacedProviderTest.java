package live.nigiwai.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.customer.Card;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacedProviderTest {
  private Supplier<Optional<Card>> cards = Optional::empty;
  private final PaymentProvider paced =
      new PacedProvider(
          new OnlyCards(),
          1_000,
          1_000,
          Duration.ofSeconds(1),
          System::nanoTime,
          new SimpleMeterRegistry());

  /** A provider of which only cards are asked. */
  private final class OnlyCards implements PaymentProvider {
    @Override
    public String name() {
      return "cards";
    }

    @Override
    public Set<PaymentMethod> methods() {
      return Set.of(PaymentMethod.CARD);
    }

    @Override
    public Payment begin(Charge charge) {
      return new Payment.Unknown();
    }

    @Override
    public Payment lookUp(String attemptId, @Nullable String reference) {
      return new Payment.Unknown();
    }

    @Override
    public Payment cancel(String attemptId, @Nullable String reference) {
      return new Payment.Unknown();
    }

    @Override
    public Refunded refund(Refund refund) {
      return new Refunded.Unknown();
    }

    @Override
    public Optional<Card> card(String token) {
      return cards.get();
    }
  }

  @Test
  void cardIsNotCalledUnknownWhileTheProviderIsAway() {
    cards =
        () -> {
          throw new IllegalStateException("away");
        };
    assertThatThrownBy(() -> paced.card("tok_1"))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(503));
    cards = Optional::empty;
    assertThat(paced.card("tok_1")).isEmpty();
    cards = () -> Optional.of(new Card("tok_1", "Visa", "4242"));
    assertThat(paced.card("tok_1")).isPresent();
  }
}
