package live.nigiwai.runtime.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import live.nigiwai.runtime.lifecycle.StartupProblem;

/** Reads the two files of a key pair and tries whether they belong together. */
final class KeyPairFiles {
  private static final long BYTES_MAX = 1 << 20;

  /** What was in the files, and the same for use. */
  record Loaded(byte[] cert, byte[] key, X509ExtendedKeyManager manager, X509Certificate leaf) {}

  private final Vertx vertx;
  private final Path cert;
  private final Path key;

  KeyPairFiles(Vertx vertx, Path cert, Path key) {
    this.vertx = vertx;
    this.cert = cert;
    this.key = key;
  }

  boolean changedSince(Loaded loaded) throws IOException {
    return !Arrays.equals(loaded.cert, Files.readAllBytes(cert))
        || !Arrays.equals(loaded.key, Files.readAllBytes(key));
  }

  /**
   * @throws StartupProblem when they are no key pair
   */
  Loaded load() {
    byte[] certBytes = read(cert, "tls.cert");
    byte[] keyBytes = read(key, "tls.key");
    X509Certificate leaf = leaf(certBytes);
    X509ExtendedKeyManager manager = manager(certBytes, keyBytes);
    String[] aliases = manager.getServerAliases(leaf.getPublicKey().getAlgorithm(), null);
    PrivateKey own = aliases == null ? null : manager.getPrivateKey(aliases[0]);
    if (own == null || !belong(own, leaf.getPublicKey())) {
      throw new StartupProblem(
          "The TLS key " + key + " does not belong to the certificate " + cert + ".",
          "Give the certificate and the key that were made together.");
    }
    return new Loaded(certBytes, keyBytes, manager, leaf);
  }

  private static byte[] read(Path file, String setting) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new StartupProblem(
            "The file " + file + " (" + setting + ") is larger than 1 MB.", "Is it the right one?");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      String why = unreadable instanceof NoSuchFileException ? "is not there" : "cannot be read";
      throw new StartupProblem(
          "The file " + file + " (" + setting + ") " + why + ".",
          "Give a PEM file that this user may read.",
          unreadable);
    }
  }

  private X509Certificate leaf(byte[] bytes) {
    try {
      var all =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(bytes)));
      if (!all.isEmpty() && all.getFirst() instanceof X509Certificate first) {
        return first;
      }
    } catch (GeneralSecurityException notACertificate) {
      throw noCertificate(notACertificate);
    }
    throw noCertificate(new GeneralSecurityException("no certificate"));
  }

  private StartupProblem noCertificate(Exception cause) {
    return new StartupProblem(
        "The file " + cert + " (tls.cert) is not a PEM certificate.",
        "It begins with -----BEGIN CERTIFICATE-----; the server's own comes first.",
        cause);
  }

  private X509ExtendedKeyManager manager(byte[] certBytes, byte[] keyBytes) {
    var options =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(certBytes))
            .addKeyValue(Buffer.buffer(keyBytes));
    try {
      for (KeyManager each : options.getKeyManagerFactory(vertx).getKeyManagers()) {
        if (each instanceof X509ExtendedKeyManager manager) {
          return manager;
        }
      }
    } catch (Exception notAKey) { // whatever the parser makes of the bytes
      throw noKey(notAKey);
    }
    throw noKey(new GeneralSecurityException("no key manager"));
  }

  private StartupProblem noKey(Exception cause) {
    return new StartupProblem(
        "The file " + key + " (tls.key) is not a PEM private key.",
        "It begins with -----BEGIN PRIVATE KEY----- and has no password.",
        cause);
  }

  /** Signs with one and verifies with the other. */
  private static boolean belong(PrivateKey own, PublicKey shown) {
    String algorithm =
        switch (shown.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> shown.getAlgorithm();
        };
    byte[] words = {1, 2, 3};
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(own);
      signing.update(words);
      byte[] signature = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(shown);
      verifying.update(words);
      return verifying.verify(signature);
    } catch (GeneralSecurityException differs) {
      return false;
    }
  }
}
