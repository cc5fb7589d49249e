package live.nigiwai.shop.document;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.document.Paper.Kind;
import live.nigiwai.shop.order.Order;
import live.nigiwai.shop.order.OrderState;
import org.jspecify.annotations.Nullable;

/**
 * The door to an order's papers, for its buyer by the order's link and for the staff. A paper is
 * written down when it is first asked for and stays as it is.
 */
public final class Documents {
  private static final int SLIPS_AT_ONCE_MAX = 100;

  /** Finds orders; answered by whoever keeps them. */
  public interface OrderLook {
    Optional<Order> byId(Sql sql, String orderId);
  }

  private final Database database;
  private final OrderLook orders;
  private final PaperRows rows;
  private final Papers papers;
  private final Issuer issuer;
  private final PaperPdf pdf = new PaperPdf();

  public Documents(Database database, Store store, Issuer issuer, OrderLook orders) {
    this.database = database;
    this.orders = orders;
    this.rows = new PaperRows(store);
    this.papers = new Papers(issuer);
    this.issuer = issuer;
  }

  public void mount(Router router, Endpoints endpoints) {
    var who = EnumSet.of(Role.PRODUCER, Role.CS);
    router
        .get("/api/orders/:token/documents")
        .handler(endpoints.viewer((context, viewer) -> listForBuyer(context)));
    router
        .get("/api/orders/:token/documents/:kind")
        .handler(endpoints.viewer((context, viewer) -> forBuyer(context)));
    router
        .get("/api/desk/orders/:id/documents")
        .handler(endpoints.staff(who, (context, staff) -> listForStaff(context)));
    router
        .get("/api/desk/orders/:id/documents/:kind")
        .handler(endpoints.staff(who, this::forStaff));
    router.get("/api/desk/packing-slips").handler(endpoints.staff(who, this::slips));
  }

  /**
   * @param refund of a return invoice
   */
  record DocumentView(String kind, String title, @Nullable String refund, String url) {}

  record ListView(List<DocumentView> documents) {}

  private Answer listForBuyer(RoutingContext context) {
    String token = context.pathParam("token");
    return database.query(
        sql -> {
          var order = byToken(sql, token);
          return Answer.ok(
              new ListView(list(sql, order, false, "/api/orders/" + token + "/documents/")));
        });
  }

  private Answer listForStaff(RoutingContext context) {
    String id = context.pathParam("id");
    return database.query(
        sql -> {
          var order = byId(sql, id);
          return Answer.ok(
              new ListView(list(sql, order, true, "/api/desk/orders/" + id + "/documents/")));
        });
  }

  private List<DocumentView> list(Sql sql, Order order, boolean staff, String under) {
    boolean wasShipped = rows.shippedOn(sql, order.id()).isPresent();
    var views = new ArrayList<DocumentView>();
    for (var kind : available(order, wasShipped, staff)) {
      views.add(new DocumentView(wire(kind), kind.title, null, under + wire(kind)));
    }
    for (var refund : rows.paidBack(sql, order.id())) {
      if (PaperRules.returnInvoice(wasShipped, issuer.isRegistered(), refund.amount())) {
        String kind = wire(Kind.RETURN_INVOICE);
        views.add(
            new DocumentView(
                kind,
                Kind.RETURN_INVOICE.title,
                refund.id(),
                under + kind + "?refund=" + refund.id()));
      }
    }
    return views;
  }

  private List<Kind> available(Order order, boolean wasShipped, boolean staff) {
    return PaperRules.available(
        order.state(), wasShipped, order.sums().captured(), issuer.isRegistered(), staff);
  }

  private Answer forBuyer(RoutingContext context) {
    String token = context.pathParam("token");
    return file(
        database.transaction(
            sql ->
                paper(sql, byToken(sql, token), kind(context), refund(context), false, "buyer")));
  }

