package live.nigiwai.shop.parcel;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.order.Order;
import live.nigiwai.shop.order.OrderState;
import live.nigiwai.shop.order.Stepped;

/** {@code /api/desk/shipments}: files for carriers, and their tracking numbers back. */
public final class Parcels {
  private static final int ORDERS_MAX = 200;
  private static final int FILE_BYTES_MAX = 64 * 1024;
  private static final Map<String, CarrierCsv> CARRIERS =
      Map.of("yamato", new YamatoCsv(), "sagawa", new SagawaCsv());

  /** Orders; answered by whoever keeps them. */
  public interface OrderLook {
    Optional<Order> byId(Sql sql, String orderId);
  }

  /** Sends an order; answered by whoever keeps them. */
  public interface Shipping {
    Stepped ship(String orderId, String carrier, String tracking, Stepped.By by);
  }

  private final Database database;
  private final Store store;
  private final Sender sender;
  private final OrderLook orders;
  private final Shipping shipping;

  public Parcels(
      Database database, Store store, Sender sender, OrderLook orders, Shipping shipping) {
    this.database = database;
    this.store = store;
    this.sender = sender;
    this.orders = orders;
    this.shipping = shipping;
  }

  public void mount(Router router, Endpoints endpoints) {
    var who = EnumSet.of(Role.PRODUCER, Role.CS);
    router
        .get("/api/desk/shipments")
        .handler(endpoints.staff(who, (context, staff) -> labels(context)));
    router.post("/api/desk/shipments/tracking").handler(endpoints.staff(who, this::tracking));
  }

  private Answer labels(RoutingContext context) {
    String carrier = carrier(context);
    var csv = CARRIERS.get(carrier);
    if (csv == null) {
      throw ApiProblem.badRequest("bad_value", "carrier must be yamato or sagawa");
    }
    String asked = context.request().getParam("ids");
    var ids =
        new LinkedHashSet<>(Arrays.asList(asked == null ? new String[0] : asked.split(",", -1)));
    if (ids.isEmpty() || ids.size() > ORDERS_MAX) {
      throw ApiProblem.badRequest("bad_value", "ids must name 1 to " + ORDERS_MAX + " orders");
    }
    var rows = new ArrayList<List<String>>();
    rows.add(csv.head());
    var tooLong = new ArrayList<String>();
    var today = today();
    for (var order : toSend(ids)) {
      csv.row(Label.of(order), sender, today)
          .ifPresentOrElse(rows::add, () -> tooLong.add(order.number()));
    }
    if (!tooLong.isEmpty()) {
      throw new ApiProblem(
              422,
              "address_too_long",
              "住所が送り状の欄に収まらない注文があります: " + String.join("、", tooLong),
              "Some addresses do not fit the carrier's label: " + String.join(", ", tooLong),
              false)
          .with("orders", tooLong);
    }
    return new Answer(
        200,
        CsvFile.write(rows),
        Map.of(
            "Content-Type",
            "text/csv; charset=Shift_JIS",
            "Content-Disposition",
            "attachment; filename=\"" + carrier + ".csv\"",
            "Cache-Control",
            "no-store"));
  }

  private List<Order> toSend(LinkedHashSet<String> ids) {
    return database.query(
        sql -> {
          var found = new ArrayList<Order>();
          for (String id : ids) {
            var order = orders.byId(sql, id).orElseThrow(ApiProblem::notFound);
            if (order.state() != OrderState.PAID && order.state() != OrderState.ACCEPTED) {
              throw new ApiProblem(
                      409,
                      "wrong_state",
                      "発送できる状態でない注文が含まれています: " + order.number(),
                      "An order cannot be sent in its state: " + order.number(),
                      false)
                  .with("order", order.number());
            }
            found.add(order);
          }
          return found;
        });
  }

  private LocalDate today() {
    return database.query(
        sql ->
            sql.one(
                    "SELECT (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date::text",
                    row -> LocalDate.parse(row.getString(0)))
                .orElseThrow());
  }

  /**
   * @param outcome {@code shipped}, {@code already}, {@code unknown_order}, {@code wrong_state} or
   *     {@code bad_tracking}; of a dry run {@code would_ship}
   */
  record RowView(long line, String number, String tracking, String outcome) {}

  record ImportView(int shipped, int refused, List<RowView> rows) {}

  private Answer tracking(RoutingContext context, Visitor staff) {
    String carrier = carrier(context);
    boolean dry = "true".equals(context.request().getParam("dry"));
    var buffer = context.body().buffer();
    if (buffer == null || buffer.length() == 0) {
      throw ApiProblem.badRequest("bad_file", "a CSV file is missing");
    }
    if (buffer.length() > FILE_BYTES_MAX) {
      throw ApiProblem.tooLarge();
    }
    if (!dry) {
      // Each row is done once by its own key; this one says that the caller means it.
      var unused = Requests.idempotencyKey(context);
    }
    var views = new ArrayList<RowView>();
    for (var row : TrackingCsv.read(buffer.getBytes())) {
      views.add(
          new RowView(row.line(), row.number(), row.tracking(), outcome(row, carrier, dry, staff)));
    }
    int shipped =
        (int)
            views.stream()
                .filter(it -> it.outcome.equals("shipped") || it.outcome.equals("would_ship"))
                .count();
    int already = (int) views.stream().filter(it -> it.outcome.equals("already")).count();
    return Answer.ok(new ImportView(shipped, views.size() - shipped - already, views));
  }

  private String outcome(TrackingCsv.Row row, String carrier, boolean dry, Visitor staff) {
    if (!row.isGood()) {
      return "bad_tracking";
    }
    var found =
        database.query(
            sql ->
                sql.one(
                        "SELECT order_id FROM shop_order WHERE store_id = $1 AND number = $2",
                        it -> it.getString(0),
                        store.id(),
                        row.number())
                    .flatMap(id -> orders.byId(sql, id)));
    if (found.isEmpty()) {
      return "unknown_order";
    }
    var order = found.get();
    if (order.state() == OrderState.SHIPPED || order.state() == OrderState.DELIVERED) {
      return row.tracking().equals(order.parcel().tracking()) ? "already" : "wrong_state";
    }
    if (dry) {
      return order.state() == OrderState.PAID || order.state() == OrderState.ACCEPTED
          ? "would_ship"
          : "wrong_state";
    }
    var by = new Stepped.By("staff:" + staff.actor().id(), "tracking " + row.tracking(), null);
    return shipping.ship(order.id(), carrier, row.tracking(), by) instanceof Stepped.Done
        ? "shipped"
        : "wrong_state";
  }

  private static String carrier(RoutingContext context) {
    String carrier = context.request().getParam("carrier");
    if (carrier == null || !(CARRIERS.containsKey(carrier) || carrier.equals("japanpost"))) {
      throw ApiProblem.badRequest("bad_value", "carrier must be yamato, sagawa or japanpost");
    }
    return carrier;
  }
}
