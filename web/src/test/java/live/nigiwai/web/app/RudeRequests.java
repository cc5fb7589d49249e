package live.nigiwai.web.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** HTTP requests no browser sends, as bytes; each must be refused. */
final class RudeRequests {
  private static final String RENAME = "/api/viewer";
  private static final String RESERVE = "/api/shows/demo/checkouts";
  private static final String KEY = "Idempotency-Key: k1\r\n";

  private final List<Rude> all = new ArrayList<>();

  private RudeRequests() {}

  /**
   * One request.
   *
   * @param name what is wrong with it
   */
  record Rude(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Rude> all() {
    var requests = new RudeRequests();
    requests.bodies();
    requests.types();
    requests.values();
    requests.paths();
    requests.methods();
    requests.heads();
    requests.framings();
    return requests.all;
  }

  /** Odd, but nobody is harmed: answered with 200. */
  static List<Rude> harmless() {
    var requests = new RudeRequests();
    requests.get("cookie of bytes", RENAME, "Cookie: nv=\u00ff\u00fe; ns=;;;=; $=\r\n");
    requests.get("cookie with a forged signature", RENAME, "Cookie: nv=v_me.AAAA\r\n");
    requests.get("cookie without anything", RENAME, "Cookie: nv=.\r\n");
    requests.get("long cookie", RENAME, "Cookie: nv=v_x." + "a".repeat(3_000) + "\r\n");
    requests.get("many cookies", RENAME, "Cookie: " + "c=1; ".repeat(500) + "d=1\r\n");
    return requests.all;
  }

  private void add(String name, String head, byte[] body) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    all.add(new Rude(name, bytes.toByteArray()));
  }

  private void send(String method, String path, String headers, String name, byte[] body) {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(method, path, body.length, headers);
    add(name, head, body);
  }

