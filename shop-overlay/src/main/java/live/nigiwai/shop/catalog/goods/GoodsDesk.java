package live.nigiwai.shop.catalog.goods;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.postgres.ConstraintViolation;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.shop.catalog.CatalogWriter;
import live.nigiwai.shop.catalog.CompareAt;
import live.nigiwai.shop.catalog.LicenceMissing;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.catalog.StoredProduct;
import live.nigiwai.shop.catalog.UsualPriceRule;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;

/**
 * Writes what the staff wish, if it may be.
 *
 * <p><b>Threading</b>: any thread that may block. Two who change the same product are told apart by
 * the version each of them read.
 */
final class GoodsDesk {
  private static final Set<SaleState> VISIBLE =
      Set.of(SaleState.COMING, SaleState.ON_SALE, SaleState.PAUSED);

  private final Database database;
  private final CachedCatalog catalog;
  private final CatalogWriter writer;

  GoodsDesk(Database database, CachedCatalog catalog, CatalogWriter writer) {
    this.database = database;
    this.catalog = catalog;
    this.writer = writer;
  }

  Optional<StoredProduct> find(ProductId id) {
    return database.query(sql -> StoredProduct.read(sql, id));
  }

  /**
   * @param version as it was read; 0 where there was none
   * @throws ApiProblem 409 when someone else was faster, 422 for what may not be
   */
  StoredProduct save(ProductDraft draft, long version, String actor) {
    var stored =
        judged(
            () ->
                database.transaction(
                    sql -> {
                      keepOthersOut(sql, draft.id());
                      var before = StoredProduct.read(sql, draft.id());
                      if (before.map(StoredProduct::version).orElse(0L) != version) {
                        throw changedMeanwhile();
                      }
                      put(sql, draft, before, actor);
                      writer.raise(sql);
                      return StoredProduct.read(sql, draft.id()).orElseThrow();
                    }));
    catalog.changed();
    return stored;
  }

  /** Lists the product in a show, hidden at first; where it is already its state stays. */
  void list(ShowId show, ProductId product, int position) {
    judged(
        () ->
            database.transaction(
                sql -> {
                  var stored = StoredProduct.read(sql, product).orElseThrow(ApiProblem::notFound);
                  if (stored.draft().archived()) {
                    throw new ApiProblem(
                        409,
                        "archived",
                        "保管中の商品は番組に追加できません。",
                        "An archived product cannot be added to a show.",
                        false);
                  }
                  writer.list(sql, show, product, position, SaleState.HIDDEN);
                  return true;
                }));
    catalog.changed();
  }

  /** Two new products under one id, or a sheet and a form, go one after the other. */
  static void keepOthersOut(Sql sql, ProductId product) {
    sql.one(
        "SELECT pg_advisory_xact_lock(hashtextextended('product ' || $1, 0))",
        row -> true,
        product.value());
  }

  /**
   * Writes and judges within a transaction, which must not be committed when this throws. The
   * version is raised by the caller.
   */
  void put(Sql sql, ProductDraft draft, Optional<StoredProduct> before, String actor) {
    writer.put(sql, draft, actor);
    requireOutOfSight(draft, before);
    requirePartsAndFriends(sql, draft);
    requireNewComparisonsTrue(sql, draft, before);
  }

  private static void requireOutOfSight(ProductDraft draft, Optional<StoredProduct> old) {
    if (draft.archived()
        && old.stream()
            .flatMap(it -> it.shows().stream())
            .anyMatch(it -> VISIBLE.contains(it.state()))) {
      throw new ApiProblem(
          409,
          "still_listed",
          "番組で販売中・予告中の商品は保管できません。先に番組で終了または非表示にしてください。",
          "It still shows in a show. End or hide it there first.",
          false);
    }
  }

