package live.nigiwai.shop.catalog.goods;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.shop.catalog.CatalogSearch;
import live.nigiwai.shop.catalog.CatalogWriter;
import live.nigiwai.shop.catalog.Licences;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.catalog.picture.PictureWorks;

/**
 * The staff's goods desk, put together.
 *
 * <p><b>Threading</b>: requests run on their own virtual threads; pictures are made on two threads
 * that end with this.
 */
public final class Goods implements AutoCloseable {
  /** The requests whose bodies are read here, paused until then. */
  public static final Set<String> LARGE_BODIES = Set.of(PictureEndpoints.PATH, SheetEndpoints.PATH);

  private final PictureWorks works = new PictureWorks();
  private final GoodsEndpoints goods;
  private final SheetEndpoints sheets;
  private final PictureEndpoints pictures;
  private final TaxRateEndpoints taxRates;
  private final CatalogSearch search;

  public Goods(Database database, CachedCatalog catalog, CatalogWriter writer, Store store) {
    this.search = new CatalogSearch(database);
    this.taxRates = new TaxRateEndpoints(database, catalog);
    var desk = new GoodsDesk(database, catalog, writer);
    this.goods =
        new GoodsEndpoints(
            database, catalog, desk, search, new Licences(store), new DeclaredPrices(store));
    this.sheets = new SheetEndpoints(database, new SheetImport(database, catalog, writer, desk));
    this.pictures = new PictureEndpoints(new Pictures(database, writer, works));
  }

  /** Reads a large body, but only from someone who may send it. */
  static Handler<RoutingContext> bodyOf(Endpoints endpoints, Set<Role> roles, int bytesMax) {
    return endpoints.staffStream(
        roles, anyone -> {}, BodyHandler.create(false).setBodyLimit(bytesMax));
  }

  /** Cuts the words of products that were written before this analyser; blocks. */
  public void catchUp() {
    search.catchUp();
  }

  public void mount(Router router, Endpoints endpoints) {
    sheets.mount(router, endpoints);
    pictures.mount(router, endpoints);
    goods.mount(router, endpoints);
    taxRates.mount(router, endpoints);
  }

  @Override
  public void close() {
    works.close();
  }
}
