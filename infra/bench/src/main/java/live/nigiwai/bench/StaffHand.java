package live.nigiwai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The producer of the demo, who pins and restocks. */
final class StaffHand implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String cookie;
  private final String product;
  private final String sku;
  private boolean pinned;

  StaffHand(MeasuredServer server) throws Exception {
    base = server.http();
    var producer = server.ready().path("staff").path("producer");
    var answer = send("POST", "/api/login", producer.toString(), "");
    cookie = answer.headers().firstValue("set-cookie").orElse("").split(";", 2)[0];
    JsonNode products = JSON.readTree(send("GET", "/api/shows/demo/products", "", "").body());
    JsonNode first = products.path("products").path(0);
    product = first.path("id").asText();
    sku = first.findPath("sku").asText();
    if (cookie.isEmpty() || product.isEmpty() || sku.isEmpty()) {
      throw new IllegalStateException("the demo's producer or shelf is not as expected");
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String cookie)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .header("Cookie", cookie)
            .header("Idempotency-Key", Long.toString(System.nanoTime(), 36))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  /** Lays the first product's card over the picture, or takes it off. */
  void turnPin() throws IOException, InterruptedException {
    pinned = !pinned;
    send(pinned ? "PUT" : "DELETE", "/api/shows/demo/pins/" + product, "", cookie);
  }

  /** One more of the first product, or one less. */
  void restock(int delta) throws IOException, InterruptedException {
    restock(sku, delta);
  }

  void restock(String sku, int delta) throws IOException, InterruptedException {
    String body = "{\"delta\":" + delta + ",\"reason\":\"bench\"}";
    send("POST", "/api/shows/demo/stock/" + sku, body, cookie);
  }

  @Override
  public void close() {
    http.close();
  }
}