  private static void requirePartsAndFriends(Sql sql, ProductDraft draft) {
    var products = draft.detail().goesWith().stream().map(ProductId::value).toList();
    requireAll(
        sql,
        "goesWith",
        products,
        "SELECT product_id FROM shop_product WHERE product_id = ANY($1)");
    var set = draft.detail().composition();
    if (set == null) {
      return;
    }
    var own = draft.variants().stream().map(VariantDraft::sku).toList();
    var skus =
        set.parts().stream()
            .flatMap(part -> Optional.ofNullable(part.sku()).stream())
            .peek(
                sku -> {
                  if (own.contains(sku)) {
                    throw Typed.problem(
                        "composition", "セットは自分自身を含められません。", "A set cannot hold itself.");
                  }
                })
            .map(SkuId::value)
            .toList();
    requireAll(sql, "composition", skus, "SELECT sku FROM shop_variant WHERE sku = ANY($1)");
  }

  private static void requireAll(Sql sql, String field, List<String> ids, String query) {
    var missing = new HashSet<>(ids);
    if (!missing.isEmpty()) {
      sql.list(query, row -> row.getString(0), (Object) ids.toArray(String[]::new))
          .forEach(missing::remove);
    }
    missing.stream()
        .sorted()
        .findFirst()
        .ifPresent(
            id -> {
              throw Typed.problem(
                  field, id + " という商品は登録されていません。", "There is no product " + id + ".");
            });
  }

  /**
   * A usual price is accepted only while it holds. One that was accepted and has lapsed stays,
   * unseen, until someone changes it or the price.
   */
  private static void requireNewComparisonsTrue(
      Sql sql, ProductDraft draft, Optional<StoredProduct> old) {
    for (int i = 0; i < draft.variants().size(); i++) {
      var variant = draft.variants().get(i);
      var compareAt = variant.compareAt();
      boolean asBefore =
          old.stream()
              .flatMap(it -> it.draft().variants().stream())
              .anyMatch(
                  it ->
                      it.sku().equals(variant.sku())
                          && it.price().equals(variant.price())
                          && Objects.equals(it.compareAt(), compareAt));
      if (compareAt == null || compareAt.kind() != CompareAt.Kind.USUAL || asBefore) {
        continue;
      }
      var verdict = StoredProduct.verdict(sql, draft.id(), variant.sku(), compareAt.price());
      if (verdict != UsualPriceRule.Verdict.ALLOWED) {
        throw new ApiProblem(
                422,
                "usual_price_not_proven",
                "当店通常価格として表示できません。" + verdict.why().ja(),
                "It may not be shown as the usual price. " + verdict.why().en(),
                false)
            .with("field", "variants[" + i + "].compareAt")
            .with("sku", variant.sku().value());
      }
    }
  }

  private static ApiProblem changedMeanwhile() {
    return new ApiProblem(
        409,
        "changed_meanwhile",
        "ほかの担当者がこの商品を変更しました。読み込み直してから、もう一度変更してください。",
        "Someone else changed this product. Load it again, then make your change.",
        false);
  }

  /** Work on the tables whose refusals get words. */
  interface Work<T> {
    T run();
  }

  static <T> T judged(Work<T> work) {
    try {
      return work.run();
    } catch (LicenceMissing missing) {
      throw new ApiProblem(
              409,
              "licence_missing",
              "古物・医薬品を番組に載せるには、先に許可・届出の表示を登録してください。",
              "State the shop's licence first: goods of this kind cannot be listed without it.",
              false)
          .with("kind", missing.kind().name().toLowerCase(Locale.ROOT));
    } catch (CatalogWriter.SkuTaken taken) {
      throw Typed.problem(
              "variants",
              "SKU " + taken.sku() + " は別の商品で使われています。",
              "The SKU " + taken.sku() + " belongs to another product.")
          .with("sku", taken.sku().value());
    } catch (ConstraintViolation refused) {
      if (refused.constraint().equals("shop_product_image_image_key_fkey")) {
        throw Typed.problem("pictures", "画像をもう一度選んでください。", "Choose the picture again.");
      }
      throw refused;
    }
  }
}
