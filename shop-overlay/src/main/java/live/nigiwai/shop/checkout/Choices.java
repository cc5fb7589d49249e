package live.nigiwai.shop.checkout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.LocalDate;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer chose beside goods, address and payment; stored as {@code jsonb}.
 *
 * @param coupon its code, as it was typed
 * @param deliverySlot a {@link DeliverySlot}'s wire name; null for any time
 * @param deliveryDate in Japan, {@code 2026-03-08}; null for the first possible
 * @param gift wrapped as a present
 * @param note for the shop
 * @param together 同梱: goes in one parcel with what the same buyer orders beside it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Choices(
    @Nullable String coupon,
    @Nullable String deliverySlot,
    @Nullable String deliveryDate,
    @Nullable Boolean gift,
    @Nullable String note,
    @Nullable Boolean together) {
  public static final Choices NONE = new Choices(null, null, null, null, null, null);

  public static Choices decode(String json) {
    try {
      return Json.mapper().readValue(json, Choices.class);
    } catch (JsonProcessingException malformed) {
      // Not with its message, which quotes the buyer's note.
      throw new IllegalStateException("stored choices cannot be read");
    }
  }

  public String encode() {
    return Json.text(out -> Json.mapper().writeValue(out, this));
  }

  boolean isGift() {
    return Boolean.TRUE.equals(gift);
  }

  boolean isTogether() {
    return Boolean.TRUE.equals(together);
  }

  @Nullable DeliverySlot slot() {
    return deliverySlot == null ? null : DeliverySlot.of(deliverySlot).orElse(null);
  }

  @Nullable LocalDate date() {
    return deliveryDate == null ? null : LocalDate.parse(deliveryDate);
  }

  /** Without the note, so that no log has it. */
  @Override
  public String toString() {
    return "Choices[slot=" + deliverySlot + ", date=" + deliveryDate + "]";
  }
}
