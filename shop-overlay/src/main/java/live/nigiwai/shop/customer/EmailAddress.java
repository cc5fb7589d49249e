package live.nigiwai.shop.customer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses as Japanese phone companies really gave them out: an ASCII local part in which
 * dots may stand anywhere, at a domain name. Narrower than RFC 5321, so that an address can never
 * carry a second header or a second recipient.
 */
public final class EmailAddress {
  private static final int LENGTH_MAX = 254;
  private static final Pattern SHAPE =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.)+[A-Za-z]{2,63}");

  private EmailAddress() {}

  /** The address in narrow characters; empty where it is none. */
  public static Optional<String> of(@Nullable String typed) {
    String narrow = Typed.narrow(typed).strip();
    boolean good = narrow.length() <= LENGTH_MAX && SHAPE.matcher(narrow).matches();
    return good ? Optional.of(narrow) : Optional.empty();
  }

  /** Full-width letters and digits as narrow ones, for what is typed next to an address. */
  public static String narrow(String typed) {
    return Typed.narrow(typed);
  }

  /** One mailbox, however its owner writes it: no provider tells upper from lower case. */
  public static String canonical(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
