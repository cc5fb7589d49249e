package live.nigiwai.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Far more buyers than there are units, all at once, and none gives up before a definite answer:
 * sold out, or an order. Whatever gets lost on the way is asked again with the same key, as the
 * page does.
 *
 * <p><b>Threading</b>: a virtual thread per buyer; the questions may be asked from any thread.
 */
public final class DropCrowd implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = 150_000_000L;
  private static final String CARD = "4242424242424242";

  private final URI base;
  private final String show;
  private final String sku;
  private final Duration patience;
  private final Semaphore line;
  private final HttpClient http;
  private final List<Person> people = new ArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger ordered = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final List<String> contradictions = new CopyOnWriteArrayList<>();

  /**
   * @param atOnce requests under way at any moment
   * @param patience how long one question is asked again before the run is given up
   */
  public DropCrowd(URI base, String show, String sku, int buyers, int atOnce, Duration patience) {
    this.base = base;
    this.show = show;
    this.sku = sku;
    this.patience = patience;
    this.line = new Semaphore(atOnce);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WITHIN)
            .build();
    for (int n = 0; n < buyers; n++) {
      people.add(new Person());
    }
  }

  /** Everyone opens the page, which says who they are. */
  public void join() {
    everyone(Person::join);
  }

  /** Everyone taps at once and goes on to the end; returns when all have their answer. */
  public void rush() {
    everyone(Person::buy);
  }

  /**
   * Everyone asks the same again with the same keys.
   *
   * @return who was told something else than before
   */
  public List<String> askAgain() {
    everyone(Person::askAgain);
    return List.copyOf(contradictions);
  }

  /**
   * As {@link #askAgain}, without those who got nothing: where units have come since, they may be
   * told otherwise.
   */
  public List<String> askAgainForOrders() {
    everyone(
        person -> {
          if (person.checkout != null) {
            person.askAgain();
          }
        });
    return List.copyOf(contradictions);
  }

  /** How many got a unit so far. */
  public int accepted() {
    return accepted.get();
  }

  /** How many have an order so far. */
  public int ordered() {
    return ordered.get();
  }

  /** How many have a definite answer so far, whatever it is. */
  public int answered() {
    return answered.get();
  }

  private interface Errand {
    void run(Person person) throws Exception;
  }

  private void everyone(Errand errand) {
    var all = new ArrayList<Callable<Void>>();
    for (var person : people) {
      all.add(
          () -> {
            errand.run(person);
            return null;
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(all)) {
        done.get();
      }
    } catch (Exception failed) {
      throw new AssertionError("somebody got no answer", failed);
    }
  }

  private record Reply(int status, JsonNode body, String cookie) {
    String text(String pointer) {
      return body.at(pointer).asText();
    }

    /** Sold out may be asked again, for units that come back; here it ends the rush for someone. */
    boolean isDefinite() {
      boolean later = body.path("retryable").asBoolean() && !isSoldOut();
      return status < 500 && status != 429 && !later;
    }

    boolean isSoldOut() {
      return status == 409 && text("/code").equals("sold_out");
    }
  }

  private Reply once(
      String method, String path, @Nullable Object body, String cookie, @Nullable String key)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(ANSWER_WITHIN)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(Json.bytes(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    line.acquire();
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Reply(
          response.statusCode(),
          json ? Json.tree(response.body()) : MissingNode.getInstance(),
          response.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0]);
    } finally {
      line.release();
    }
  }

  /** One buyer. */
  private final class Person {
    private final String pressKey = UUID.randomUUID().toString();
    private final String orderKey = UUID.randomUUID().toString();
    private String cookie = "";
    private @Nullable String checkout;
    private @Nullable Object orderBody;
    private @Nullable String token;

    /** The same question until there is a real answer. */
    private Reply insist(String method, String path, @Nullable Object body, @Nullable String key)
        throws InterruptedException {
      long deadline = System.nanoTime() + patience.toNanos();
      while (true) {
        String last;
        try {
          var reply = once(method, path, body, cookie, key);
          if (reply.isDefinite()) {
            return reply;
          }
          last = reply.status() + " " + reply.body();
        } catch (IOException lost) {
          last = String.valueOf(lost);
        }
        if (System.nanoTime() > deadline) {
          throw new AssertionError(method + " " + path + ": " + last);
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
      }
    }

    void join() throws Exception {
      cookie = insist("GET", "/api/viewer", null, null).cookie();
    }

    private Reply press() throws InterruptedException {
      return insist(
          "POST", "/api/shows/" + show + "/checkouts", Map.of("sku", sku, "quantity", 1), pressKey);
    }

    void buy() throws Exception {
      var pressed = press();
      if (pressed.isSoldOut()) {
        answered.incrementAndGet();
        return;
      }
      checkout = pressed.text("/id");
      require(pressed, 200, 201);
      accepted.incrementAndGet();
      String path = "/api/checkouts/" + checkout;
      var card =
          insist(
              "POST",
              "/api/simulator/tokens",
              Map.of("number", CARD, "expiry", "12/40", "cvc", "123"),
              null);
      var filled =
          insist("PUT", path + "/buyer", BuyerWords.form(require(card, 200).text("/token")), null);
      orderBody = BuyerWords.order(require(filled, 200).body());
      token = require(order(), 200).text("/order/token");
      ordered.incrementAndGet();
      answered.incrementAndGet();
    }

    private Reply order() throws InterruptedException {
      return insist("POST", "/api/checkouts/" + checkout + "/order", orderBody, orderKey);
    }

    void askAgain() throws Exception {
      var pressed = press();
      if (checkout == null) {
        claim(pressed.isSoldOut(), "sold out before, now " + pressed);
        return;
      }
      claim(pressed.text("/id").equals(checkout), "another checkout: " + pressed);
      var again = order();
      claim(again.text("/order/token").equals(token), "another order: " + again);
    }

    private void claim(boolean holds, String otherwise) {
      if (!holds) {
        contradictions.add(otherwise);
      }
    }

    private static Reply require(Reply reply, int... wanted) {
      for (int one : wanted) {
        if (reply.status() == one) {
          return reply;
        }
      }
      throw new AssertionError(reply.status() + " " + reply.body());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
