package live.nigiwai.shop.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.nigiwai.show.ShowClock;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code t=SECONDS,v1=HEX[,v1=HEX…]} over the raw bytes of a webhook: HMAC-SHA-256 of {@code
 * t.body}, as Stripe signs. Any of several secrets will do, so that one can be replaced while both
 * are in use; the moment has to be near ours, so that nothing old is played again.
 *
 * <p><b>Threading</b>: any thread.
 */
public final class WebhookSignature {
  private static final int HEADER_LENGTH_MAX = 1_024;

  private final List<String> secrets;
  private final Duration tolerance;
  private final ShowClock clock;

  /**
   * @param secrets without the empty ones; with none, nothing is ever genuine
   * @param tolerance how far the moment may be from ours, either way
   */
  public WebhookSignature(List<String> secrets, Duration tolerance, ShowClock clock) {
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    this.tolerance = tolerance;
    this.clock = clock;
  }

  /** Whether one of the secrets made this header for this body, lately. */
  public boolean isGenuine(byte[] body, @Nullable String header) {
    if (header == null || header.length() > HEADER_LENGTH_MAX) {
      return false;
    }
    long seconds = -1;
    var given = new ArrayList<byte[]>();
    for (String part : header.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      try {
        switch (name) {
          case "t" -> seconds = Long.parseLong(value);
          case "v1" -> given.add(HexFormat.of().parseHex(value));
          default -> {}
        }
      } catch (IllegalArgumentException malformed) {
        return false;
      }
    }
    return isNear(seconds) && isOneOfOurs(seconds, body, given);
  }

  private boolean isNear(long seconds) {
    long now = clock.now().millis() / 1000;
    return seconds >= 0 && Math.abs(Math.subtractExact(now, seconds)) <= tolerance.toSeconds();
  }

  /** Looks at every pair, so that the time it takes says nothing. */
  private boolean isOneOfOurs(long seconds, byte[] body, List<byte[]> given) {
    boolean found = false;
    for (String secret : secrets) {
      byte[] ours = hmac(secret, seconds, body);
      for (byte[] theirs : given) {
        found |= MessageDigest.isEqual(ours, theirs);
      }
    }
    return found;
  }

  /** The header for a body, as the sender makes it. */
  public static String header(String secret, long seconds, byte[] body) {
    return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hmac(secret, seconds, body));
  }

  private static byte[] hmac(String secret, long seconds, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
