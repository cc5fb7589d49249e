package live.nigiwai.shop.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** The JSON columns of a product, and the records they stand for. */
final class DetailJson {
  private static final TypeReference<List<LocalText>> TEXTS = new TypeReference<>() {};

  private DetailJson() {}

  record PartRow(LocalText name, @Nullable String sku, int quantity, long value, TaxCategory tax) {}

  record CompositionRow(Composition.Kind kind, List<PartRow> parts) {}

  static JsonArray texts(List<LocalText> texts) {
    return new JsonArray(new String(Json.bytes(texts), java.nio.charset.StandardCharsets.UTF_8));
  }

  static @Nullable JsonObject composition(@Nullable Composition composition) {
    if (composition == null) {
      return null;
    }
    var parts =
        composition.parts().stream()
            .map(
                part ->
                    new PartRow(
                        part.name(),
                        part.sku() == null ? null : part.sku().value(),
                        part.quantity(),
                        part.value().yen(),
                        part.tax()))
            .toList();
    return new JsonObject(
        new String(
            Json.bytes(new CompositionRow(composition.kind(), parts)),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  static List<LocalText> texts(Row row, String column) {
    return read(row.getJsonArray(column).encode(), TEXTS);
  }

  private static @Nullable Composition composition(Row row) {
    var json = row.getJsonObject("composition");
    if (json == null) {
      return null;
    }
    var read = read(json.encode(), new TypeReference<CompositionRow>() {});
    return new Composition(
        read.kind,
        read.parts.stream()
            .map(
                part ->
                    new Composition.Part(
                        part.name,
                        part.sku == null ? null : new SkuId(part.sku),
                        part.quantity,
                        Money.yen(part.value),
                        part.tax))
            .toList());
  }

  /** The columns of {@code shop_product} that make a {@link ProductDetail}. */
  static ProductDetail detail(Row row) {
    return new ProductDetail(
        ProductKind.valueOf(row.getString("kind")),
        new LocalText(row.getString("notes"), row.getString("notes_en")),
        texts(row, "talking_points"),
        texts(row, "options"),
        row.getLocalDate("ships_from"),
        List.of(row.getArrayOfStrings("goes_with")).stream().map(ProductId::new).toList(),
        composition(row));
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException foreign) {
      throw new IllegalStateException("a product's row holds what we did not write", foreign);
    }
  }
}
