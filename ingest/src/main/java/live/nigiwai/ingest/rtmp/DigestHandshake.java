package live.nigiwai.ingest.rtmp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The greeting with digests: a HMAC hides at a place that other bytes of the block name.
 *
 * <p>Never written into the specification, but the same everywhere: two schemes differ in which
 * four bytes give the place. The keys are public constants; this proves nothing about the peer.
 */
final class DigestHandshake {
  private static final int DIGEST = 32;
  private static final byte[] TAIL =
      HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");
  private static final byte[] PLAYER_WORDS = "Genuine Adobe Flash Player 001".getBytes(US_ASCII);
  private static final byte[] SERVER_WORDS =
      "Genuine Adobe Flash Media Server 001".getBytes(US_ASCII);

  /** Not 0 in S1, or clients take the server for one that only knows the plain form. */
  private static final byte[] SERVER_VERSION = {4, 5, 0, 1};

  /** Where the four bytes stand that tell the digest's place. */
  enum Scheme {
    DIGEST_FIRST(8),
    KEY_FIRST(772);

    private final int pointer;

    Scheme(int pointer) {
      this.pointer = pointer;
    }

    int place(byte[] block, int from) {
      int sum = 0;
      for (int i = 0; i < 4; i++) {
        sum += block[from + pointer + i] & 0xff;
      }
      return from + pointer + 4 + sum % 728;
    }
  }

  private final Scheme scheme;
  private final byte[] clientDigest;

  private DigestHandshake(Scheme scheme, byte[] clientDigest) {
    this.scheme = scheme;
    this.clientDigest = clientDigest;
  }

  /** The digest that C1 carries, or null if it is a plain greeting. */
  static @Nullable DigestHandshake in(byte[] first) {
    for (Scheme scheme : Scheme.values()) {
      int place = scheme.place(first, 0);
      byte[] found = Arrays.copyOfRange(first, place, place + DIGEST);
      byte[] expected = digestAround(PLAYER_WORDS, first, 0, place);
      if (MessageDigest.isEqual(found, expected)) {
        return new DigestHandshake(scheme, found);
      }
    }
    return null;
  }

  /** Turns S0, random S1 and random S2 into the answer this client can verify. */
  void sign(byte[] answer) {
    int s1 = 1;
    System.arraycopy(SERVER_VERSION, 0, answer, s1 + 4, SERVER_VERSION.length);
    int place = scheme.place(answer, s1);
    byte[] digest = digestAround(SERVER_WORDS, answer, s1, place);
    System.arraycopy(digest, 0, answer, place, DIGEST);

    int s2 = s1 + Handshake.SIZE;
    int signature = answer.length - DIGEST;
    byte[] key = hmac(join(SERVER_WORDS, TAIL), clientDigest, 0, DIGEST);
    byte[] signed = hmac(key, answer, s2, signature);
    System.arraycopy(signed, 0, answer, signature, DIGEST);
  }

  /** The digest of a block without the 32 bytes at {@code place}, where it will stand itself. */
  static byte[] digestAround(byte[] key, byte[] block, int from, int place) {
    byte[] rest = new byte[Handshake.SIZE - DIGEST];
    int before = place - from;
    System.arraycopy(block, from, rest, 0, before);
    System.arraycopy(block, place + DIGEST, rest, before, rest.length - before);
    return hmac(key, rest, 0, rest.length);
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  private static byte[] hmac(byte[] key, byte[] data, int from, int to) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(data, from, to - from);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
