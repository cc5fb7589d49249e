package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import live.nigiwai.web.app.NigiwaiProcess.Ports;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mallory has read the API's contract and tries every route in it: without a login, with other
 * people's ids, with fields nobody promised, from another site, with prices of her own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopUnderAttackTest {
  /**
   * What a person without any login may use at all, for things of their own or everybody's; a new
   * route is put here or asks for a login.
   */
  private static final Set<String> FOR_EVERYONE =
      Set.of(
          "openApi",
          "listShows",
          "getShow",
          "listProducts",
          "readTimeline",
          "followEvents",
          "sendFrame",
          "listMyQuestions",
          "getViewer",
          "renameViewer",
          "openCheckout",
          "tokenizeCard",
          "getOrder",
          "logIn",
          "logOut",
          "copyMyData",
          "eraseMyData",
          "forgetMyAddress",
          "getCart",
          "getLegal",
          "getMyWaiting",
          "getPayment",
          "leaveAsMember",
          "leaveWaitlist",
          "listDrops",
          "listMyAddresses",
          "listMyOrders",
          "mailLoginCode",
          "searchShow");

  /** Never answered whole, or handing out no more than the demo's own login does. */
  private static final Set<String> STREAMS = Set.of("followEvents");

  /** The live channel's frames: what a newer page says more is skipped (PROTOCOL.md, section 1). */
  private static final Set<String> GROWING = Set.of("sendFrame");

  private static final List<PromisedRoute> ROUTES = PromisedRoute.all();

  private NigiwaiProcess server;

  @BeforeAll
  void open(@TempDir Path folder) {
    server = NigiwaiProcess.serve(folder.resolve("data"), Ports.ANY);
  }

  @AfterAll
  void close() {
    server.close();
  }

  private static Shopper.Reply send(Shopper by, PromisedRoute route, Map<String, String> ids)
      throws IOException {
    return by.send(route.method(), route.at(ids), route.body(), route.headers());
  }

  private Shopper someone() {
    return new Shopper(server.http());
  }

  @Test
  void staffRoutesAskForALogin() throws IOException {
    var softly = new SoftAssertions();
    try (var mallory = someone()) {
      for (var route : ROUTES) {
        if (route.isForStaff() && !FOR_EVERYONE.contains(route.name())) {
          var reply = send(mallory, route, Map.of("show", "demo", "sku", "yunomi"));
          softly.assertThat(reply.status()).as("%s: %s", route, reply.body()).isEqualTo(401);
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void whatAnswersAStrangerIsOnTheList() throws IOException {
    var answered = new TreeSet<String>();
    try (var mallory = someone()) {
      for (var route : ROUTES) {
        if (STREAMS.contains(route.name())) {
          continue;
        }
        var reply = send(mallory, route, Map.of("show", "demo", "sku", "yunomi"));
        if (reply.status() < 400) {
          answered.add(route.name());
        }
        assertThat(reply.status()).as("%s: %s", route, reply.body()).isLessThan(500);
      }
    }
    assertThat(FOR_EVERYONE).containsAll(answered);
  }

  @Test
  void othersThingsAreNotThere() throws IOException {
    var softly = new SoftAssertions();
    try (var hana = someone();
        var mallory = someone()) {
      var things = things(hana);
      mallory.get("/api/viewer").expect(200);
      for (var route : ROUTES) {
        if (things.keySet().stream().anyMatch(route.idsInPath()::contains)
            && !route.isForStaff()
            && !route.name().equals("getOrder")) {
          var reply = send(mallory, route, things);
          softly.assertThat(reply.status()).as("%s: %s", route, reply.body()).isEqualTo(404);
        }
      }
      var untouched = hana.get("/api/checkouts/" + things.get("checkout")).expect(200);
      softly.assertThat(untouched.text("/state")).isEqualTo("open");
      softly.assertThat(untouched.text("/lines/0/quantity")).isEqualTo("1");
    }
    softly.assertAll();
  }

  /** Everything with an id that a buyer can have. */
  private static Map<String, String> things(Shopper hana) {
    var ids = new HashMap<String, String>();
    hana.insist("GET", "/api/viewer", null).expect(200);
    ids.put("checkout", press(hana, "yunomi").expect(201).text("/id"));
    return ids;
  }

  private static Shopper.Reply press(Shopper buyer, String sku) {
    return buyer.insist("POST", "/api/shows/demo/checkouts", Map.of("sku", sku, "quantity", 1));
  }

  @Test
  void noBodyTakesAFieldNobodyPromised() throws IOException {
    var open =
        ROUTES.stream()
            .filter(route -> !GROWING.contains(route.name()))
            .flatMap(route -> route.openObjects().stream())
            .toList();
    assertThat(open).isEmpty();
    var softly = new SoftAssertions();
    try (var mallory = someone()) {
      for (var route : ROUTES) {
        for (String field : List.of("price", "total", "buyer_id", "role", "state")) {
          JsonNode body = route.bodyWith(field, 1);
          if (body != null && !GROWING.contains(route.name())) {
            var reply =
                mallory.send(
                    route.method(), route.at(Map.of("show", "demo")), body, route.headers());
            softly
                .assertThat(reply.status())
                .as("%s with %s: %s", route, field, reply.body())
                .isEqualTo(400);
          }
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void otherSitesCannotActInSomebodysName() throws IOException {
    var softly = new SoftAssertions();
    try (var hana = someone()) {
      hana.get("/api/viewer").expect(200);
      for (var route : ROUTES) {
        if (!route.changesSomething()) {
          continue;
        }
        for (var from :
            List.of(
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "null"),
                Map.of("Sec-Fetch-Site", "cross-site"))) {
          var headers = new HashMap<>(route.headers());
          headers.putAll(from);
          var reply =
              hana.send(route.method(), route.at(Map.of("show", "demo")), route.body(), headers);
          softly
              .assertThat(reply.status())
              .as("%s from %s: %s", route, from, reply.body())
              .isEqualTo(403);
          softly.assertThat(reply.text("/code")).as("%s", route).isEqualTo("other_origin");
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void pricesAndQuantitiesAreNotTheBuyersToChoose() throws IOException {
    try (var mallory = someone()) {
      mallory.get("/api/viewer").expect(200);
      var key = Map.of("Idempotency-Key", "k");
      for (Object quantity : List.of(0, -1, 101, Integer.MAX_VALUE, 1L << 40, 1.5, "1")) {
        mallory
            .send(
                "POST",
                "/api/shows/demo/checkouts",
                Map.of("sku", "yunomi", "quantity", quantity),
                key)
            .expect(400, 422);
      }
      String id = press(mallory, "yunomi").expect(201).text("/id");
      for (long total : new long[] {0, 1}) {
        mallory
            .send(
                "POST",
                "/api/checkouts/" + id + "/order",
                Map.of("expectedTotal", total),
                Map.of("Idempotency-Key", "t" + total))
            .expect(400, 409, 422);
      }
      assertThat(mallory.get("/api/checkouts/" + id).expect(200).text("/state")).isEqualTo("open");
    }
  }
}
