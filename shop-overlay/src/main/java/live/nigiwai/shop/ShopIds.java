package live.nigiwai.shop;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Fresh ids of 128 random bits: knowing one is the right to use it. */
final class ShopIds implements Supplier<String> {
  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
