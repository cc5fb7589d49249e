package live.nigiwai.shop.document;

import java.util.regex.Pattern;

/**
 * Who issues papers.
 *
 * @param registration 適格請求書発行事業者登録番号, {@code T} and 13 digits; empty for a shop without one, which
 *     then issues no qualified invoices
 */
public record Issuer(String name, String address, String phone, String registration) {
  private static final Pattern REGISTRATION = Pattern.compile("T[0-9]{13}");

  public Issuer {
    if (!registration.isEmpty() && !REGISTRATION.matcher(registration).matches()) {
      throw new IllegalArgumentException("a registration number is T and 13 digits");
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("papers need the name of who issues them");
    }
  }

  boolean isRegistered() {
    return !registration.isEmpty();
  }
}
