package live.nigiwai.shop.catalog.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.testkit.SelfSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture by address, tried as someone who wants to reach our own network would. */
class PictureFetchTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static @TempDir Path folder;
  private static HttpServer server;
  private static SelfSigned keys;

  @BeforeAll
  static void open() throws Exception {
    keys = SelfSigned.in(folder);
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(keys.cert().toString())
                    .setKeyPath(keys.key().toString()));
    server =
        VERTX
            .createHttpServer(options)
            .requestHandler(PictureFetchTest::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static void answer(HttpServerRequest request) {
    REQUESTS.incrementAndGet();
    switch (request.path()) {
      case "/picture" -> request.response().end("picture " + request.query());
      case "/away" -> request.response().setStatusCode(302).putHeader("Location", "/picture").end();
      case "/endless" ->
          request.response().end(Buffer.buffer(new byte[PictureWorks.BYTES_MAX + 1]));
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static PictureFetch fetch(PictureFetch.Lookup lookup) {
    return new PictureFetch(
        VERTX,
        lookup,
        address -> address.isLoopbackAddress(),
        new HttpClientOptions()
            .setTrustOptions(new PemTrustOptions().addCertPath(keys.cert().toString())),
        server.actualPort());
  }

  private static PictureFetch fetch() {
    return fetch(host -> List.of(InetAddress.ofLiteral("127.0.0.1")));
  }

  private static void assertUnreachable(PictureFetch fetch, String address) {
    assertThatThrownBy(() -> fetch.fetch(address))
        .as(address)
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("picture_unreachable");
              assertThat(problem.en()).isEqualTo(UnusablePicture.unreachable().en());
            });
  }

  @Test
  void connectsToTheAddressThatWasLookedAtUnderTheNameThatWasTyped() {
    assertThat(new String(fetch().fetch("https://localhost/picture?a=1"))).isEqualTo("picture a=1");
    // The certificate is for localhost: another name at the same address is not believed.
    assertUnreachable(fetch(), "https://pictures.example/picture");
  }

  @Test
  void redirectsAndEndlessAnswersAreNotFollowed() {
    assertUnreachable(fetch(), "https://localhost/away");
    assertUnreachable(fetch(), "https://localhost/endless");
    assertUnreachable(fetch(), "https://localhost/none");
  }

  @Test
  void namesThatLeadInsideAreRefusedBeforeAnyConnection() {
    int before = REQUESTS.get();
    PictureFetch.Lookup both =
        host ->
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("169.254.169.254"));
    assertUnreachable(fetch(both), "https://localhost/picture");
    PictureFetch.Lookup nothing =
        host -> {
          throw new UnknownHostException(host);
        };
    assertUnreachable(fetch(nothing), "https://localhost/picture");
    var real = new PictureFetch(VERTX);
    for (String inside :
        List.of(
            "https://127.0.0.1/picture",
            "https://localhost/picture",
            "https://[::1]/picture",
            "https://169.254.169.254/latest/meta-data/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://[::ffff:10.0.0.1]/")) {
      assertUnreachable(real, inside);
    }
    assertThat(REQUESTS.get()).isEqualTo(before);
  }

  @Test
  void otherDoorsAreShut() {
    int before = REQUESTS.get();
    for (String other :
        List.of(
            "http://localhost/picture",
            "file:///etc/passwd",
            "gopher://localhost/",
            "https://user:word@localhost/picture",
            "https://localhost:5432/",
            "//localhost/picture",
            "https:///picture",
            "not an address",
            "",
            "https://localhost/" + "a".repeat(3_000))) {
      assertUnreachable(fetch(), other);
    }
    assertThat(REQUESTS.get()).isEqualTo(before);
  }
}
