package live.nigiwai.shop.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a letter is about. */
public enum MailKind {
  /** The code with which a member logs in. */
  LOGIN_CODE,
  /** 受付: the order has arrived; not yet its acceptance. */
  RECEIVED,
  /** How to pay at a konbini, and until when. */
  PAYMENT_SLIP,
  /** 承諾: the contract has formed. */
  ACCEPTED,
  SHIPPED,
  CANCELLED,
  REFUNDED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<MailKind> ofWire(String name) {
    return Arrays.stream(values()).filter(kind -> kind.wire().equals(name)).findFirst();
  }
}
