package live.nigiwai.shop.payment.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.Stripe;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Stripe over HTTP, as far as the adapter uses it: authentication, the API's version, idempotency
 * keys with the parameters they were used with, and strict parameters. Whatever a real Stripe would
 * mind about a request, and whatever must never be sent to it, is a complaint.
 */
final class StripeServer implements AutoCloseable {
  static final String SECRET_KEY = "sk_test_of_this_test";

  /** What becomes of the next request. */
  enum Trouble {
    NONE,
    LOST_THERE,
    LOST_BACK,
    TOO_MANY,
    NO_ANSWER
  }

  /** An HTTP answer. */
  record Reply(int status, ObjectNode body) {
    static Reply error(int status, String type, String code) {
      var error = Json.mapper().createObjectNode();
      error.put("type", type).put("code", code).put("message", "no: " + code);
      return new Reply(status, Json.mapper().createObjectNode().set("error", error));
    }
  }

  private record Kept(Map<String, String> params, @Nullable Reply reply) {}

  final StripeBooks books = new StripeBooks();
  final List<String> complaints = new CopyOnWriteArrayList<>();
  final AtomicInteger creates = new AtomicInteger();
  private final AtomicReference<Trouble> trouble = new AtomicReference<>(Trouble.NONE);
  private final Map<String, Kept> keys = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  StripeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next request that changes something meets this. */
  void next(Trouble what) {
    trouble.set(what);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean changes = exchange.getRequestMethod().equals("POST");
      var met = changes ? trouble.getAndSet(Trouble.NONE) : Trouble.NONE;
      checkHead(exchange);
      switch (met) {
        case LOST_THERE -> send(exchange, Reply.error(502, "api_error", "lost"));
        case TOO_MANY -> send(exchange, Reply.error(429, "rate_limit_error", "rate_limit"));
        case NO_ANSWER -> {
          answer(exchange, body);
          await();
        }
        case LOST_BACK -> {
          answer(exchange, body);
          send(exchange, Reply.error(502, "api_error", "lost"));
        }
        case NONE -> send(exchange, answer(exchange, body));
      }
    } catch (RuntimeException fault) {
      complaints.add("fault: " + fault);
    }
  }

  private void await() {
    try {
      closing.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkHead(HttpExchange exchange) {
    var head = exchange.getRequestHeaders();
    if (!("Bearer " + SECRET_KEY).equals(head.getFirst("Authorization"))) {
      complaints.add("authorization");
    }
    if (!Stripe.API_VERSION.equals(head.getFirst("Stripe-Version"))) {
      complaints.add("version " + head.getFirst("Stripe-Version"));
    }
  }

  private Reply answer(HttpExchange exchange, String body) {
    String path = exchange.getRequestURI().getPath();
    var query = params(exchange.getRequestURI().getRawQuery());
    if (exchange.getRequestMethod().equals("GET")) {
      return books.read(path, query);
    }
    var sent = params(body);
    sent.values().stream()
        .filter(value -> value.replaceAll("[ -]", "").matches("[0-9]{13,19}"))
        .forEach(value -> complaints.add("a card number"));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!body.isEmpty() && !String.valueOf(type).startsWith("application/x-www-form-urlencoded")) {
      complaints.add("content type " + type);
    }
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    boolean creates = path.equals("/v1/payment_intents") || path.equals("/v1/refunds");
    if (!creates) {
      return books.change(path, sent, complaints);
    }
    this.creates.incrementAndGet();
    if (key == null || key.length() > 255 || !key.matches("(attempt|refund)_.+")) {
      complaints.add("idempotency key " + key);
      return Reply.error(400, "invalid_request_error", "no_key");
    }
    return once(key, path, sent);
  }

  /** Stripe replays the first answer for the same key and parameters, whatever it was. */
  private Reply once(String key, String path, Map<String, String> sent) {
    var fresh = new Kept(sent, null);
    var before = keys.putIfAbsent(key, fresh);
    if (before == null) {
      var reply = books.change(path, sent, complaints);
      keys.put(key, new Kept(sent, reply));
      return reply;
    }
    if (!before.params.equals(sent)) {
      return Reply.error(400, "idempotency_error", "idempotency_key_in_use");
    }
    return before.reply == null
        ? Reply.error(409, "idempotency_error", "idempotency_key_in_use")
        : before.reply;
  }

  /** A day has passed. */
  void forgetKeys() {
    keys.clear();
  }

  private static Map<String, String> params(@Nullable String form) {
    var params = new TreeMap<String, String>();
    if (form != null && !form.isEmpty()) {
      for (String pair : form.split("&", -1)) {
        int equals = pair.indexOf('=');
        params.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return params;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = Json.bytes(reply.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Request-Id", "req_test");
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
