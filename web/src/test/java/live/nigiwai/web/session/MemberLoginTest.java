package live.nigiwai.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.PersonalData;
import live.nigiwai.shop.mail.MailConfig;
import live.nigiwai.shop.mail.Mails;
import live.nigiwai.shop.member.Members;
import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.PostgresForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Members at the door, over real HTTP with real cookies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberLoginTest {
  private static final String HANA = "hana@example.jp";
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern CODE = Pattern.compile("(?m)^ {4}(\\d{6})$");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final PostgresAddress address = PostgresForTests.migrated("runtime", "shop", "web");
  private final Vertx vertx = Vertx.vertx();
  private final Database database = Database.open(vertx, address, 8);
  private final List<String> moved = new ArrayList<>();
  private final List<ViewerId> forgotten = new ArrayList<>();
  private HttpServer server;

  @BeforeAll
  void open() {
    var random = new SecureRandom();
    var store = new Store("main", new LocalText("賑わい商店", "Nigiwai Store"));
    var secrets = new Secrets(database, random);
    var sessions = new Sessions(database, random);
    var tokens = JoinTokens.open(vertx, database, JoinTokenConfig.defaults());
    var visitors = new CookieVisitors(database, sessions, secrets, tokens, random);
    var accounts = new Accounts(database);
    var addresses = new ClientAddresses(Set.of("127.0.0.1"));
    var endpoints = new Endpoints(visitors);
    var mails =
        new Mails(
            MailConfig.defaults().withServer("127.0.0.1", 25, MailConfig.Security.NONE),
            URI.create("https://shop.example.jp"),
            store,
            database,
            () -> UUID.randomUUID().toString(),
            new SimpleMeterRegistry());
    var members =
        new Members(
            database,
            store,
            mails,
            "a secret for tests only",
            (sql, guest, member) -> moved.add(guest + " > " + member),
            () -> UUID.randomUUID().toString().replace("-", ""));
    var router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false));
    new SessionEndpoints(accounts, sessions, visitors, tokens, addresses, endpoints, id -> null)
        .mount(router);
    new MemberEndpoints(members, accounts.passwords(), visitors, addresses, endpoints)
        .mount(router);
    var data = new PersonalData(database, (sql, viewer) -> false, List.of(members, mails.outbox()));
    new MyDataEndpoints(data, visitors, endpoints, forgotten::add).mount(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @BeforeEach
  void empty() {
    change(
        "TRUNCATE shop_mail, shop_member, shop_member_guest, shop_member_session, shop_login_code,"
            + " shop_login_limit, web_viewer");
    moved.clear();
    forgotten.clear();
  }

  @AfterAll
  void close() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int change(String sql) {
    return database.query(s -> s.change(sql));
  }

  private record Reply(int status, JsonNode body) {
    Reply expect(int wanted) {
      assertThat(status).as("%s", body).isEqualTo(wanted);
      return this;
    }

    String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  /** A browser with its cookies, at an address of its own. */
  private final class Browser {
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String from;

    Browser(int number) {
      this.from = "192.0.2." + number;
    }

    Browser with(Map<String, String> planted) {
      cookies.putAll(planted);
      return this;
    }

    Reply send(String method, String path, @Nullable Object body) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
              .timeout(Duration.ofSeconds(60))
              .header("X-Forwarded-For", from)
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(Json.bytes(body)));
      if (!cookies.isEmpty()) {
        var all = cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()).toList();
        request.header("Cookie", String.join("; ", all));
      }
      try {
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return new Reply(
            response.statusCode(),
            response.body().isEmpty() ? MissingNode.getInstance() : Json.tree(response.body()));
      } catch (IOException | InterruptedException failed) {
        throw new IllegalStateException(failed);
      }
    }

    private void keep(String header) {
      assertThat(header).containsIgnoringCase("HttpOnly").contains("SameSite=Lax");
      String pair = header.substring(0, header.indexOf(';'));
      int equals = pair.indexOf('=');
      if (header.contains("Max-Age=0")) {
        cookies.remove(pair.substring(0, equals));
      } else {
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }

    String viewer() {
      return send("GET", "/api/viewer", null).expect(200).text("/id");
    }

    String code(String email) {
      send("POST", "/api/members/code", Map.of("email", email)).expect(204);
      String body =
          database.query(
              sql ->
                  sql.one(
                          "SELECT body FROM shop_mail WHERE recipient = $1"
                              + " ORDER BY created_at DESC LIMIT 1",
                          row -> row.getString(0),
                          email)
                      .orElseThrow());
      var found = CODE.matcher(body);
      assertThat(found.find()).isTrue();
      return found.group(1);
    }

    Reply enter(String email) {
      return send("POST", "/api/members/session", Map.of("email", email, "code", code(email)));
    }

    Reply byPassword(String email, String password) {
      return send("POST", "/api/members/session", Map.of("email", email, "password", password));
    }
  }

  @Test
  void aGuestWhoLogsInIsStillWhoTheyWere() {
    var phone = new Browser(1);
    String guest = phone.viewer();
    phone.send("PUT", "/api/viewer", Map.of("name", "はな")).expect(200);
    phone.send("GET", "/api/me", null).expect(401);

    assertThat(phone.enter(HANA).expect(200).text("/id")).isEqualTo(guest);
    assertThat(phone.viewer()).isEqualTo(guest);
    var about = phone.send("GET", "/api/viewer", null);
    assertThat(about.text("/name")).isEqualTo("はな");
    assertThat(about.text("/member/email")).isEqualTo(HANA);
    assertThat(phone.send("GET", "/api/me", null).expect(200).text("/member/email"))
        .isEqualTo(HANA);
  }

  @Test
  void anotherBrowserBecomesTheSameViewer() {
    var phone = new Browser(2);
    phone.enter(HANA).expect(200);
    var laptop = new Browser(3);
    String guest = laptop.viewer();
    laptop.send("PUT", "/api/viewer", Map.of("name", "はな")).expect(200);
    laptop.enter(HANA).expect(200);
    assertThat(laptop.viewer()).isEqualTo(phone.viewer()).isNotEqualTo(guest);
    assertThat(moved).containsExactly(guest + " > " + phone.viewer());
    assertThat(laptop.send("GET", "/api/viewer", null).text("/name")).isEqualTo("はな");
  }

  @Test
  void aCookiePlantedBeforeTheLoginOpensNothingAfterIt() {
    var attacker = new Browser(4);
    String planted = attacker.viewer();
    var victim = new Browser(5).with(attacker.cookies);
    assertThat(victim.enter(HANA).expect(200).text("/id")).isEqualTo(planted);

    assertThat(attacker.viewer()).isNotEqualTo(planted);
    assertThat(attacker.send("GET", "/api/viewer", null).body().at("/member").isNull()).isTrue();
  }

  @Test
  void logoutEndsTheSessionForWhoeverHoldsItsCookie() {
    var phone = new Browser(6);
    phone.enter(HANA).expect(200);
    String member = phone.viewer();
    var copy = new Browser(7).with(phone.cookies);
    phone.send("DELETE", "/api/members/session", null).expect(204);
    assertThat(phone.viewer()).isNotEqualTo(member);
    assertThat(copy.viewer()).isNotEqualTo(member);
    copy.send("GET", "/api/me", null).expect(401);
  }

  @Test
  void nobodyLearnsWhetherAMailboxHasAnAccount() {
    new Browser(8).enter(HANA).expect(200);
    var stranger = new Browser(9);
    stranger.viewer();
    for (String email : List.of(HANA, "nobody@example.jp")) {
      stranger.send("POST", "/api/members/code", Map.of("email", email)).expect(204);
    }
    var known =
        stranger.send("POST", "/api/members/session", Map.of("email", HANA, "code", "000000"));
    var unknown =
        stranger.send(
            "POST", "/api/members/session", Map.of("email", "no@example.jp", "code", "000000"));
    assertThat(known.expect(401).body()).isEqualTo(unknown.expect(401).body());
    assertThat(stranger.byPassword(HANA, PASSWORD).expect(401).body())
        .isEqualTo(stranger.byPassword("no@example.jp", PASSWORD).expect(401).body());
  }

  @Test
  void aPasswordWorksBesideCodesAndIsSetOnlyJustAfterALogin() {
    var phone = new Browser(10);
    phone.send("PUT", "/api/members/password", Map.of("password", PASSWORD)).expect(401);
    phone.enter(HANA).expect(200);
    for (String weak : List.of("short", HANA, "aaaaaaaaaaaa", "x".repeat(201))) {
      phone.send("PUT", "/api/members/password", Map.of("password", weak)).expect(422);
    }
    phone.send("PUT", "/api/members/password", Map.of("password", PASSWORD)).expect(204);

    var laptop = new Browser(11);
    laptop.byPassword(HANA, "wrong " + PASSWORD).expect(401);
    laptop.byPassword(HANA, PASSWORD).expect(200);
    assertThat(laptop.viewer()).isEqualTo(phone.viewer());

    change("UPDATE shop_member_session SET created_at = now() - interval '11 minutes'");
    assertThat(
            phone
                .send("PUT", "/api/members/password", Map.of("password", PASSWORD))
                .expect(403)
                .text("/code"))
        .isEqualTo("login_again");
  }

  @Test
  void guessingAPasswordIsSlowedDown() {
    var guesser = new Browser(12);
    guesser.viewer();
    for (int i = 0; i < LoginLimit.WRONG_MAX; i++) {
      guesser.byPassword("victim@example.jp", "guess number " + i).expect(401);
    }
    guesser.byPassword("victim@example.jp", "guess").expect(429);
    new Browser(13).byPassword("victim@example.jp", "guess").expect(429);
  }

  @Test
  void askingForCodesIsSlowedDownPerHousehold() {
    var asker = new Browser(14);
    asker.viewer();
    for (int i = 0; i < 30; i++) {
      asker.send("POST", "/api/members/code", Map.of("email", "v" + i + "@example.jp")).expect(204);
    }
    asker.send("POST", "/api/members/code", Map.of("email", "v31@example.jp")).expect(429);
    var neighbour = new Browser(15);
    neighbour.send("POST", "/api/members/code", Map.of("email", "v31@example.jp")).expect(204);
  }

  @Test
  void whatIsNoAddressOrNoCodeIsNamed() {
    var phone = new Browser(16);
    assertThat(
            phone
                .send("POST", "/api/members/code", Map.of("email", "a@b.jp\r\nBcc: c@d.jp"))
                .expect(422)
                .text("/field"))
        .isEqualTo("email");
    phone.send("POST", "/api/members/session", Map.of("email", HANA)).expect(400);
    phone
        .send(
            "POST",
            "/api/members/session",
            Map.of("email", HANA, "code", "000000", "password", PASSWORD))
        .expect(400);
    phone.send("POST", "/api/members/session", Map.of("email", HANA, "viewer", "x")).expect(400);
    String code = phone.code(HANA);
    String spaced = code.substring(0, 3) + " " + code.substring(3);
    phone.send("POST", "/api/members/session", Map.of("email", HANA, "code", spaced)).expect(200);
  }

  @Test
  void whoeverErasesTheirDataIsANewcomerAfterwards() {
    var phone = new Browser(17);
    phone.enter(HANA).expect(200);
    String member = phone.viewer();
    assertThat(phone.send("GET", "/api/my/data", null).expect(200).text("/membership/0/email"))
        .isEqualTo(HANA);

    change("UPDATE shop_member_session SET created_at = now() - interval '11 minutes'");
    phone.send("DELETE", "/api/my/data", null).expect(403);
    change("UPDATE shop_member_session SET created_at = now()");
    phone.send("DELETE", "/api/my/data", null).expect(204);
    assertThat(forgotten).containsExactly(new ViewerId(member));
    assertThat(phone.viewer()).isNotEqualTo(member);
    assertThat(
            database.<Long>query(
                sql ->
                    sql.one(
                            "SELECT count(*) FROM shop_member WHERE email = $1",
                            row -> row.getLong(0),
                            HANA)
                        .orElseThrow()))
        .isZero();
  }
}