  private Answer forStaff(RoutingContext context, Visitor staff) {
    String id = context.pathParam("id");
    return file(
        database.transaction(
            sql -> paper(sql, byId(sql, id), kind(context), refund(context), true, actor(staff))));
  }

  private Answer slips(RoutingContext context, Visitor staff) {
    String asked = context.request().getParam("ids");
    var ids =
        new LinkedHashSet<>(Arrays.asList(asked == null ? new String[0] : asked.split(",", -1)));
    if (asked == null || asked.isBlank() || ids.size() > SLIPS_AT_ONCE_MAX) {
      throw ApiProblem.badRequest(
          "bad_value", "ids must name 1 to " + SLIPS_AT_ONCE_MAX + " orders");
    }
    var slips = new ArrayList<Paper>();
    for (String id : ids) {
      slips.add(
          database.transaction(
              sql -> paper(sql, byId(sql, id), Kind.PACKING_SLIP, null, true, actor(staff))));
    }
    return answer(pdf.draw(slips), "packing-slips.pdf");
  }

  private static String actor(Visitor staff) {
    return "staff:" + staff.actor().id();
  }

  private Paper paper(
      Sql sql, Order order, Kind kind, @Nullable String refundId, boolean staff, String by) {
    var shippedOn = rows.shippedOn(sql, order.id());
    String about = kind == Kind.RETURN_INVOICE && refundId != null ? refundId : "";
    // What was handed out once stays to be had, whatever became of the order.
    var kept = rows.kept(sql, order.id(), kind, about);
    if (kept.isPresent()) {
      return kept.get();
    }
    var soldOn = shippedOn.orElse(Papers.placedOn(order));
    var products = order.lines().stream().map(line -> line.product()).toList();
    var facts =
        new Papers.Facts(
            rows.today(sql),
            soldOn,
            rows.reducedRate(sql, Papers.placedOn(order)).orElse(0),
            rows.hasAlcohol(sql, products));
    if (kind == Kind.RETURN_INVOICE) {
      var refund =
          rows.paidBack(sql, order.id()).stream()
              .filter(it -> it.id().equals(refundId))
              .filter(
                  it ->
                      PaperRules.returnInvoice(
                          shippedOn.isPresent(), issuer.isRegistered(), it.amount()))
              .findFirst()
              .orElseThrow(ApiProblem::notFound);
      Map<Integer, Integer> now = rows.returned(sql, order.id(), refund.id(), "");
      Map<Integer, Integer> before = rows.returned(sql, order.id(), null, refund.id());
      return rows.keep(
          sql, order.id(), about, papers.returned(order, refund, before, now, facts), by);
    }
    if (!available(order, shippedOn.isPresent(), staff).contains(kind)) {
      throw ApiProblem.notFound();
    }
    return rows.keep(sql, order.id(), about, papers.of(kind, order, facts), by);
  }

  private Order byToken(Sql sql, String token) {
    return rows.orderOf(sql, token).map(id -> byId(sql, id)).orElseThrow(ApiProblem::notFound);
  }

  private Order byId(Sql sql, String id) {
    return orders
        .byId(sql, id)
        .filter(it -> it.state() != OrderState.PREPARED && it.state() != OrderState.EXPIRED)
        .orElseThrow(ApiProblem::notFound);
  }

  private static Kind kind(RoutingContext context) {
    String asked = context.pathParam("kind");
    return Arrays.stream(Kind.values())
        .filter(kind -> wire(kind).equals(asked))
        .findFirst()
        .orElseThrow(ApiProblem::notFound);
  }

  private static @Nullable String refund(RoutingContext context) {
    return context.request().getParam("refund");
  }

  private static String wire(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Answer file(Paper paper) {
    return answer(pdf.draw(List.of(paper)), paper.number() + ".pdf");
  }

  private static Answer answer(byte[] file, String name) {
    return new Answer(
        200,
        file,
        Map.of(
            "Content-Type",
            "application/pdf",
            "Content-Disposition",
            "inline; filename=\"" + name + "\"",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff"));
  }
}
