package live.nigiwai.web.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.testkit.Eventually;
import org.jspecify.annotations.Nullable;

/** Somebody with a browser: a cookie jar of their own, and patience. */
final class Shopper implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  private final URI base;
  private final HttpClient http;

  Shopper(URI base) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WITHIN)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
  }

  /** What came back. */
  record Reply(int status, JsonNode body) {
    String text(String pointer) {
      return body.at(pointer).asText();
    }

    /** Whether the server asks to try the same again. */
    boolean again() {
      return body.path("retryable").asBoolean();
    }

    Reply expect(int... wanted) {
      for (int one : wanted) {
        if (status == one) {
          return this;
        }
      }
      throw new AssertionError(status + " " + body);
    }
  }

  Reply send(String method, String path, @Nullable Object body, Map<String, String> headers)
      throws IOException {
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
    headers.forEach(request::header);
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Reply(
          response.statusCode(), json ? Json.tree(response.body()) : MissingNode.getInstance());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  Reply get(String path) throws IOException {
    return send("GET", path, null, Map.of());
  }

  /** Text that is not JSON. */
  String page(String path) throws IOException {
    try {
      var request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_WITHIN).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /**
   * As the page does: the same request with the same key until there is a real answer. A fault
   * (500) is one too, and no test expects it.
   */
  Reply insist(String method, String path, @Nullable Object body) {
    var headers =
        method.equals("POST")
            ? Map.of("Idempotency-Key", UUID.randomUUID().toString())
            : Map.<String, String>of();
    return Eventually.get(
        PATIENCE,
        () -> send(method, path, body, headers),
        reply -> reply.status() == 500 || !reply.again());
  }

  /** An order that was acknowledged. */
  record Bought(String token, String number, String sku) {}

  /** From the page to the thanks; whatever may happen to the server in between. */
  Bought buy(String sku) {
    insist("GET", "/api/viewer", null).expect(200);
    var tapped = insist("POST", "/api/shows/demo/checkouts", Map.of("sku", sku, "quantity", 1));
    String id = tapped.expect(200, 201).text("/id");
    String card =
        insist(
                "POST",
                "/api/simulator/tokens",
                Map.of("number", "4242424242424242", "expiry", "12/40", "cvc", "123"))
            .expect(200)
            .text("/token");
    var filled = insist("PUT", "/api/checkouts/" + id + "/buyer", buyer(card)).expect(200);
    var ordered =
        insist(
                "POST",
                "/api/checkouts/" + id + "/order",
                Map.of(
                    "expectedTotal",
                    filled.body().path("total").asLong(),
                    "termsHash",
                    filled.text("/termsHash")))
            .expect(200);
    return new Bought(ordered.text("/order/token"), ordered.text("/order/number"), sku);
  }

  private static Map<String, Object> buyer(String card) {
    return Map.of(
        "familyName",
        "𠮷田",
        "givenName",
        "はな",
        "familyKana",
        "ヨシダ",
        "givenKana",
        "ハナ",
        "email",
        "hana@example.jp",
        "phone",
        "090-1234-5678",
        "address",
        Map.of(
            "postal", "1500001",
            "prefecture", "東京都",
            "city", "渋谷区",
            "line1", "神宮前1-2-3",
            "line2", ""),
        "cardToken",
        card,
        "keep",
        false);
  }

  /** Logs in as a member of the demo's crew. */
  Shopper asStaff(JsonNode ready, String role) {
    var login = ready.path("staff").path(role);
    insist(
            "POST",
            "/api/login",
            Map.of(
                "email", login.path("email").asText(),
                "password", login.path("password").asText()))
        .expect(200);
    return this;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
