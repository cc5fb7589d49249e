package live.nigiwai.shop.customer;

/**
 * Name, contacts and address of someone who buys, as {@link BuyerForm} lets them through.
 *
 * @param familyName 姓, in the very characters it is written with
 * @param givenName 名; empty only for those kept before the two were asked for apart
 * @param familyKana セイ in full-width katakana; empty like {@code givenName}
 * @param givenKana メイ in full-width katakana; empty like {@code givenName}
 * @param email as it was typed, for letters
 * @param phone 10 or 11 digits without hyphens
 */
public record Buyer(
    String familyName,
    String givenName,
    String familyKana,
    String givenKana,
    String email,
    String phone,
    Address address) {

  /** 姓 and 名 with a space between, as on a parcel. */
  public String name() {
    return (familyName + " " + givenName).strip();
  }

  /** セイ and メイ with a space between; empty where they were never asked. */
  public String kana() {
    return (familyKana + " " + givenKana).strip();
  }

  /** Nothing of it, so that no log ever says who bought. */
  @Override
  public String toString() {
    return "Buyer[hidden]";
  }
}
