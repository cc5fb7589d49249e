package live.nigiwai.shop.catalog.goods;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.catalog.goods.ProductForm.CompareForm;
import live.nigiwai.shop.catalog.goods.ProductForm.VariantForm;
import live.nigiwai.shop.catalog.goods.SheetText.Line;
import live.nigiwai.show.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * Products as a sheet: one row per variant, the product's own cells repeated in each. A column that
 * is missing leaves what it stands for as it is; pictures, talking points, parts and friends are
 * never in a sheet. Stock is not either: a count typed an hour ago would undo every sale since.
 *
 * <p>Pure: what is read and what it means, not what becomes of it.
 */
final class ProductSheet {
  static final int ERRORS_TOLD_MAX = 200;

  static final List<String> COLUMNS =
      List.of(
          "product_id",
          "sku",
          "name",
          "name_en",
          "description",
          "description_en",
          "kind",
          "tax",
          "per_buyer",
          "ships_within_days",
          "ships_from",
          "notes",
          "notes_en",
          "option1",
          "option1_en",
          "option2",
          "option2_en",
          "option3",
          "option3_en",
          "choice1",
          "choice1_en",
          "choice2",
          "choice2_en",
          "choice3",
          "choice3_en",
          "variant_name",
          "variant_name_en",
          "price",
          "compare_kind",
          "compare_price",
          "compare_source",
          "jan",
          "weight_g",
          "archived");

  private static final Set<String> NEEDED = Set.of("product_id", "sku", "price");
  private static final Set<String> STOCK = Set.of("stock", "quantity", "on_hand", "在庫", "在庫数");

  private ProductSheet() {}

  /**
   * Why a row cannot be used.
   *
   * @param line in the file, from 1
   * @param column empty for the row as a whole
   */
  record RowError(int line, String column, String ja, String en) {}

  /**
   * @param form as it is to be judged
   * @param lines of its rows, by SKU
   */
  record Wanted(ProductId id, ProductForm form, Map<String, Integer> lines) {
    int line() {
      return lines.values().iterator().next();
    }
  }

  /** What a sheet says. */
  record Read(List<Wanted> products, List<RowError> errors, int rows) {}

  /** Finds the product as it is now. */
  interface Existing {
    @Nullable ProductForm of(ProductId id);
  }

