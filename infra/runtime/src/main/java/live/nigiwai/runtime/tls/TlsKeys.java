package live.nigiwai.runtime.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key pair in use. Changed files take its place for new connections; files that are no pair
 * (half written, perhaps) are left alone until they are.
 *
 * <p><i>Threading</i>: any thread; the files are looked at on a virtual one.
 */
public final class TlsKeys implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsKeys.class);

  private final KeyPairFiles files;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("tls-keys").factory());
  private volatile KeyPairFiles.Loaded current;
  private String complaint = "";

  private TlsKeys(KeyPairFiles files) {
    this.files = files;
    this.current = files.load();
  }

  /**
   * Reads the pair.
   *
   * @throws StartupProblem when a file cannot be read or the two do not belong together
   */
  public static TlsKeys open(Vertx vertx, TlsConfig config) {
    var cert = config.cert().orElseThrow(() -> new IllegalArgumentException("no key pair is set"));
    var key = config.key().orElseThrow(() -> new IllegalArgumentException("no key pair is set"));
    var keys = new TlsKeys(new KeyPairFiles(vertx, cert, key));
    keys.warnWhenExpired();
    long millis = config.recheck().toMillis();
    keys.clock.scheduleWithFixedDelay(keys::look, millis, millis, TimeUnit.MILLISECONDS);
    return keys;
  }

  /** For a Vert.x server; always the pair in use. */
  public KeyCertOptions forVertx() {
    return KeyCertOptions.wrap(new InUse());
  }

  /** For a Netty server; always the pair in use. */
  public SslContext forNetty() {
    try {
      return SslContextBuilder.forServer(new InUse())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (SSLException impossible) {
      throw new IllegalStateException("every JDK has TLS", impossible);
    }
  }

  private void look() {
    try {
      if (files.changedSince(current)) {
        current = files.load();
        complaint = "";
        log.info("The TLS key pair has changed; valid until {}", current.leaf().getNotAfter());
        warnWhenExpired();
      }
    } catch (IOException | StartupProblem notYet) {
      String words = String.valueOf(notYet.getMessage());
      if (!words.equals(complaint)) {
        log.warn("The TLS key pair stays as it was: {}", words);
        complaint = words;
      }
    } catch (RuntimeException failed) {
      log.error("The TLS key pair could not be looked at", failed);
    }
  }

  private void warnWhenExpired() {
    try {
      current.leaf().checkValidity();
    } catch (CertificateException expired) {
      log.warn("The TLS certificate is not valid now: {}", expired.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** Asks the pair in use at every handshake. */
  private final class InUse extends X509ExtendedKeyManager {
    private X509ExtendedKeyManager now() {
      return current.manager();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
      return now().chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return now().getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, Socket socket) {
      return now().chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return now().getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return now().getPrivateKey(alias);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyType, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }
  }
}
