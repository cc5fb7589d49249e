package live.nigiwai.shop.checkout;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.shop.pricing.Totals;

/**
 * Names what a buyer was shown, so that an order can only be placed on the very words and figures
 * that are in force.
 */
final class TermsHash {
  private static final int HASH_BYTES = 16;

  private TermsHash() {}

  private record Shown(Confirmation confirmation, List<LineView> lines, List<TaxView> taxes) {}

  static String of(Confirmation confirmation, List<CheckoutLine> lines, Totals totals) {
    var shown =
        new Shown(confirmation, lines.stream().map(LineView::of).toList(), TaxView.of(totals));
    return of(Json.bytes(shown));
  }

  static String of(String words) {
    return of(words.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
