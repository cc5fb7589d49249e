package live.nigiwai.shop.catalog.goods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.shop.catalog.CatalogSearch;
import live.nigiwai.shop.catalog.Licences;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.PriceHistory;
import live.nigiwai.shop.catalog.ProductKind;
import live.nigiwai.shop.catalog.StoredProduct;
import live.nigiwai.shop.catalog.goods.DeclaredPrices.DeclaredForm;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/products} and what belongs to it; and the viewers' search within a show. */
final class GoodsEndpoints {
  private static final Set<Role> ANY_CREW = EnumSet.allOf(Role.class);
  private static final Set<Role> WRITERS = Set.of(Role.PRODUCER);
  private static final Set<Role> OWNER = Set.of(Role.OWNER);
  private static final int LIMIT_MAX = 100;
  private static final int FOUND_MAX = 60;

  private final Database database;
  private final CachedCatalog catalog;
  private final GoodsDesk desk;
  private final CatalogSearch search;
  private final Licences licences;
  private final DeclaredPrices declaredPrices;

  GoodsEndpoints(
      Database database,
      CachedCatalog catalog,
      GoodsDesk desk,
      CatalogSearch search,
      Licences licences,
      DeclaredPrices declaredPrices) {
    this.database = database;
    this.catalog = catalog;
    this.desk = desk;
    this.search = search;
    this.licences = licences;
    this.declaredPrices = declaredPrices;
  }

  void mount(Router router, Endpoints endpoints) {
    router.get("/api/shows/:show/search").handler(endpoints.on(this::findInShow));
    router.get("/api/admin/products").handler(endpoints.staff(ANY_CREW, this::list));
    router.get("/api/admin/products/:product").handler(endpoints.staff(ANY_CREW, this::read));
    router.put("/api/admin/products/:product").handler(endpoints.staff(WRITERS, this::save));
    router
        .get("/api/admin/products/:product/prices")
        .handler(endpoints.staff(ANY_CREW, this::prices));
    router
        .post("/api/admin/products/:product/declared-prices")
        .handler(endpoints.staff(WRITERS, this::declare));
    router
        .put("/api/admin/products/:product/shows/:show")
        .handler(endpoints.staff(WRITERS, this::listInShow));
    router.get("/api/admin/licences").handler(endpoints.staff(ANY_CREW, this::readLicences));
    router.put("/api/admin/licences/:kind").handler(endpoints.staff(OWNER, this::stateLicence));
  }

  private static ProductId product(RoutingContext context) {
    return new ProductId(context.pathParam("product"));
  }

  private static @Nullable String param(RoutingContext context, String name) {
    return context.request().getParam(name);
  }

  private static String question(RoutingContext context) {
    String question = param(context, "q");
    String asked = question == null ? "" : question.strip();
    if (asked.length() > CatalogSearch.QUESTION_LENGTH_MAX) {
      throw ApiProblem.badRequest(
          "bad_value", "q has at most " + CatalogSearch.QUESTION_LENGTH_MAX + " characters");
    }
    return asked;
  }

  private static int limit(RoutingContext context) {
    String limit = param(context, "limit");
    try {
      int wanted = limit == null ? LIMIT_MAX : Integer.parseInt(limit);
      return Math.clamp(wanted, 1, LIMIT_MAX);
    } catch (NumberFormatException malformed) {
      throw ApiProblem.badRequest("bad_value", "limit is a number");
    }
  }

  record FoundView(List<String> products) {}

  private Answer findInShow(RoutingContext context) {
    var show = new ShowId(context.pathParam("show"));
    var found = search.find(question(context), show, false, FOUND_MAX);
    return Answer.ok(new FoundView(found.stream().map(ProductId::value).toList()));
  }

