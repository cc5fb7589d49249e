package live.nigiwai.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.nigiwai.ingest.rtmp.StreamGrant.Kind;
import live.nigiwai.show.ShowId;

/**
 * The secret that lets a presenter's encoder publish one show: {@code demo_9k2f…}.
 *
 * <p>Derived, not stored: HMAC-SHA256 of show, version and kind under the server's secret, 130 bits
 * of it. Rotating a key raises the version, which makes the backup encoder's key worthless too. The
 * show stands in front so that whoever checks a key needs to look at one show only; the rest is in
 * Crockford's base 32, which has no letters to confuse and none to escape in a URL.
 */
public final class StreamKey {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int CHARACTERS = 26;
  private static final int SECRET_BYTES_MIN = 16;
  private static final char SEPARATOR = '_';

  private final ShowId show;
  private final String value;

  private StreamKey(ShowId show, String value) {
    this.show = show;
    this.value = value;
  }

  /** Derives the main encoder's key. */
  public static StreamKey derive(byte[] serverSecret, ShowId show, int version) {
    return derive(serverSecret, show, version, Kind.MAIN);
  }

  /**
   * Derives a key.
   *
   * @param serverSecret at least 16 random bytes that never leave the server
   * @param version the show's key version, from 1
   * @param kind of the encoder that is to have it
   */
  public static StreamKey derive(byte[] serverSecret, ShowId show, int version, Kind kind) {
    if (serverSecret.length < SECRET_BYTES_MIN) {
      throw new IllegalArgumentException("the server secret needs " + SECRET_BYTES_MIN + " bytes");
    }
    if (version < 1) {
      throw new IllegalArgumentException("a key version starts at 1");
    }
    String purpose =
        switch (kind) {
          case MAIN -> "nigiwai/stream-key/1\n";
          case BACKUP -> "nigiwai/backup-stream-key/1\n";
        };
    String subject = purpose + show.value() + "\n" + version;
    return new StreamKey(show, show.value() + SEPARATOR + readable(hmac(serverSecret, subject)));
  }

  /** The show an offered key names; whether it is that show's key is still to be checked. */
  public static Optional<ShowId> showNamedIn(String offered) {
    int separator = offered.indexOf(SEPARATOR);
    if (separator < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ShowId(offered.substring(0, separator)));
    } catch (IllegalArgumentException notAShow) {
      return Optional.empty();
    }
  }

  public ShowId show() {
    return show;
  }

  /** The key itself, to be shown to the presenter and to nobody else. */
  public String value() {
    return value;
  }

  /** Takes the same time however much of the key is right. */
  public boolean matches(String offered) {
    return MessageDigest.isEqual(value.getBytes(UTF_8), offered.getBytes(UTF_8));
  }

  /** Never the key: this may end up in a log. */
  @Override
  public String toString() {
    return "StreamKey[" + show + "]";
  }

  private static String readable(byte[] hash) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (int next = 0; text.length() < CHARACTERS; ) {
      if (held < 5) {
        bits = (bits & 0x1f) << 8 | hash[next++] & 0xff;
        held += 8;
      }
      held -= 5;
      text.append(ALPHABET.charAt(bits >> held & 0x1f));
    }
    return text.toString();
  }

  private static byte[] hmac(byte[] secret, String subject) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(subject.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
