package live.nigiwai.shop.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.shop.pricing.LineTotal;
import live.nigiwai.show.Money;

/** A line's amounts per tax rate, as {@code jsonb}: {@code [{rate, gross, discount}]} in yen. */
final class LineParts {
  private LineParts() {}

  private record Part(int rate, long gross, long discount) {}

  static String encode(LineTotal line) {
    var parts =
        line.parts().stream()
            .map(it -> new Part(it.rate(), it.gross().yen(), it.discount().yen()))
            .toList();
    return Json.text(out -> Json.mapper().writeValue(out, parts));
  }

  static LineTotal decode(String key, int quantity, String json) {
    try {
      var parts = Json.mapper().readValue(json, new TypeReference<List<Part>>() {});
      return new LineTotal(
          key,
          quantity,
          parts.stream()
              .map(it -> new LineTotal.Part(it.rate, Money.yen(it.gross), Money.yen(it.discount)))
              .toList());
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException("stored parts cannot be read", malformed);
    }
  }
}
