package live.nigiwai.shop.payment.simulator;

import java.util.Arrays;
import java.util.Locale;

/**
 * What goes wrong with the webhooks of one charge, and with its refunds. Asked for by the buyer's
 * e-mail address: {@code hana+sim-twice@example.jp}.
 */
enum Mischief {
  NONE,
  /** Each three times, at once. */
  TWICE,
  /** Each only after a while. */
  LATE,
  LOST,
  /** Before the call that caused them has answered. */
  EARLY,
  /** The first one last. */
  SHUFFLED,
  /** A refund's first answer is lost. */
  REFUND_LOST;

  private static final String TAG = "+sim-";

  static Mischief of(String email) {
    int at = email.indexOf('@');
    int tag = email.indexOf(TAG);
    if (at < 0 || tag < 0 || tag > at) {
      return NONE;
    }
    String name =
        email.substring(tag + TAG.length(), at).replace('-', '_').toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(NONE);
  }
}
