package live.nigiwai.shop.catalog.goods;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.shop.catalog.CatalogWriter;
import live.nigiwai.shop.catalog.StoredProduct;
import live.nigiwai.shop.catalog.goods.ProductSheet.RowError;
import live.nigiwai.shop.catalog.goods.ProductSheet.Wanted;

/**
 * Takes a sheet of products in, whole or not at all: one transaction writes every product and
 * judges it, and is rolled back when any row cannot be used, or when it is only a trial. So a trial
 * says what the real run would say, and sending the same sheet twice changes nothing the second
 * time.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
final class SheetImport {
  private static final Pattern OF_VARIANT = Pattern.compile("variants\\[(\\d+)]\\.?(.*)");

  /** Fields of the form whose columns are called otherwise. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "compareAt",
          "compare_price",
          "weightGrams",
          "weight_g",
          "choices",
          "choice1",
          "options",
          "option1");

  private final Database database;
  private final CachedCatalog catalog;
  private final CatalogWriter writer;
  private final GoodsDesk desk;

  SheetImport(Database database, CachedCatalog catalog, CatalogWriter writer, GoodsDesk desk) {
    this.database = database;
    this.catalog = catalog;
    this.writer = writer;
    this.desk = desk;
  }

  /**
   * What became of a sheet.
   *
   * @param applied false for a trial and where there are errors: then nothing was changed
   * @param errors the first 200, in the order of their rows
   */
  record Outcome(
      boolean applied,
      int rows,
      int created,
      int changed,
      int unchanged,
      int errorCount,
      List<RowError> errors) {}

  /** Carries the outcome out of a transaction that must not be committed. */
  private static final class NotApplied extends RuntimeException {
    private final transient Outcome outcome;

    NotApplied(Outcome outcome) {
      super("rolled back", null, false, false);
      this.outcome = outcome;
    }
  }

  /**
   * @throws ApiProblem 422 when the bytes are no such sheet
   */
  Outcome take(byte[] bytes, SheetText.Encoding encoding, boolean trial, String actor) {
    var lines = SheetText.read(bytes, encoding);
    try {
      var outcome = database.transaction(sql -> take(sql, lines, trial, actor));
      catalog.changed();
      return outcome;
    } catch (NotApplied rolledBack) {
      return rolledBack.outcome;
    }
  }

  private Outcome take(Sql sql, List<SheetText.Line> lines, boolean trial, String actor) {
    var read =
        ProductSheet.read(
            lines,
            id ->
                StoredProduct.read(sql, id)
                    .map(it -> ProductForm.of(it.draft(), it.version()))
                    .orElse(null));
    var errors = new ArrayList<>(read.errors());
    int created = 0;
    int changed = 0;
    int unchanged = 0;
    var inOrder =
        read.products().stream().sorted(Comparator.comparing(it -> it.id().value())).toList();
    for (var wanted : inOrder) {
      try {
        switch (one(sql, wanted, actor)) {
          case CREATED -> created++;
          case CHANGED -> changed++;
          case UNCHANGED -> unchanged++;
        }
      } catch (ApiProblem refused) {
        errors.add(error(wanted, refused));
      }
    }
    errors.sort(Comparator.comparingInt(RowError::line));
    boolean apply = !trial && errors.isEmpty();
    var outcome =
        new Outcome(
            apply,
            read.rows(),
            created,
            changed,
            unchanged,
            errors.size(),
            List.copyOf(errors.subList(0, Math.min(errors.size(), ProductSheet.ERRORS_TOLD_MAX))));
    if (!apply) {
      throw new NotApplied(outcome);
    }
    if (created + changed > 0) {
      writer.raise(sql);
    }
    return outcome;
  }

  private enum Done {
    CREATED,
    CHANGED,
    UNCHANGED
  }

  private Done one(Sql sql, Wanted wanted, String actor) {
    GoodsDesk.keepOthersOut(sql, wanted.id());
    var draft = wanted.form().draft(wanted.id());
    Optional<StoredProduct> before = StoredProduct.read(sql, wanted.id());
    if (before.isPresent() && before.get().draft().equals(draft)) {
      return Done.UNCHANGED;
    }
    return GoodsDesk.judged(
        () -> {
          desk.put(sql, draft, before, actor);
          return before.isPresent() ? Done.CHANGED : Done.CREATED;
        });
  }

  private static RowError error(Wanted wanted, ApiProblem refused) {
    String field = refused.member("field") instanceof String it ? it : "";
    int line = wanted.line();
    var ofVariant = OF_VARIANT.matcher(field);
    if (ofVariant.matches()) {
      var variants = wanted.form().variants();
      int at = Integer.parseInt(ofVariant.group(1));
      if (variants != null && at < variants.size()) {
        line = wanted.lines().getOrDefault(String.valueOf(variants.get(at).sku()), line);
      }
      field = ofVariant.group(2);
    }
    if (refused.member("sku") instanceof String sku) {
      line = wanted.lines().getOrDefault(sku, line);
      field = field.equals("variants") ? "sku" : field;
    }
    return new RowError(line, column(field), refused.ja(), refused.en());
  }

  private static String column(String field) {
    String named = COLUMNS.get(field);
    return named != null ? named : field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
