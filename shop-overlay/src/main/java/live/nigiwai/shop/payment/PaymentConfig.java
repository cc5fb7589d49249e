package live.nigiwai.shop.payment;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import live.nigiwai.shop.payment.simulator.SimulatorConfig;
import live.nigiwai.shop.payment.stripe.StripeConfig;

/**
 * How the shop is paid. Stripe where its secret key is set, else the simulator.
 *
 * @param publicUrl this platform as browsers reach it, such as {@code https://live.example.jp};
 *     providers send buyers back to it
 * @param methods which of the provider's ways to pay are offered
 * @param callsPerSecond to the provider, for each kind of call and on each node. With {@code
 *     callBurst} more in a single second it has to stay within what the provider allows: Stripe
 *     takes 25 a second for each endpoint
 * @param callWait how long a call waits for its turn; then the payment is being checked
 * @param slipDays until the end of which day in Japan, counted from today, a konbini slip is good
 * @param deliveryFees 代金引換手数料 as {@code up to:fee} in yen, rising; above the last it is not offered
 * @param keepEventsDays how long webhooks are remembered
 */
public record PaymentConfig(
    URI publicUrl,
    Set<PaymentMethod> methods,
    int callsPerSecond,
    int callBurst,
    Duration callWait,
    int slipDays,
    List<String> deliveryFees,
    int keepEventsDays,
    SimulatorConfig simulator,
    StripeConfig stripe) {
  private static final int SLIP_DAYS_MAX = 59; // Stripe: 60, and the day itself

  public PaymentConfig {
    methods = Set.copyOf(methods);
    deliveryFees = List.copyOf(deliveryFees);
    if (publicUrl.getHost() == null || !publicUrl.getPath().replace("/", "").isEmpty()) {
      throw new IllegalArgumentException("shop.payment.public-url must be like https://example.jp");
    }
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("shop.payment.methods must name at least one");
    }
    if (callsPerSecond < 1 || callBurst < 0) {
      throw new IllegalArgumentException("shop.payment.calls-per-second must be at least 1");
    }
    if (callWait.isNegative() || callWait.toSeconds() > 60) {
      throw new IllegalArgumentException("shop.payment.call-wait must be 0 s to 60 s");
    }
    if (slipDays < 0 || slipDays > SLIP_DAYS_MAX) {
      throw new IllegalArgumentException("payment.slip-days must be 0 to " + SLIP_DAYS_MAX);
    }
    if (keepEventsDays < 4) {
      throw new IllegalArgumentException(
          "shop.payment.keep-events-days must be at least 4; providers repeat themselves for 3"
              + " days");
    }
    var unused = DeliveryFees.of(deliveryFees);
  }

  public static PaymentConfig defaults() {
    return new PaymentConfig(
        URI.create("http://127.0.0.1:8080"),
        EnumSet.allOf(PaymentMethod.class),
        20,
        5,
        Duration.ofSeconds(10),
        3,
        List.of("9999:330", "29999:440", "99999:660", "300000:1100"),
        90,
        SimulatorConfig.defaults(),
        StripeConfig.defaults());
  }

  public PaymentConfig withSimulator(SimulatorConfig next) {
    return new PaymentConfig(
        publicUrl,
        methods,
        callsPerSecond,
        callBurst,
        callWait,
        slipDays,
        deliveryFees,
        keepEventsDays,
        next,
        stripe);
  }

  public PaymentConfig withStripe(StripeConfig next) {
    return new PaymentConfig(
        publicUrl,
        methods,
        callsPerSecond,
        callBurst,
        callWait,
        slipDays,
        deliveryFees,
        keepEventsDays,
        simulator,
        next);
  }

  public PaymentConfig withMethods(Set<PaymentMethod> next) {
    return new PaymentConfig(
        publicUrl,
        next,
        callsPerSecond,
        callBurst,
        callWait,
        slipDays,
        deliveryFees,
        keepEventsDays,
        simulator,
        stripe);
  }

  /**
   * @param perSecond calls of each kind
   * @param burst more at once
   */
  public PaymentConfig withPace(int perSecond, int burst) {
    return new PaymentConfig(
        publicUrl,
        methods,
        perSecond,
        burst,
        callWait,
        slipDays,
        deliveryFees,
        keepEventsDays,
        simulator,
        stripe);
  }
}
