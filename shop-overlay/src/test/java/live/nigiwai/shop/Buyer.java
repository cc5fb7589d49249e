package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/** Someone with a browser, or a member of the crew with a role. */
final class Buyer {
  static final String ACCEPTS = "4242424242424242";
  static final String DECLINES = "4000000000000002";
  static final String INSUFFICIENT = "4000000000009995";
  static final String LATE = "4000000000000341";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final String viewer;
  private final @Nullable Role role;

  Buyer(int port, String viewer, @Nullable Role role) {
    this.port = port;
    this.viewer = viewer;
    this.role = role;
  }

  /** The server, as a browser's address bar would begin. */
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** What came back. */
  record Reply(int status, JsonNode body) {
    Reply expect(int expected) {
      assertThat(status).as("%s", body).isEqualTo(expected);
      return this;
    }

    String text(String pointer) {
      return body.at(pointer).asText();
    }

    long number(String pointer) {
      return body.at(pointer).asLong();
    }

    String id() {
      return text("/id");
    }
  }

  Reply get(String path) {
    return send("GET", path, null, null);
  }

  /** What is not JSON. */
  String text(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Test-Viewer", viewer)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  Reply put(String path, @Nullable String body) {
    return send("PUT", path, body, null);
  }

  Reply delete(String path) {
    return send("DELETE", path, null, null);
  }

  Reply post(String path, @Nullable String body, @Nullable String key) {
    return send("POST", path, body, key);
  }

  /** Sends bytes as they are. */
  Reply upload(String path, String type, byte[] bytes) {
    var request = request(path, "POST", BodyPublishers.ofByteArray(bytes));
    return reply(request.header("Content-Type", type));
  }

  /** What an address answers, as bytes. */
  byte[] bytes(String path) {
    try {
      return HTTP.send(
              request(path, "GET", BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray())
          .body();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private Reply send(String method, String path, @Nullable String body, @Nullable String key) {
    var request =
        request(
            path, method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return reply(request);
  }

  private HttpRequest.Builder request(String path, String method, HttpRequest.BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Test-Viewer", viewer)
            .method(method, body);
    return role == null ? request : request.header("Test-Role", role.name());
  }

  private static Reply reply(HttpRequest.Builder request) {
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Reply(
          response.statusCode(), json ? Json.tree(response.body()) : MissingNode.getInstance());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** A file, as it came. */
  byte[] file(String path) {
    return bytes(request(path, "GET", BodyPublishers.noBody()), 200);
  }

  /** Uploads a file. */
  Reply upload(String path, byte[] file, String key) {
    var request =
        request(path, "POST", BodyPublishers.ofByteArray(file))
            .header("Content-Type", "application/octet-stream")
            .header("Idempotency-Key", key);
    return new Reply(200, Json.tree(new String(bytes(request, 200), StandardCharsets.UTF_8)));
  }

  private static byte[] bytes(HttpRequest.Builder request, int status) {
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(status);
      return response.body();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Taps the buy button. */
  Reply press(int quantity) {
    return press(ShopScene.WHITE.value(), quantity, UUID.randomUUID().toString());
  }

  Reply press(String sku, int quantity, String key) {
    return post(
        "/api/shows/demo/checkouts",
        "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity),
        key);
  }

  String card(String number) {
    return post(
            "/api/simulator/tokens",
            "{\"number\":\"%s\",\"expiry\":\"12/40\",\"cvc\":\"123\"}".formatted(number),
            null)
        .expect(200)
        .text("/token");
  }

  /** Types name, address and card. */
  Reply fill(String checkout, String cardNumber, boolean keep) {
    return put("/api/checkouts/" + checkout + "/buyer", form(card(cardNumber), keep));
  }

  static String form(String cardToken, boolean keep) {
    return """
    {"familyName":"𠮷田","givenName":"はな","familyKana":"ﾖｼﾀﾞ","givenKana":"はな",
     "email":"hana@example.jp","phone":"090-1234-5678",
     "address":{"postal":"1500001","prefecture":"東京都","city":"渋谷区","line1":"神宮前1-2-3",
                "line2":""},
     "cardToken":"%s","keep":%b}
    """
        .formatted(cardToken, keep);
  }

  /** Presses 注文を確定する on what is shown now. */
  Reply order(String checkout, long expectedTotal, String key) {
    return order(checkout, expectedTotal, checkout(checkout).text("/termsHash"), key);
  }

  Reply order(String checkout, long expectedTotal, String termsHash, String key) {
    return post(
        "/api/checkouts/" + checkout + "/order",
        "{\"expectedTotal\":%d,\"termsHash\":\"%s\"}".formatted(expectedTotal, termsHash),
        key);
  }

  Reply choose(String checkout, String choices) {
    return put("/api/checkouts/" + checkout + "/choices", choices);
  }

  Reply order(String checkout, long expectedTotal) {
    return order(checkout, expectedTotal, UUID.randomUUID().toString());
  }

  Reply checkout(String id) {
    return get("/api/checkouts/" + id);
  }
}
