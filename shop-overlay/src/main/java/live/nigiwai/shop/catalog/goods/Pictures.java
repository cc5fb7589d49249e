package live.nigiwai.shop.catalog.goods;

import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.CatalogWriter;
import live.nigiwai.shop.catalog.ImageDraft;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.picture.PictureWorks;
import live.nigiwai.shop.catalog.picture.PictureWorks.Made;

/** Keeps pictures: made anew, in all their widths, in one transaction. */
final class Pictures {
  private final Database database;
  private final CatalogWriter writer;
  private final PictureWorks works;

  Pictures(Database database, CatalogWriter writer, PictureWorks works) {
    this.database = database;
    this.writer = writer;
    this.works = works;
  }

  record RenditionView(String url, int width, int height) {}

  record PictureView(
      String key, String url, int width, int height, List<RenditionView> renditions) {}

  /** The same bytes are the same picture. */
  PictureView keep(byte[] bytes) {
    var made = works.prepare(bytes);
    return database.transaction(
        sql -> {
          String key = writer.store(sql, draft(made.jpeg()));
          var renditions =
              made.webp().stream()
                  .map(
                      it -> {
                        String at = writer.store(sql, draft(it));
                        writer.rendition(sql, key, at, it.width(), it.height());
                        return new RenditionView("/images/" + at, it.width(), it.height());
                      })
                  .toList();
          return new PictureView(
              key, "/images/" + key, made.jpeg().width(), made.jpeg().height(), renditions);
        });
  }

  private static ImageDraft draft(Made made) {
    return new ImageDraft(
        made.bytes(), made.contentType(), made.width(), made.height(), LocalText.EMPTY);
  }
}
