package live.nigiwai.shop.checkout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Money;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * What a checkout began with, kept to tell its buyer what has changed since; stored as {@code
 * jsonb}.
 *
 * @param lines in the order in which they are shown
 * @param terms the hash of the shop's terms then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Opened(@Nullable List<Line> lines, @Nullable String terms) {
  /**
   * @param yen for one
   */
  public record Line(String sku, long yen, int quantity) {}

  static Opened decode(String json) {
    try {
      return Json.mapper().readValue(json, Opened.class);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException("a stored beginning cannot be read", malformed);
    }
  }

  String encode() {
    return Json.text(out -> Json.mapper().writeValue(out, this));
  }

  /** Where the line stood; those that came later stand last. */
  int position(SkuId sku) {
    if (lines != null) {
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).sku.equals(sku.value())) {
          return i;
        }
      }
    }
    return Integer.MAX_VALUE;
  }

  /** The price it had then. */
  Optional<Money> price(SkuId sku) {
    return lines == null
        ? Optional.empty()
        : lines.stream()
            .filter(line -> line.sku.equals(sku.value()))
            .map(line -> Money.yen(line.yen))
            .findFirst();
  }
}
