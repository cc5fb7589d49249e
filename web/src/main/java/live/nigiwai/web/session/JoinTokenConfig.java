package live.nigiwai.web.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.runtime.lifecycle.StartupProblem;

/**
 * How a merchant's shop signs the tokens with which its customers join; without a key there are
 * none.
 *
 * @param secret shared with the shop, for HS256; at least 32 bytes
 * @param publicKey the shop's public key, PEM, for RS256 or ES256
 * @param lifeMax the longest a token may live
 */
public record JoinTokenConfig(Secret secret, Optional<Path> publicKey, Duration lifeMax) {
  private static final int SECRET_BYTES_MIN = 32;

  public JoinTokenConfig {
    if (secret.isSet()
        && secret.value().getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES_MIN) {
      throw new StartupProblem(
          "join-tokens.secret is shorter than 32 bytes.", "Make one with: openssl rand -base64 32");
    }
    if (lifeMax.compareTo(Duration.ofMinutes(1)) < 0 || lifeMax.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException("join-tokens.life-max must be between 1m and 7d");
    }
  }

  public static JoinTokenConfig defaults() {
    return new JoinTokenConfig(Secret.NONE, Optional.empty(), Duration.ofHours(24));
  }

  public boolean isSet() {
    return secret.isSet() || publicKey.isPresent();
  }
}
