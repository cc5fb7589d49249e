package live.nigiwai.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsKeysTest {
  private static final Duration OFTEN = Duration.ofMillis(100);

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void changedFilesServeNewConnectionsAndHalfWrittenOnesDoNot() throws Exception {
    var first = SelfSigned.in(folder);
    try (var keys = TlsKeys.open(vertx, TlsConfig.of(first.cert(), first.key(), OFTEN))) {
      int port = listen(keys);
      connect(first.trust(), port);

      Files.writeString(first.key(), "half of a");
      var other = SelfSigned.in(Files.createDirectory(folder.resolve("other")));
      Files.copy(other.cert(), first.cert(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      connect(first.trust(), port);

      Files.copy(other.key(), first.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Eventually.holds(Duration.ofSeconds(10), () -> connect(other.trust(), port));
      assertThatThrownBy(() -> connect(first.trust(), port))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void whatIsNoPairIsSaidPlainly() throws IOException {
    var good = SelfSigned.in(folder);
    var other = SelfSigned.in(Files.createDirectory(folder.resolve("other")));
    Path rubbish = Files.writeString(folder.resolve("rubbish"), "rubbish");
    assertRefused(folder.resolve("none.pem"), good.key(), "tls.cert", "is not there");
    assertRefused(good.cert(), folder.resolve("none.pem"), "tls.key", "is not there");
    assertRefused(rubbish, good.key(), "tls.cert", "is not a PEM certificate");
    assertRefused(good.cert(), rubbish, "tls.key", "is not a PEM private key");
    assertRefused(good.cert(), other.key(), "does not belong", "made together");
    assertRefused(folder, good.key(), "tls.cert", "cannot be read");
  }

  @Test
  void oneFileAloneIsRefused() {
    assertThatThrownBy(() -> new TlsConfig(Optional.of(folder), Optional.empty(), OFTEN))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("tls.cert is set, but tls.key is not");
    assertThatThrownBy(() -> new TlsConfig(Optional.empty(), Optional.of(folder), OFTEN))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("tls.key is set, but tls.cert is not");
    assertThat(TlsConfig.defaults().isSet()).isFalse();
  }

  private void assertRefused(Path cert, Path key, String... words) {
    assertThatThrownBy(() -> TlsKeys.open(vertx, TlsConfig.of(cert, key, OFTEN)))
        .isInstanceOf(StartupProblem.class)
        .message()
        .contains(words);
  }

  private int listen(TlsKeys keys) throws Exception {
    var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(keys.forVertx());
    return vertx
        .createHttpServer(options)
        .requestHandler(request -> request.response().end())
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .actualPort();
  }

  private static void connect(SSLContext trust, int port) throws IOException {
    try (var socket = trust.getSocketFactory().createSocket("127.0.0.1", port)) {
      ((javax.net.ssl.SSLSocket) socket).startHandshake();
    }
  }
}
