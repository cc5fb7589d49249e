package live.nigiwai.runtime.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import live.nigiwai.runtime.lifecycle.StartupProblem;

/**
 * Where the key pair lies; without one there is no HTTPS and no RTMPS.
 *
 * @param cert the certificate and those it depends on, PEM
 * @param key its private key, PEM without a password
 * @param recheck how often the files are looked at; a changed pair serves new connections
 */
public record TlsConfig(Optional<Path> cert, Optional<Path> key, Duration recheck) {
  private static final Duration RECHECK_MIN = Duration.ofMillis(100);
  private static final Duration RECHECK_MAX = Duration.ofDays(1);

  public TlsConfig {
    if (cert.isPresent() != key.isPresent()) {
      String missing = cert.isPresent() ? "tls.key" : "tls.cert";
      String there = cert.isPresent() ? "tls.cert" : "tls.key";
      throw new StartupProblem(
          there + " is set, but " + missing + " is not.",
          "Set both for HTTPS and RTMPS, or neither to do without.");
    }
    if (recheck.compareTo(RECHECK_MIN) < 0 || recheck.compareTo(RECHECK_MAX) > 0) {
      throw new IllegalArgumentException("tls.recheck must be between 100ms and 1d");
    }
  }

  public static TlsConfig defaults() {
    return new TlsConfig(Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
  }

  public boolean isSet() {
    return cert.isPresent();
  }

  public static TlsConfig of(Path cert, Path key, Duration recheck) {
    return new TlsConfig(Optional.of(cert), Optional.of(key), recheck);
  }
}
