package live.nigiwai.web.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.shop.Shop;
import live.nigiwai.shop.catalog.ImageDraft;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.ProductDetail;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.shop.rundown.Cue;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;

/**
 * The demo's goods, read from {@code /demo/goods.json}. Sown through the shop's own door, with
 * fixed ids, as often as the demo starts: words and prices are brought up to date, stock is filled
 * up by a movement.
 */
record DemoSeed(List<Goods> products, List<Step> rundown) {
  private static final String RESOURCE = "/demo/goods.json";
  private static final String IMAGES = "/demo/goods/";

  record Goods(
      String id,
      String name,
      String nameEn,
      String description,
      String descriptionEn,
      int taxRate,
      int perBuyer,
      List<Image> images,
      List<Kind> variants,
      String talkingPoint,
      String talkingPointEn) {}

  record Image(String file, String alt, String altEn, int width, int height) {}

  record Kind(String sku, String name, String nameEn, long price, int stock) {}

  record Step(int position, String product, String note, String noteEn) {}

  static DemoSeed read() {
    try (var in = DemoSeed.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return Json.mapper().readValue(in, DemoSeed.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Sows and returns the ids of the products. */
  List<String> sow(Shop shop, ShowId show) {
    var seeding = shop.seeding();
    for (int i = 0; i < products.size(); i++) {
      var goods = products.get(i);
      seeding.product(draft(goods));
      seeding.list(show, new ProductId(goods.id), i + 1, SaleState.ON_SALE);
      for (var kind : goods.variants) {
        seeding.stockUpTo(new SkuId(kind.sku), kind.stock, "demo restock");
      }
    }
    seeding.rundown(
        show,
        rundown.stream()
            .map(
                step -> new Cue(new ProductId(step.product), new LocalText(step.note, step.noteEn)))
            .toList());
    return products.stream().map(Goods::id).toList();
  }

  private static ProductDraft draft(Goods goods) {
    return new ProductDraft(
            new ProductId(goods.id),
            new LocalText(goods.name, goods.nameEn),
            new LocalText(goods.description, goods.descriptionEn),
            goods.taxRate == 8 ? TaxCategory.REDUCED : TaxCategory.STANDARD,
            goods.perBuyer,
            3,
            goods.variants.stream()
                .map(
                    kind ->
                        new VariantDraft(
                            new SkuId(kind.sku),
                            new LocalText(kind.name, kind.nameEn),
                            Money.yen(kind.price)))
                .toList(),
            goods.images.stream()
                .map(
                    image ->
                        new ImageDraft(
                            bytes(image.file),
                            "image/jpeg",
                            image.width,
                            image.height,
                            new LocalText(image.alt, image.altEn)))
                .toList())
        .with(
            ProductDetail.PLAIN.withTalkingPoints(
                List.of(new LocalText(goods.talkingPoint, goods.talkingPointEn))));
  }

  private static byte[] bytes(String file) {
    try (var in = DemoSeed.class.getResourceAsStream(IMAGES + file)) {
      if (in == null) {
        throw new IllegalStateException(IMAGES + file + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
