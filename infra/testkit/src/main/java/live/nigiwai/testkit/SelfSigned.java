package live.nigiwai.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key pair for this machine, made by the JDK's {@code keytool} and written as PEM: what an
 * operator gives as {@code tls.cert} and {@code tls.key}.
 *
 * @param trust for clients that are to believe it
 */
public record SelfSigned(Path cert, Path key, SSLContext trust) {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String ALIAS = "own";

  /** Makes a new pair in a folder, in place of any that is there. */
  public static SelfSigned in(Path folder) {
    try {
      Path store = folder.resolve(UUID.randomUUID() + ".p12");
      make(store);
      var keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD);
      }
      Files.delete(store);
      var certificate = keys.getCertificate(ALIAS);
      Path cert = folder.resolve("cert.pem");
      Path key = folder.resolve("key.pem");
      write(key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded());
      write(cert, "CERTIFICATE", certificate.getEncoded());
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, certificate);
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      var trust = SSLContext.getInstance("TLS");
      trust.init(null, factory.getTrustManagers(), null);
      return new SelfSigned(cert, key, trust);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void make(Path store) throws IOException {
    String line =
        "-genkeypair -alias own -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 30"
            + " -ext san=ip:127.0.0.1,dns:localhost -storetype PKCS12 -storepass changeit"
            + (" -keystore " + store);
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(java.util.List.of(line.split(" ")));
    var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
      if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** In one step, as a careful renewal does. */
  private static void write(Path file, String what, byte[] bytes) throws IOException {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), what);
    Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
