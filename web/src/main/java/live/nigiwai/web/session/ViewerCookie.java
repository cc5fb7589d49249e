package live.nigiwai.web.session;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's identity as text they keep: {@code id.signature}. Only who holds the secret can make
 * one.
 */
final class ViewerCookie {
  private static final int ID_BYTES = 12;
  private static final int SIGNATURE_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final byte[] secret;
  private final SecureRandom random;

  ViewerCookie(byte[] secret, SecureRandom random) {
    this.secret = secret.clone();
    this.random = random;
  }

  ViewerId newcomer() {
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new ViewerId("v_" + BASE64.encodeToString(id));
  }

  String encode(ViewerId id) {
    return id.value() + "." + signature(id.value());
  }

  Optional<ViewerId> decode(@Nullable String cookie) {
    int dot = cookie == null ? -1 : cookie.lastIndexOf('.');
    if (cookie == null || dot < 0) {
      return Optional.empty();
    }
    String id = cookie.substring(0, dot);
    boolean genuine =
        MessageDigest.isEqual(
            signature(id).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            cookie.substring(dot + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return genuine ? Optional.of(new ViewerId(id)) : Optional.empty();
  }

  private String signature(String id) {
    return BASE64.encodeToString(
        Arrays.copyOf(Secrets.hmac(secret, "viewer " + id), SIGNATURE_BYTES));
  }
}