  /**
   * @param next what {@code after} is for the rest; null at the end
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ListView(List<GoodsRows.GoodsRow> products, @Nullable String next) {}

  private Answer list(RoutingContext context, Visitor staff) {
    String asked = question(context);
    boolean archived = "true".equals(param(context, "archived"));
    if (!asked.isEmpty()) {
      var found = search.find(asked, null, archived, FOUND_MAX);
      return Answer.ok(new ListView(database.query(sql -> GoodsRows.of(sql, found)), null));
    }
    String after = param(context, "after");
    int limit = limit(context);
    var page =
        database.query(sql -> GoodsRows.page(sql, after == null ? "" : after, archived, limit + 1));
    boolean more = page.size() > limit;
    var shown = more ? page.subList(0, limit) : page;
    return Answer.ok(new ListView(shown, more ? shown.getLast().id() : null));
  }

  record ShowView(String show, String state) {}

  /**
   * @param comparison why the usual price does not show; null where it does or none is wished
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ProductAnswer(
      String id, ProductForm product, List<ShowView> shows, Map<String, LocalText> comparisons) {
    static ProductAnswer of(StoredProduct stored) {
      var comparisons = new TreeMap<String, LocalText>();
      stored
          .comparisons()
          .forEach(
              (sku, verdict) -> {
                if (!verdict.why().ja().isEmpty()) {
                  comparisons.put(sku.value(), verdict.why());
                }
              });
      return new ProductAnswer(
          stored.draft().id().value(),
          ProductForm.of(stored.draft(), stored.version()),
          stored.shows().stream()
              .map(it -> new ShowView(it.show().value(), lower(it.state())))
              .toList(),
          comparisons);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Answer read(RoutingContext context, Visitor staff) {
    return Answer.ok(
        ProductAnswer.of(desk.find(product(context)).orElseThrow(ApiProblem::notFound)));
  }

  private Answer save(RoutingContext context, Visitor staff) {
    var form = Requests.body(context, ProductForm.class);
    long version = Typed.number("version", form.version(), 0, Long.MAX_VALUE);
    var draft = form.draft(product(context));
    return Answer.ok(ProductAnswer.of(desk.save(draft, version, staff.actor().id())));
  }

  record PricedView(long price, long from, String by) {}

  record DeclaredView(long price, long from, long to, String statement, String by) {}

  record PricesView(List<PricedView> prices, List<DeclaredView> declared) {}

  private Answer prices(RoutingContext context, Visitor staff) {
    String wanted = param(context, "sku");
    var sku = new SkuId(wanted == null ? "" : wanted);
    return Answer.ok(database.query(sql -> prices(sql, product(context), sku)));
  }

  private static PricesView prices(Sql sql, ProductId product, SkuId sku) {
    boolean ofIt =
        sql.one(
                "SELECT 1 FROM shop_variant WHERE product_id = $1 AND sku = $2",
                row -> true,
                product.value(),
                sku.value())
            .isPresent();
    if (!ofIt) {
      throw ApiProblem.notFound();
    }
    return new PricesView(
        PriceHistory.prices(sql, sku).stream()
            .map(it -> new PricedView(it.price().yen(), it.from(), it.actor()))
            .toList(),
        PriceHistory.declared(sql, sku).stream()
            .map(
                it ->
                    new DeclaredView(
                        it.price().yen(), it.from(), it.to(), it.statement(), it.actor()))
            .toList());
  }

  private Answer declare(RoutingContext context, Visitor staff) {
    var form = Requests.body(context, DeclaredForm.class);
    var product = product(context);
    var sku = new SkuId(form.sku() == null ? "" : form.sku());
    var view =
        database.transaction(
            sql -> {
              declaredPrices.add(sql, product, form, staff.actor().id());
              return prices(sql, product, sku);
            });
    return Answer.created(view);
  }

  record PlaceRequest(@Nullable Long position) {}

  private Answer listInShow(RoutingContext context, Visitor staff) {
    var wanted = Requests.body(context, PlaceRequest.class);
    int position = (int) Typed.number("position", wanted.position, 1, 10_000);
    desk.list(new ShowId(context.pathParam("show")), product(context), position);
    return Answer.ok(
        ProductAnswer.of(desk.find(product(context)).orElseThrow(ApiProblem::notFound)));
  }

  record LicenceForm(@Nullable String words, @Nullable String wordsEn) {}

  private Answer readLicences(RoutingContext context, Visitor staff) {
    var all = new TreeMap<String, LocalText>();
    database.query(licences::all).forEach((kind, words) -> all.put(lower(kind), words));
    return Answer.ok(all);
  }

  private Answer stateLicence(RoutingContext context, Visitor staff) {
    var kind = Typed.choice("kind", context.pathParam("kind"), ProductKind.class);
    if (kind == ProductKind.GENERAL) {
      throw ApiProblem.notFound();
    }
    var form = Requests.body(context, LicenceForm.class);
    var words = Typed.text("words", form.words, form.wordsEn, 0, Licences.WORDS_LENGTH_MAX);
    GoodsDesk.judged(
        () ->
            database.transaction(
                sql -> {
                  licences.state(sql, kind, words, staff.actor().id());
                  return true;
                }));
    catalog.changed();
    return readLicences(context, staff);
  }
}