  /**
   * @throws ApiProblem 422 {@code bad_sheet} when the head is not one of ours
   */
  static Read read(List<Line> lines, Existing existing) {
    if (lines.size() < 2) {
      throw bad("見出し行と、1行以上の商品が必要です。", "A head and at least one row are needed.");
    }
    var columns = head(lines.getFirst());
    var errors = new ArrayList<RowError>();
    var perProduct = new LinkedHashMap<ProductId, List<Cells>>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = new Cells(columns, line);
      try {
        var id = new ProductId(cells.text("product_id").strip());
        perProduct.computeIfAbsent(id, key -> new ArrayList<>()).add(cells);
      } catch (IllegalArgumentException malformed) {
        errors.add(
            new RowError(
                line.line(),
                "product_id",
                "半角の英小文字・数字・ハイフンで40文字以内にしてください。",
                "Use up to 40 lower-case letters, digits and inner hyphens."));
      }
    }
    var products = new ArrayList<Wanted>();
    perProduct.forEach(
        (id, rows) -> {
          try {
            products.add(new Wanted(id, form(rows, existing.of(id)), lines(rows)));
          } catch (BadCell bad) {
            errors.add(bad.error);
          }
        });
    return new Read(products, errors, lines.size() - 1);
  }

  private static Map<String, Integer> lines(List<Cells> rows) {
    var lines = new LinkedHashMap<String, Integer>();
    for (var row : rows) {
      String sku = row.text("sku").strip();
      if (lines.putIfAbsent(sku, row.line()) != null) {
        throw new BadCell(row.line(), "sku", "SKUが重複しています。", "This SKU is there twice.");
      }
    }
    return Collections.unmodifiableMap(lines);
  }

  private static Map<String, Integer> head(Line line) {
    var columns = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < line.cells().size(); i++) {
      String name = line.cells().get(i).strip().toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        continue;
      }
      if (STOCK.contains(name)) {
        throw bad(
            "在庫数は取り込めません。販売中の数とずれるため、在庫は管理画面で増減として登録してください。",
            "Stock cannot be set by a sheet: it would undo sales made meanwhile. Change it as a"
                + " difference.");
      }
      if (!COLUMNS.contains(name)) {
        throw bad("「" + name + "」という列はありません。", "There is no column " + name + ".");
      }
      if (columns.put(name, i) != null) {
        throw bad("「" + name + "」列が2つあります。", "The column " + name + " is there twice.");
      }
    }
    for (String needed : NEEDED.stream().sorted().toList()) {
      if (!columns.containsKey(needed)) {
        throw bad("「" + needed + "」列が必要です。", "The column " + needed + " is needed.");
      }
    }
    return Collections.unmodifiableMap(columns);
  }

  private static ApiProblem bad(String ja, String en) {
    return new ApiProblem(422, "bad_sheet", ja, en, false);
  }

  /** A cell that says something else than it may. */
  private static final class BadCell extends RuntimeException {
    private final transient RowError error;

    BadCell(int line, String column, String ja, String en) {
      super(column, null, false, false);
      this.error = new RowError(line, column, ja, en);
    }
  }

  /** One row, by the names of its columns. */
  private record Cells(Map<String, Integer> columns, Line row) {
    int line() {
      return row.line();
    }

    boolean has(String column) {
      return columns.containsKey(column);
    }

    String text(String column) {
      Integer at = columns.get(column);
      return at == null || at >= row.cells().size() ? "" : row.cells().get(at);
    }

    /** A cell in place of what stands there, where there is such a column. */
    @Nullable String or(String column, @Nullable String now) {
      return has(column) ? text(column) : now;
    }

    @Nullable String nullable(String column, @Nullable String now) {
      if (!has(column)) {
        return now;
      }
      String text = Normalizer.normalize(text(column), Normalizer.Form.NFKC).strip();
      return text.isEmpty() ? null : text;
    }

    @Nullable Long number(String column, @Nullable Long now) {
      String text = nullable(column, now == null ? null : String.valueOf(now));
      if (text == null) {
        return null;
      }
      try {
        return Long.valueOf(text.replaceAll("[,円¥\\s]", ""));
      } catch (NumberFormatException malformed) {
        throw new BadCell(line(), column, "整数で入力してください。", "Enter a whole number.");
      }
    }

    boolean truth(String column, boolean now) {
      String text = nullable(column, now ? "1" : "0");
      return switch (text == null ? "0" : text.toLowerCase(Locale.ROOT)) {
        case "0", "false", "no", "いいえ" -> false;
        case "1", "true", "yes", "はい" -> true;
        default -> throw new BadCell(line(), column, "0か1で入力してください。", "Enter 0 or 1.");
      };
    }
  }

  private static ProductForm form(List<Cells> rows, @Nullable ProductForm now) {
    var first = rows.getFirst();
    requireSameProductCells(rows);
    var options = now == null ? List.<LocalText>of() : list(now.options());
    if (first.has("option1") || first.has("option2") || first.has("option3")) {
      options = numbered(first, "option");
    }
    var variants = new ArrayList<>(now == null ? List.<VariantForm>of() : list(now.variants()));
    for (var row : rows) {
      String sku = row.text("sku").strip();
      int at = indexOf(variants, sku);
      var variant = variant(row, at < 0 ? null : variants.get(at));
      if (at < 0) {
        variants.add(variant);
      } else {
        variants.set(at, variant);
      }
    }
    return new ProductForm(
        now == null ? Long.valueOf(0) : now.version(),
        first.or("name", now == null ? null : now.name()),
        first.or("name_en", now == null ? null : now.nameEn()),
        first.or("description", now == null ? null : now.description()),
        first.or("description_en", now == null ? null : now.descriptionEn()),
        word(first, "tax", now == null ? null : now.tax(), "standard"),
        word(first, "kind", now == null ? null : now.kind(), "general"),
        orElse(first.number("per_buyer", now == null ? null : now.perBuyer()), 10),
        orElse(first.number("ships_within_days", now == null ? null : now.shipsWithinDays()), 3),
        first.nullable("ships_from", now == null ? null : now.shipsFrom()),
        first.or("notes", now == null ? null : now.notes()),
        first.or("notes_en", now == null ? null : now.notesEn()),
        now == null ? List.of() : now.talkingPoints(),
        options,
        now == null ? List.of() : now.goesWith(),
        now == null ? null : now.composition(),
        now == null ? List.of() : now.pictures(),
        variants,
        first.truth("archived", now != null && now.archived()));
  }

  private static Long orElse(@Nullable Long value, long other) {
    return value == null ? other : value;
  }

  private static String word(Cells row, String column, @Nullable String now, String other) {
    String word = row.nullable(column, now);
    return word == null ? other : word.toLowerCase(Locale.ROOT);
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static int indexOf(List<VariantForm> variants, String sku) {
    for (int i = 0; i < variants.size(); i++) {
      if (sku.equals(variants.get(i).sku())) {
        return i;
      }
    }
    return -1;
  }

  /** Cells that say the same about a product must say it in each of its rows. */
  private static void requireSameProductCells(List<Cells> rows) {
    var first = rows.getFirst();
    for (var row : rows.subList(1, rows.size())) {
      for (String column : COLUMNS.subList(2, COLUMNS.indexOf("choice1"))) {
        if (!row.text(column).equals(first.text(column))) {
          throw new BadCell(
              row.line(),
              column,
              "同じ商品の%d行目と違う内容です。".formatted(first.line()),
              "It differs from row %d of the same product.".formatted(first.line()));
        }
      }
    }
  }

  private static List<LocalText> numbered(Cells row, String what) {
    var texts = new ArrayList<LocalText>();
    for (int i = 1; i <= ProductDraft.OPTIONS_MAX; i++) {
      String text = row.text(what + i).strip();
      if (!text.isEmpty()) {
        texts.add(new LocalText(text, row.text(what + i + "_en").strip()));
      }
    }
    return texts;
  }

  private static VariantForm variant(Cells row, @Nullable VariantForm now) {
    var choices = now == null ? List.<LocalText>of() : list(now.choices());
    if (row.has("choice1") || row.has("choice2") || row.has("choice3")) {
      choices = numbered(row, "choice");
    }
    return new VariantForm(
        row.text("sku").strip(),
        row.or("variant_name", now == null ? null : now.name()),
        row.or("variant_name_en", now == null ? null : now.nameEn()),
        row.number("price", null),
        compareAt(row, now == null ? null : now.compareAt()),
        choices,
        row.nullable("jan", now == null ? null : now.jan()),
        row.number("weight_g", now == null ? null : now.weightGrams()));
  }

  private static @Nullable CompareForm compareAt(Cells row, @Nullable CompareForm now) {
    String kind = row.nullable("compare_kind", now == null ? null : now.kind());
    Long price = row.number("compare_price", now == null ? null : now.price());
    if (kind == null && price == null) {
      return null;
    }
    return new CompareForm(
        kind == null ? null : kind.toLowerCase(Locale.ROOT),
        price,
        row.nullable("compare_source", now == null ? null : now.source()));
  }

  /** A product's rows, in the order of {@link #COLUMNS}. */
  static List<List<String>> rows(ProductDraft draft) {
    var form = ProductForm.of(draft, 0);
    var rows = new ArrayList<List<String>>();
    for (var variant : list(form.variants())) {
      var compareAt = variant.compareAt();
      var row = new ArrayList<String>();
      add(row, draft.id().value(), variant.sku(), form.name(), form.nameEn());
      add(row, form.description(), form.descriptionEn(), form.kind(), form.tax());
      add(row, form.perBuyer(), form.shipsWithinDays(), form.shipsFrom());
      add(row, form.notes(), form.notesEn());
      addNumbered(row, list(form.options()));
      addNumbered(row, list(variant.choices()));
      add(row, variant.name(), variant.nameEn(), variant.price());
      add(
          row,
          compareAt == null ? null : compareAt.kind(),
          compareAt == null ? null : compareAt.price(),
          compareAt == null ? null : compareAt.source());
      add(row, variant.jan(), variant.weightGrams(), form.archived() ? 1 : 0);
      rows.add(row);
    }
    return rows;
  }

  private static void add(List<String> row, @Nullable Object... cells) {
    for (Object cell : cells) {
      row.add(cell == null ? "" : String.valueOf(cell));
    }
  }

  private static void addNumbered(List<String> row, List<LocalText> texts) {
    for (int i = 0; i < ProductDraft.OPTIONS_MAX; i++) {
      add(
          row,
          i < texts.size() ? texts.get(i).ja() : "",
          i < texts.size() ? texts.get(i).en() : "");
    }
  }
}
