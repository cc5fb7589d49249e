package live.nigiwai.shop.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.simulator.Simulator;
import live.nigiwai.shop.payment.stripe.StripeProvider;
import live.nigiwai.shop.payment.stripe.StripeWebhooks;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * Everything about being paid, put together: the provider that the configuration names, cash at the
 * door, the pace, the ways to pay, and the webhooks.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
public final class Payments implements AutoCloseable {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

  private final PaymentConfig config;
  private final PaymentProvider provider;
  private final @Nullable Simulator simulator;
  private final MethodRules rules;
  private final WebhookInbox inbox;
  private final PaymentEndpoints endpoints;
  private volatile Settles settles =
      attempt -> {
        throw new IllegalStateException("payments have not started");
      };

  /**
   * @param ids fresh, unguessable
   * @param road what lies between the shop and its provider; tests break it
   */
  public Payments(
      PaymentConfig config,
      Database database,
      Store store,
      ShowClock clock,
      Supplier<String> ids,
      MeterRegistry meters,
      UnaryOperator<PaymentProvider> road) {
    this.config = config;
    PaymentProvider there;
    Webhooks webhooks;
    if (config.stripe().isSet()) {
      this.simulator = null;
      there = new StripeProvider(config.stripe(), config.publicUrl(), database, store);
      webhooks = new StripeWebhooks(config.stripe(), clock);
    } else {
      var simulated = new Simulator(config.simulator(), database, store, clock, ids);
      this.simulator = simulated;
      there = simulated.provider();
      webhooks = simulated.webhooks();
    }
    var paced =
        new PacedProvider(
            road.apply(there),
            config.callsPerSecond(),
            config.callBurst(),
            config.callWait(),
            System::nanoTime,
            meters);
    var cash = new CashOnDelivery(database, store);
    this.provider = new ByMethod(cash, paced);
    var offered = EnumSet.copyOf(provider.methods());
    offered.retainAll(config.methods());
    this.rules = new MethodRules(offered, DeliveryFees.of(config.deliveryFees()));
    this.inbox =
        new WebhookInbox(
            there.name(), webhooks, store, database, attempt -> settles.settle(attempt), meters);
    this.endpoints =
        new PaymentEndpoints(inbox, cash, there.name(), config.stripe().publishableKey(), offered);
  }

  public PaymentProvider provider() {
    return provider;
  }

  /**
   * Whether a card is given before the order is placed, and not to the provider's form after it.
   */
  public boolean cardComesFirst() {
    return simulator != null;
  }

  /**
   * Every way to pay that the shop offers, in the order they are shown, with its fee, and why not
   * where a total cannot be paid that way.
   *
   * @param total goods and shipping, before any fee for the way to pay
   * @param scarce units that others wait for: none is kept for days for a slip
   */
  public List<MethodOffer> offers(Money total, boolean scarce) {
    return rules.offers(total, scarce);
  }

  /** The end of a slip made now: 23:59:59 in Japan some days from today. */
  public ShowTime slipEnd(ShowTime now) {
    var day = now.instant().atZone(JAPAN).toLocalDate().plusDays(config.slipDays());
    return ShowTime.of(day.atTime(END_OF_DAY).atZone(JAPAN).toInstant());
  }

  public void mount(Router router, Endpoints doors) {
    endpoints.mount(router, doors);
    if (simulator != null) {
      simulator.mount(router, doors);
    }
  }

  /** From now on webhooks are settled, and the simulator sends its own. */
  public void start(Settles funnel) {
    settles = funnel;
    if (simulator != null) {
      simulator.start(inbox::receive);
    }
  }

  /** Settles webhooks that a stop or a crash left; call it every second or so. */
  public void sweep() {
    inbox.sweep();
  }

  /** Forgets webhooks kept long enough; once a day. */
  public void retain() {
    inbox.forget(config.keepEventsDays());
  }

  @Override
  public void close() {
    if (simulator != null) {
      simulator.close();
    }
    inbox.close();
  }
}
