package live.nigiwai.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What a buyer types, as the API takes it. */
public final class BuyerWords {
  private BuyerWords() {}

  /** Name, address and card. */
  public static Map<String, Object> form(String cardToken) {
    return Map.of(
        "familyName", "𠮷田",
        "givenName", "はな",
        "familyKana", "ヨシダ",
        "givenKana", "ハナ",
        "email", "hana@example.jp",
        "phone", "090-1234-5678",
        "address",
            Map.of(
                "postal", "1500001",
                "prefecture", "東京都",
                "city", "渋谷区",
                "line1", "神宮前1-2-3",
                "line2", ""),
        "cardToken", cardToken,
        "keep", false);
  }

  /**
   * The press on 注文を確定する, as the screen shows it.
   *
   * @param checkout as the server told it last
   */
  public static Map<String, Object> order(JsonNode checkout) {
    return Map.of(
        "expectedTotal", checkout.path("total").asLong(),
        "termsHash", checkout.path("termsHash").asText());
  }
}
