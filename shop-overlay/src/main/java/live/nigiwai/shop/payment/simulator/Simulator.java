package live.nigiwai.shop.payment.simulator;

import io.vertx.ext.web.Router;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Webhooks;
import live.nigiwai.show.ShowClock;

/** The simulated provider with all it has: its form, its pages, its webhooks and its troubles. */
public final class Simulator implements AutoCloseable {
  private final SimulatedPost post;
  private final SimulatedProvider provider;
  private final SimulatedWebhooks webhooks;
  private final SimulatedCardForm form;
  private final SimulatorPages pages;

  /**
   * @param ids fresh, unguessable
   */
  public Simulator(
      SimulatorConfig config,
      Database database,
      Store store,
      ShowClock clock,
      Supplier<String> ids) {
    String secret = ids.get(); // webhooks are signed when they are sent, by whoever sends them
    this.post = new SimulatedPost(database, store, clock, ids, secret, config.late().toMillis());
    this.provider =
        new SimulatedProvider(
            database,
            store,
            config,
            ids,
            post,
            new Crowd(config.callsPerSecondMax(), System::nanoTime));
    this.webhooks = new SimulatedWebhooks(secret, clock);
    this.form = new SimulatedCardForm(provider, clock);
    this.pages = new SimulatorPages(provider, clock);
  }

  public PaymentProvider provider() {
    return provider;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  public void mount(Router router, Endpoints endpoints) {
    form.mount(router, endpoints);
    pages.mount(router, endpoints);
  }

  /** Starts sending webhooks. */
  public void start(SimulatedPost.Receiver receiver) {
    post.start(receiver);
  }

  @Override
  public void close() {
    post.close();
  }
}
