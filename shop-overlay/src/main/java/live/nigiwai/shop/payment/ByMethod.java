package live.nigiwai.shop.payment;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.shop.customer.Card;
import org.jspecify.annotations.Nullable;

/** Cash at the door is ours to keep, everything else the provider's. */
final class ByMethod implements PaymentProvider {
  private final CashOnDelivery cash;
  private final PaymentProvider provider;

  ByMethod(CashOnDelivery cash, PaymentProvider provider) {
    this.cash = cash;
    this.provider = provider;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Set<PaymentMethod> methods() {
    var both = EnumSet.copyOf(cash.methods());
    both.addAll(provider.methods());
    return both;
  }

  private PaymentProvider of(PaymentMethod method) {
    return method == PaymentMethod.CASH_ON_DELIVERY ? cash : provider;
  }

  private PaymentProvider of(String attemptId, @Nullable String reference) {
    boolean ours =
        reference == null
            ? !(cash.lookUp(attemptId, null) instanceof Payment.Unheard)
            : reference.startsWith(CashOnDelivery.REFERENCE);
    return ours ? cash : provider;
  }

  @Override
  public Payment begin(Charge charge) {
    return of(charge.method()).begin(charge);
  }

  @Override
  public Payment lookUp(String attemptId, @Nullable String reference) {
    return of(attemptId, reference).lookUp(attemptId, reference);
  }

  @Override
  public Payment cancel(String attemptId, @Nullable String reference) {
    var there = of(attemptId, reference);
    var answer = there.cancel(attemptId, reference);
    boolean neverBegun = reference == null && there == provider;
    if (neverBegun && answer instanceof Payment.Cancelled) {
      // It may have been meant for the door; then it must not begin there either.
      var unused = cash.cancel(attemptId, null);
    }
    return answer;
  }

  @Override
  public Refunded refund(Refund refund) {
    return of(refund.method()).refund(refund);
  }

  @Override
  public Optional<Card> card(String token) {
    return provider.card(token);
  }
}
