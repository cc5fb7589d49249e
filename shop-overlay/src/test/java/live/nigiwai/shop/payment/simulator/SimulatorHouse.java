package live.nigiwai.shop.payment.simulator;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.NextStep;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.ProviderHouse;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** The simulator on a database of its own. */
public final class SimulatorHouse implements ProviderHouse {
  static final Store STORE = new Store("main", new LocalText("店", "Shop"));

  private final Vertx vertx = Vertx.vertx();
  final Database database;
  final SimulatedPost post;
  final SimulatedProvider simulated;
  private final ShowTime later = new ShowTime(System.currentTimeMillis() + 3 * 86_400_000L);
  private final AtomicBoolean loseRequest = new AtomicBoolean();
  private final AtomicBoolean loseAnswer = new AtomicBoolean();

  public SimulatorHouse(PostgresAddress address) {
    this(address, SimulatorConfig.defaults().withCallsPerSecondMax(1_000_000));
  }

  SimulatorHouse(PostgresAddress address, SimulatorConfig config) {
    this.database = Database.open(vertx, address, 8);
    this.post =
        new SimulatedPost(
            database,
            STORE,
            () -> new ShowTime(System.currentTimeMillis()),
            () -> UUID.randomUUID().toString(),
            "secret",
            config.late().toMillis());
    this.simulated =
        new SimulatedProvider(
            database,
            STORE,
            config,
            () -> UUID.randomUUID().toString(),
            post,
            new Crowd(config.callsPerSecondMax(), System::nanoTime));
  }

  /** The simulator behind a road that can lose things. */
  @Override
  public PaymentProvider provider() {
    return new PaymentProvider() {
      @Override
      public String name() {
        return simulated.name();
      }

      @Override
      public Set<PaymentMethod> methods() {
        return simulated.methods();
      }

      @Override
      public Payment begin(Charge charge) {
        if (loseRequest.getAndSet(false)) {
          return new Payment.Unknown();
        }
        var answer = simulated.begin(charge);
        return loseAnswer.getAndSet(false) ? new Payment.Unknown() : answer;
      }

      @Override
      public Payment lookUp(String attemptId, @Nullable String reference) {
        return simulated.lookUp(attemptId, reference);
      }

      @Override
      public Payment cancel(String attemptId, @Nullable String reference) {
        return simulated.cancel(attemptId, reference);
      }

      @Override
      public Refunded refund(Refund refund) {
        var answer = simulated.refund(refund);
        return loseAnswer.getAndSet(false) ? new Refunded.Unknown() : answer;
      }

      @Override
      public Optional<Card> card(String token) {
        return simulated.card(token);
      }
    };
  }

  String card(SimulatedCard.Behaviour behaviour) {
    return simulated.remember(new SimulatedCard.Decision.Good("Visa", "4242", behaviour)).token();
  }

  @Override
  public String goodCard() {
    return card(SimulatedCard.Behaviour.ACCEPT);
  }

  @Override
  public String poorCard() {
    return card(SimulatedCard.Behaviour.INSUFFICIENT);
  }

  @Override
  public String challengedCard() {
    return card(SimulatedCard.Behaviour.CHALLENGE);
  }

  static String key(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @Override
  public void answer(Payment.ActionRequired asked, boolean yes) {
    String url =
        switch (asked.next()) {
          case NextStep.Challenge(String challenge) -> challenge;
          case NextStep.Redirect(String redirect) -> redirect;
          case NextStep.Element element -> throw new IllegalStateException(element.toString());
        };
    simulated.answer(key(url), yes);
  }

  @Override
  public void payAtTill(Payment.AwaitingCash slip) {
    simulated.payAtTill(key(slip.slip().url()));
  }

  @Override
  public void expire(Payment.AwaitingCash slip) {
    database.query(
        sql ->
            sql.change(
                "UPDATE shop_sim_charge SET slip_ends = now() - interval '1 second'"
                    + " WHERE reference = $1",
                slip.reference()));
  }

  @Override
  public void loseNextRequest() {
    loseRequest.set(true);
  }

  @Override
  public void loseNextAnswer() {
    loseAnswer.set(true);
  }

  @Override
  public int payments() {
    return count("SELECT count(*)::int FROM shop_sim_charge WHERE result = 'CAPTURED'");
  }

  @Override
  public int refunds() {
    return count("SELECT count(*)::int FROM shop_sim_refund");
  }

  int count(String sql) {
    return database.query(s -> s.one(sql, row -> row.getInteger(0)).orElseThrow());
  }

  @Override
  public ShowTime later() {
    return later;
  }

  @Override
  public void close() {
    post.close();
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
