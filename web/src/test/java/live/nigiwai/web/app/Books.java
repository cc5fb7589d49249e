package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.web.app.Shopper.Bought;

/** What the server has on record, read over HTTP as its owner may. */
record Books(
    List<JsonNode> stage, List<JsonNode> backstage, List<JsonNode> orders, JsonNode control) {
  private static final int PAGE = 200;

  static Books read(Shopper staff) throws IOException {
    return new Books(
        log(staff, "stage"),
        log(staff, "backstage"),
        orders(staff),
        staff.get("/api/shows/demo/control").expect(200).body());
  }

  private static List<JsonNode> log(Shopper staff, String log) throws IOException {
    var entries = new ArrayList<JsonNode>();
    boolean more = true;
    while (more) {
      long after = entries.isEmpty() ? 0 : entries.getLast().path("o").asLong();
      var page =
          staff
              .get("/api/shows/demo/timeline?log=%s&after=%d&limit=%d".formatted(log, after, PAGE))
              .expect(200)
              .body();
      page.path("ev").forEach(entries::add);
      more = page.path("more").asBoolean();
    }
    return entries;
  }

  private static List<JsonNode> orders(Shopper staff) throws IOException {
    var orders = new ArrayList<JsonNode>();
    String from = "";
    while (true) {
      var page = staff.get("/api/shows/demo/orders?limit=" + PAGE + from).expect(200).body();
      page.path("orders").forEach(orders::add);
      if (!page.hasNonNull("next")) {
        return orders;
      }
      from = "&after=" + page.path("next").asText();
    }
  }

  /** Comments as id and text, in the order of the log. */
  List<String> comments() {
    return of(stage, "comment").stream().map(entry -> entry.path("x").asText()).toList();
  }

  List<String> commentIds() {
    return of(stage, "comment").stream().map(entry -> entry.path("eid").asText()).toList();
  }

  private static List<JsonNode> of(List<JsonNode> log, String type) {
    return log.stream().filter(entry -> entry.path("t").asText().equals(type)).toList();
  }

  /** Both logs are counted through without a hole. */
  void requireDense() {
    for (var log : List.of(stage, backstage)) {
      for (int i = 0; i < log.size(); i++) {
        assertThat(log.get(i).path("o").asLong()).isEqualTo(i + 1L);
      }
    }
  }

  /** Each acknowledged order is on record once, and nothing else is. */
  void requireExactly(List<Bought> bought) {
    var numbers = bought.stream().map(Bought::number).toList();
    assertThat(orders)
        .extracting(order -> order.path("number").asText())
        .hasSameElementsAs(numbers);
    assertThat(orders).hasSameSizeAs(numbers);
    assertThat(of(backstage, "order_placed"))
        .extracting(entry -> entry.path("number").asText())
        .containsExactlyInAnyOrderElementsOf(numbers);
  }

  /** On hand is what is left, held and sold; sold is what was ordered; nobody holds anything. */
  void requireBalance() {
    var ordered = new HashMap<String, Integer>();
    for (var order : orders) {
      for (var line : order.path("lines")) {
        ordered.merge(line.path("sku").asText(), line.path("quantity").asInt(), Integer::sum);
      }
    }
    control
        .path("products")
        .forEach(product -> product.path("variants").forEach(it -> requireBalance(it, ordered)));
  }

  private static void requireBalance(JsonNode variant, Map<String, Integer> ordered) {
    int sold = variant.path("sold").asInt();
    int held = variant.path("held").asInt();
    assertThat(variant.path("left").asInt() + held + sold)
        .as("%s", variant)
        .isEqualTo(variant.path("onHand").asInt());
    assertThat(sold).as("%s", variant).isEqualTo(ordered.getOrDefault(sku(variant), 0));
    assertThat(held).as("%s", variant).isZero();
  }

  private static String sku(JsonNode variant) {
    return variant.path("sku").asText();
  }
}
