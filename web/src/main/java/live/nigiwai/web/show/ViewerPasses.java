package live.nigiwai.web.show;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.nigiwai.show.ShowId;

/**
 * What lets invited viewers watch: {@code end-name-proof}, in characters that need no escape in a
 * path. Not stored: the proof is an HMAC-SHA256 over show, end and name under the server's secret,
 * 128 bits of it.
 *
 * <p>The name tells whose pass it is, or is the same for all guests, whose media URLs are then the
 * same too.
 *
 * <p><i>Threading</i>: any thread.
 */
public final class ViewerPasses {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,24}");
  private static final int PROOF_BYTES = 16;
  private static final int CHARACTERS_MAX = 80;

  private final byte[] secret;
  private final InstantSource clock;

  /**
   * @param secret at least 16 random bytes that never leave the server
   */
  public ViewerPasses(byte[] secret, InstantSource clock) {
    this.secret = secret.clone();
    this.clock = clock;
  }

  /** Whether a pass can be for somebody of this name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  String mint(ShowId show, String name, Duration valid) {
    if (!isName(name)) {
      throw new IllegalArgumentException("the name of a pass must match " + NAME.pattern());
    }
    long end = clock.instant().plus(valid).getEpochSecond();
    return Long.toString(end, Character.MAX_RADIX) + "-" + name + "-" + proof(show, end, name);
  }

  /** Whether it is a pass for this show, and still is. */
  public boolean admits(ShowId show, String pass) {
    String[] words = pass.split("-", 4);
    if (pass.length() > CHARACTERS_MAX || words.length != 3 || !isName(words[1])) {
      return false;
    }
    long end;
    try {
      end = Long.parseLong(words[0], Character.MAX_RADIX);
    } catch (NumberFormatException notATime) {
      return false;
    }
    byte[] right = proof(show, end, words[1]).getBytes(UTF_8);
    return MessageDigest.isEqual(right, words[2].getBytes(UTF_8))
        && clock.instant().isBefore(Instant.ofEpochSecond(end));
  }

  private String proof(ShowId show, long end, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String subject = "nigiwai/viewer-pass/1\n" + show.value() + "\n" + end + "\n" + name;
      byte[] hash = mac.doFinal(subject.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, PROOF_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
