package live.nigiwai.shop.catalog.goods;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.shop.catalog.TaxCategory;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/admin/tax-rates}: the consumption tax rates by the day from which they count. A new
 * one can only be for a day to come: what was sold keeps its rate.
 */
final class TaxRateEndpoints {
  private static final Set<Role> ANY_CREW = EnumSet.allOf(Role.class);
  private static final Set<Role> OWNER = Set.of(Role.OWNER);

  private final Database database;
  private final CachedCatalog catalog;

  TaxRateEndpoints(Database database, CachedCatalog catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  void mount(Router router, Endpoints endpoints) {
    router.get("/api/admin/tax-rates").handler(endpoints.staff(ANY_CREW, this::list));
    router.post("/api/admin/tax-rates").handler(endpoints.staff(OWNER, this::add));
  }

  record RateView(String category, String from, int percent) {}

  record RatesView(List<RateView> rates) {}

  private static RatesView rates(Sql sql) {
    return new RatesView(
        sql.list(
            "SELECT category, valid_from, percent FROM shop_tax_rate ORDER BY category, valid_from",
            row ->
                new RateView(
                    row.getString(0).toLowerCase(Locale.ROOT),
                    row.getLocalDate(1).toString(),
                    row.getInteger(2))));
  }

  private Answer list(RoutingContext context, Visitor staff) {
    return Answer.ok(database.query(TaxRateEndpoints::rates));
  }

  record RateForm(@Nullable String category, @Nullable String from, @Nullable Long percent) {}

  /** Sets the rate from a coming day on; the same day again replaces it. */
  private Answer add(RoutingContext context, Visitor staff) {
    var form = Requests.body(context, RateForm.class);
    var category = Typed.choice("category", form.category, TaxCategory.class);
    long percent = Typed.number("percent", form.percent, 0, 50);
    var from = day(form.from);
    int written =
        database.query(
            sql ->
                sql.change(
                    """
                    INSERT INTO shop_tax_rate (category, valid_from, percent)
                    SELECT $1, $2::date, $3::int WHERE $2::date > (now() AT TIME ZONE 'Asia/Tokyo')::date
                    ON CONFLICT (category, valid_from) DO UPDATE SET percent = excluded.percent
                    """,
                    category.name(),
                    from,
                    (int) percent));
    if (written == 0) {
      throw Typed.problem("from", "明日以降の日付を入力してください。", "Enter a day to come.");
    }
    catalog.changed();
    return Answer.created(database.query(TaxRateEndpoints::rates));
  }

  private static LocalDate day(@Nullable String value) {
    try {
      return LocalDate.parse(value == null ? "" : value.strip());
    } catch (DateTimeParseException malformed) {
      throw Typed.problem("from", "日付は 2026-12-01 の形で入力してください。", "Enter the day like 2026-12-01.");
    }
  }
}
