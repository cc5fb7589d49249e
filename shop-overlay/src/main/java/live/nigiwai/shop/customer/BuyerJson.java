package live.nigiwai.shop.customer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A buyer as one {@code jsonb} value, the way checkouts, orders and the remembered keep them:
 * {@code {familyName, givenName, familyKana, givenKana, email, phone, address: {postal, prefecture,
 * city, line1, line2}}}. Written as {@code $1::text::jsonb}, read as {@code details::text}.
 */
public final class BuyerJson {
  private static final ObjectWriter WRITER = Json.mapper().writerFor(Buyer.class);

  /** What a later version added is skipped. */
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(Buyer.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private BuyerJson() {}

  public static String encode(Buyer buyer) {
    try {
      return WRITER.writeValueAsString(buyer);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a buyer is always writable", impossible);
    }
  }

  /** Reads what {@link #encode} wrote. */
  public static Buyer decode(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException malformed) {
      // Not with its message, which quotes the buyer.
      throw new IllegalStateException("a stored buyer cannot be read");
    }
  }

  /** As {@link #decode}, for a column that may hold none. */
  public static @Nullable Buyer decodeIfAny(@Nullable String json) {
    return json == null ? null : decode(json);
  }
}
