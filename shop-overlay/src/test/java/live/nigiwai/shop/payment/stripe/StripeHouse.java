package live.nigiwai.shop.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.ProviderHouse;
import live.nigiwai.show.ShowTime;

/** The adapter with a Stripe of its own to talk to. */
public final class StripeHouse implements ProviderHouse {
  static final String WEBHOOK_SECRET = "whsec_of_this_test";

  final StripeServer server = new StripeServer();
  final Database database;
  private final Vertx vertx = Vertx.vertx();
  private final StripeProvider provider;
  private final ShowTime later = new ShowTime(System.currentTimeMillis() + 3 * 86_400_000L);
  private final AtomicInteger tokens = new AtomicInteger();

  public StripeHouse(PostgresAddress address) {
    this(address, Duration.ofSeconds(20));
  }

  StripeHouse(PostgresAddress address, Duration readTimeout) {
    this.database = Database.open(vertx, address, 8);
    this.provider =
        new StripeProvider(
            config(server.url(), readTimeout),
            URI.create("https://live.example.jp"),
            database,
            new Store("main", new LocalText("店", "Shop")));
  }

  static StripeConfig config(URI api, Duration readTimeout) {
    return new StripeConfig(
        new Secret(StripeServer.SECRET_KEY),
        "pk_test_of_this_test",
        new Secret(WEBHOOK_SECRET),
        Secret.NONE,
        api,
        Duration.ofSeconds(5),
        readTimeout,
        Duration.ofMinutes(5));
  }

  @Override
  public PaymentProvider provider() {
    return provider;
  }

  @Override
  public String goodCard() {
    return "ctoken_good_" + tokens.incrementAndGet();
  }

  @Override
  public String poorCard() {
    return "ctoken_poor_" + tokens.incrementAndGet();
  }

  @Override
  public String challengedCard() {
    return "ctoken_challenged_" + tokens.incrementAndGet();
  }

  @Override
  public void answer(Payment.ActionRequired asked, boolean yes) {
    server.books.happen(asked.reference(), yes ? "paid" : "refused");
  }

  @Override
  public void payAtTill(Payment.AwaitingCash slip) {
    server.books.happen(slip.reference(), "paid");
  }

  @Override
  public void expire(Payment.AwaitingCash slip) {
    server.books.happen(slip.reference(), "expired");
  }

  @Override
  public void loseNextRequest() {
    server.next(StripeServer.Trouble.LOST_THERE);
  }

  @Override
  public void loseNextAnswer() {
    server.next(StripeServer.Trouble.LOST_BACK);
  }

  @Override
  public int payments() {
    return server.books.payments();
  }

  @Override
  public int refunds() {
    return server.books.refundCount();
  }

  @Override
  public ShowTime later() {
    return later;
  }

  /** And nothing was sent that Stripe would mind. */
  @Override
  public void close() {
    server.close();
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    assertThat(server.complaints).isEmpty();
  }
}
