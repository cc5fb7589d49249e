package live.nigiwai.shop.catalog.goods;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.StoredProduct;
import live.nigiwai.shop.catalog.goods.SheetText.Encoding;
import live.nigiwai.show.ProductId;

/**
 * {@code /api/admin/products.csv}: the whole catalogue out, and a sheet in. Archived products are
 * in it, so that a sheet that went out and comes back changes nothing.
 */
final class SheetEndpoints {
  static final String PATH = "/api/admin/products.csv";
  static final int BYTES_MAX = 4 << 20;

  private static final Set<Role> WRITERS = Set.of(Role.PRODUCER);
  private static final int PRODUCTS_AT_ONCE = 200;

  private final Database database;
  private final SheetImport imports;

  SheetEndpoints(Database database, SheetImport imports) {
    this.database = database;
    this.imports = imports;
  }

  void mount(Router router, Endpoints endpoints) {
    router.get(PATH).handler(endpoints.staff(WRITERS, this::out));
    router
        .post(PATH)
        .handler(Goods.bodyOf(endpoints, WRITERS, BYTES_MAX))
        .handler(endpoints.staff(WRITERS, this::in));
  }

  private static Encoding encoding(RoutingContext context) {
    String wanted = context.request().getParam("encoding");
    return switch (wanted == null ? "utf-8" : wanted) {
      case "utf-8" -> Encoding.UTF_8;
      case "shift_jis" -> Encoding.SHIFT_JIS;
      default -> throw ApiProblem.badRequest("bad_value", "encoding is utf-8 or shift_jis");
    };
  }

  private Answer out(RoutingContext context, Visitor staff) {
    var encoding = encoding(context);
    var rows = new ArrayList<List<String>>();
    rows.add(ProductSheet.COLUMNS);
    String after = "";
    List<StoredProduct> page;
    do {
      String from = after;
      page = database.query(sql -> page(sql, from));
      page.forEach(it -> rows.addAll(ProductSheet.rows(it.draft())));
      after = page.isEmpty() ? after : page.getLast().draft().id().value();
    } while (page.size() == PRODUCTS_AT_ONCE);
    return new Answer(
        200,
        SheetText.write(rows, encoding),
        Map.of(
            "Content-Type",
            "text/csv; charset=" + (encoding == Encoding.UTF_8 ? "utf-8" : "shift_jis"),
            "Content-Disposition",
            "attachment; filename=\"products.csv\"",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff"));
  }

  private static List<StoredProduct> page(Sql sql, String after) {
    return sql
        .list(
            "SELECT product_id FROM shop_product WHERE product_id > $1 ORDER BY product_id LIMIT"
                + " $2",
            row -> new ProductId(row.getString(0)),
            after,
            PRODUCTS_AT_ONCE)
        .stream()
        .flatMap(id -> StoredProduct.read(sql, id).stream())
        .toList();
  }

  private Answer in(RoutingContext context, Visitor staff) {
    var body = Optional.ofNullable(context.body().buffer());
    byte[] bytes = body.map(it -> it.getBytes()).orElse(new byte[0]);
    boolean trial = "true".equals(context.request().getParam("trial"));
    return Answer.ok(imports.take(bytes, encoding(context), trial, staff.actor().id()));
  }
}
