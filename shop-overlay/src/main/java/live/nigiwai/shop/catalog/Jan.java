package live.nigiwai.shop.catalog;

/** JAN codes: GTIN-13 and GTIN-8 (GS1 General Specifications 7.9, check digit). */
public final class Jan {
  private Jan() {}

  /** Whether these are 8 or 13 digits whose last one checks the others. */
  public static boolean isGood(String digits) {
    if (!digits.matches("[0-9]{8}|[0-9]{13}")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      boolean thrice = (digits.length() - i) % 2 == 0;
      sum += (digits.charAt(i) - '0') * (thrice ? 3 : 1);
    }
    return sum % 10 == 0;
  }
}
