package live.nigiwai.shop.order;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 128 bits that open an order's page. Made from the order's id and the server's secret, so that
 * they can be told again to the buyer and yet are stored only as a hash.
 */
public final class OrderTokens {
  private static final int TOKEN_BYTES = 16;
  private static final int SECRET_LENGTH_MIN = 16;

  private final SecretKeySpec key;

  public OrderTokens(String secret) {
    if (secret.length() < SECRET_LENGTH_MIN) {
      throw new IllegalArgumentException(
          "shop.tokenSecret needs at least " + SECRET_LENGTH_MIN + " characters");
    }
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** Opens the order's page. */
  public String token(String orderId) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] all = mac.doFinal(("order " + orderId).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(all, TOKEN_BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String hash(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
