package live.nigiwai.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.Shop;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.stripe.StripeConfig;
import live.nigiwai.shop.payment.stripe.StripeWebhooks;
import live.nigiwai.show.ShowTime;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.PostgresForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as Stripe sends them, and as others would like to. */
class WebhookInboxTest {
  private static final String SECRET = "whsec_test";
  private static final Store STORE = new Store("main", new LocalText("店", "Shop"));
  private static final Vertx VERTX = Vertx.vertx();
  private static Database database;

  private final List<String> settled = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private WebhookInbox inbox;

  @BeforeAll
  static void open() {
    database = Database.open(VERTX, PostgresForTests.migrated("runtime", Shop.MIGRATIONS), 8);
  }

  @BeforeEach
  void start() {
    database.query(sql -> sql.change("TRUNCATE shop_psp_event"));
    inbox = inbox();
  }

  @AfterAll
  static void close() {
    database.close();
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private WebhookInbox inbox() {
    var standard = StripeConfig.defaults();
    var config =
        new StripeConfig(
            new Secret("sk_test"),
            "pk_test",
            new Secret(SECRET),
            Secret.NONE,
            standard.api(),
            standard.connectTimeout(),
            standard.readTimeout(),
            Duration.ofMinutes(5));
    Settles settles =
        attempt -> {
          if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the database is away");
          }
          settled.add(attempt);
        };
    return new WebhookInbox(
        "stripe",
        new StripeWebhooks(config, WebhookInboxTest::now),
        STORE,
        database,
        settles,
        new SimpleMeterRegistry());
  }

  private static ShowTime now() {
    return new ShowTime(System.currentTimeMillis());
  }

  private static byte[] event(String id, String kind, String attempt) {
    return """
    {"id":"%s","object":"event","api_version":"2019-01-01","type":"%s",
     "data":{"object":{"id":"pi_1","object":"payment_intent","amount":1,"status":"succeeded",
                       "metadata":{"attempt":"%s","order":"x"}}}}
    """
        .formatted(id, kind, attempt)
        .getBytes(StandardCharsets.UTF_8);
  }

  private boolean receive(byte[] body) {
    return inbox.receive(body, WebhookSignature.header(SECRET, now().millis() / 1000, body));
  }

  private static long count(String where) {
    return database.query(
        sql ->
            sql.one("SELECT count(*) FROM shop_psp_event WHERE " + where, row -> row.getLong(0))
                .orElseThrow());
  }

  @Test
  void settlesOnceHoweverOftenAndHoweverParallelItComes() throws Exception {
    byte[] body = event("evt_1", "payment_intent.succeeded", "a1");
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 6; i++) {
      calls.add(() -> receive(body));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var call : threads.invokeAll(calls)) {
        assertThat(call.get()).isTrue();
      }
    }
    Eventually.holds(() -> assertThat(count("settled_at IS NOT NULL")).isEqualTo(1));
    assertThat(receive(body)).isTrue();
    inbox.sweep();
    assertThat(settled).containsExactly("a1");
  }

  @Test
  void forgedOldAndUnsignedOnesAreRefusedAndLeaveNoTrace() {
    byte[] body = event("evt_1", "payment_intent.succeeded", "a1");
    long seconds = now().millis() / 1000;
    assertThat(inbox.receive(body, null)).isFalse();
    assertThat(inbox.receive(body, WebhookSignature.header("whsec_guess", seconds, body)))
        .isFalse();
    assertThat(inbox.receive(body, WebhookSignature.header(SECRET, seconds - 3_600, body)))
        .isFalse();
    byte[] other = event("evt_1", "payment_intent.succeeded", "a2");
    assertThat(inbox.receive(other, WebhookSignature.header(SECRET, seconds, body))).isFalse();
    assertThat(count("true")).isZero();
    assertThat(settled).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"id\":\"\"}", "{\"id\":1}"})
  void genuineNonsenseIsNoFault(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    inbox.receive(body, WebhookSignature.header(SECRET, now().millis() / 1000, body));
    assertThat(count("attempt_id IS NOT NULL")).isZero();
    assertThat(settled).isEmpty();
  }

  @Test
  void whatIsNotOursOrDoesNotMatterIsTakenAndForgotten() {
    assertThat(receive(event("evt_1", "payment_intent.succeeded", ""))).isTrue();
    assertThat(receive(event("evt_2", "payment_intent.created", "a1"))).isTrue();
    assertThat(count("true")).isZero();
  }

  @Test
  void whatAStopLeftUnsettledIsSettledByTheSweep() {
    inbox.close(); // nothing starts any more, as after a kill
    assertThat(receive(event("evt_1", "payment_intent.succeeded", "a1"))).isTrue();
    assertThat(settled).isEmpty();
    inbox = inbox();
    inbox.sweep();
    assertThat(settled).containsExactly("a1");
    assertThat(count("settled_at IS NULL")).isZero();
  }

  @Test
  void failureIsTriedAgainLaterAndOthersFlowMeanwhile() {
    failures.set(1);
    receive(event("evt_1", "payment_intent.succeeded", "a1"));
    Eventually.holds(() -> assertThat(failures.get()).isZero());
    receive(event("evt_2", "payment_intent.succeeded", "a2"));
    Eventually.holds(() -> assertThat(settled).contains("a2"));
    Eventually.holds(
        () -> {
          inbox.sweep();
          assertThat(settled).containsExactlyInAnyOrder("a2", "a1");
        });
  }

  @Test
  void poisonIsParkedAndStaysToBeLookedAt() {
    failures.set(Integer.MAX_VALUE);
    receive(event("evt_1", "payment_intent.succeeded", "a1"));
    for (int i = 1; i <= 12; i++) {
      int tries = i;
      Eventually.holds(
          () -> assertThat(count("tries = " + tries + " AND next_try <> received_at")).isOne());
      database.query(sql -> sql.change("UPDATE shop_psp_event SET next_try = now()"));
      inbox.sweep();
    }
    assertThat(count("tries = 12 AND settled_at IS NULL")).isEqualTo(1);
    inbox.sweep();
    assertThat(count("tries = 12 AND settled_at IS NULL")).isEqualTo(1);
    assertThat(settled).isEmpty();
  }

  @Test
  void remembersIdsAndNothingOfTheBody() {
    receive(event("evt_1", "payment_intent.succeeded", "a1"));
    assertThat(count("shop_psp_event::text LIKE '%pi_1%'")).isZero();
  }
}