  private void json(String method, String path, String headers, String name, String body) {
    send(
        method,
        path,
        "Content-Type: application/json\r\n" + headers,
        name,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private void get(String name, String path, String headers) {
    add(name, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n", new byte[0]);
  }

  private void bodies() {
    for (String body :
        List.of(
            "",
            "{",
            "null",
            "[]",
            "7",
            "\"\"",
            "{}",
            "{\"name\":1}",
            "{\"name\":null}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"name\":\"a\",\"more\":1}",
            "{\"name\":\"a\"} x",
            "{\"name\":\"a\\u0000b\"}",
            "{\"name\":\"\\ud800\"}",
            "{\"name\":\"\\q\"}",
            "{'name':'a'}",
            "{\"name\":\"" + "字".repeat(21) + "\"}")) {
      json("PUT", RENAME, "", "a name as " + body, body);
    }
    json("PUT", RENAME, "", "a huge body", "{\"name\":\"" + "x".repeat(70_000) + "\"}");
    json("PUT", RENAME, "", "deep arrays", "[".repeat(20_000) + "]".repeat(20_000));
    json("PUT", RENAME, "", "deep objects", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
    byte[] notUtf8 = "{\"name\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1);
    send("PUT", RENAME, "Content-Type: application/json\r\n", "invalid UTF-8", notUtf8);
  }

  private void types() {
    byte[] good = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "///")) {
      send("PUT", RENAME, "Content-Type: " + type + "\r\n", "a body as " + type, good);
    }
    send("PUT", RENAME, "", "a body of no type", good);
    json("POST", "/api/login", "Origin: https://elsewhere.example\r\n", "another origin", "{}");
  }

  private void values() {
    for (String quantity :
        List.of(
            "0", "-1", "1.5", "\"1\"", "null", "{}", "1e400", "9".repeat(2_000), "100", "NaN")) {
      String body = "{\"sku\":\"yunomi\",\"quantity\":" + quantity + "}";
      json("POST", RESERVE, KEY, "a quantity of " + quantity, body);
    }
    for (String sku : List.of("NOPE!", "nope", "\\u0000", "../../x", "a".repeat(41), "'; --")) {
      String body = "{\"sku\":\"" + sku + "\",\"quantity\":1}";
      json("POST", RESERVE, KEY, "the variant " + sku, body);
    }
    String one = "{\"sku\":\"yunomi\",\"quantity\":1}";
    json("POST", RESERVE, "", "no key", one);
    json("POST", RESERVE, "Idempotency-Key: " + "k".repeat(65) + "\r\n", "a long key", one);
    json("POST", "/api/shows/NOPE/checkouts", KEY, "a show in capitals", one);
    json("POST", "/api/shows/nope/checkouts", KEY, "a show there is not", one);
    for (String total : List.of("-1", "9223372036854775808", "true", "1e99")) {
      String body = "{\"termsHash\":\"x\",\"expectedTotal\":" + total + "}";
      json("POST", "/api/checkouts/x/order", KEY, "a total of " + total, body);
    }
    json("PUT", "/api/checkouts/x/buyer", "", "no buyer", "{}");
    String nobody = "{\"email\":\"a\\u0000b\",\"password\":\"\\u0000\"}";
    json("POST", "/api/login", "", "an address with U+0000", nobody);
    String card = "{\"number\":\"\\u0000\",\"expiry\":\"99/99\",\"cvc\":\"x\"}";
    json("POST", "/api/simulator/tokens", "", "a card with U+0000", card);
  }

  private void paths() {
    for (String path :
        List.of(
            "/api/nothing",
            "/api/shows/demo%00",
            "/api/shows/%ff",
            "/api/shows/" + "a".repeat(41),
            "/api/shows/demo%2ftimeline",
            "/..%2f..%2fetc/passwd",
            "/images/../../etc/passwd",
            "/images/%00",
            "/hls/demo/../../etc/passwd",
            "/hls/DEMO/index.m3u8",
            "/api/orders/%00",
            "/api/orders/%ed%a0%80",
            "/api/checkouts/%00",
            "/api/shows/demo?x=%zz",
            "/api/shows/demo/timeline?ep=%zz",
            "/api/shows/demo/timeline?after=-1",
            "/api/shows/demo/timeline?after=99999999999999999999",
            "/api/shows/demo/timeline?limit=0",
            "/api/shows/demo/timeline?log=attic",
            "/api/shows/demo/timeline?ep=%00",
            "/api/shows/demo/live",
            "/api/shows/demo/control")) {
      get("the path " + path, path, "");
    }
  }

  private void methods() {
    for (String method : List.of("DELETE", "PATCH", "TRACE", "POST", "BREW")) {
      json(method, RENAME, "", method, "{}");
    }
    json("PUT", "/hls/demo/index.m3u8", "", "PUT of a playlist", "");
    json("POST", "/api/openapi.json", "", "POST of the contract", "");
    json("POST", "/api/shows/demo/live", "", "POST to the live channel", "");
  }

  private void heads() {
    get("a huge header", "/api/shows", "X: " + "x".repeat(20_000) + "\r\n");
    get("a huge path", "/api/shows/" + "a".repeat(10_000), "");
    get("a header without a colon", "/api/shows", "nothing here\r\n");
    get("a header with U+0000", "/api/shows", "X: \u0000\r\n");
    get("a session of another's making", "/api/me", "Cookie: ns=" + "a".repeat(43) + "\r\n");
    get("a session of quotes", "/api/me", "Cookie: ns=\"\\000\"\r\n");
    add("an odd host", "GET /api/shows HTTP/1.1\r\nHost: ]]:x\r\n\r\n", new byte[0]);
    String many =
        IntStream.range(0, 4_000).mapToObj(i -> "X" + i + ": 1\r\n").collect(Collectors.joining());
    get("too many headers", "/api/shows", many);
    add("no host", "GET /api/shows HTTP/1.1\r\n\r\n", new byte[0]);
    add("no HTTP", "HELO example.jp\r\n\r\n", new byte[0]);
  }

  private void framings() {
    String put =
        "PUT /api/viewer HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    add(
        "two lengths",
        put + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{\"a\":1}",
        new byte[0]);
    add("a negative length", put + "Content-Length: -5\r\n\r\n", new byte[0]);
    add("an endless length", put + "Content-Length: 999999999999\r\n\r\n{", new byte[0]);
    add(
        "length and chunks",
        put + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        new byte[0]);
  }
}
