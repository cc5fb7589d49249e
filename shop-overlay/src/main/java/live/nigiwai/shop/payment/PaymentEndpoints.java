package live.nigiwai.shop.payment;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/payment/webhooks/{provider}} for providers, {@code GET /api/payment} for pages,
 * {@code POST /api/desk/payouts/{refund}} for staff who transferred a refund of cash.
 */
final class PaymentEndpoints {
  private static final int NOTE_LENGTH_MAX = 200;
  private static final int ID_LENGTH_MAX = 64;

  private final WebhookInbox inbox;
  private final CashOnDelivery cash;
  private final String provider;
  private final String publishableKey;
  private final Set<PaymentMethod> methods;

  PaymentEndpoints(
      WebhookInbox inbox,
      CashOnDelivery cash,
      String provider,
      String publishableKey,
      Set<PaymentMethod> methods) {
    this.inbox = inbox;
    this.cash = cash;
    this.provider = provider;
    this.publishableKey = publishableKey;
    this.methods = methods;
  }

  void mount(Router router, Endpoints endpoints) {
    router.post("/api/payment/webhooks/:provider").handler(endpoints.on(this::webhook));
    router.get("/api/payment").handler(endpoints.on(context -> show()));
    router
        .post("/api/desk/payouts/:refund")
        .handler(endpoints.staff(EnumSet.noneOf(Role.class), this::paidOut));
  }

  /** Stored is enough to answer; a refusal says nothing about why. */
  private Answer webhook(RoutingContext context) {
    if (!context.pathParam("provider").equals(inbox.provider())) {
      throw ApiProblem.notFound();
    }
    var body = context.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    if (!inbox.receive(bytes, context.request().getHeader(inbox.signatureHeader()))) {
      throw ApiProblem.badRequest("webhook_refused", "this webhook is not genuine");
    }
    return Answer.noContent();
  }

  record PaymentView(String provider, List<String> methods, @Nullable String publishableKey) {}

  private Answer show() {
    var names = methods.stream().map(method -> method.name().toLowerCase(Locale.ROOT)).toList();
    return Answer.ok(
        new PaymentView(provider, names, publishableKey.isEmpty() ? null : publishableKey));
  }

  record PayoutRequest(@Nullable String note) {}

  /** The owner only: it ends a debt by a word. */
  private Answer paidOut(RoutingContext context, Visitor staff) {
    String note = Requests.body(context, PayoutRequest.class).note;
    String stripped = note == null ? "" : note.strip();
    String refund = context.pathParam("refund");
    if (refund.length() > ID_LENGTH_MAX) {
      throw ApiProblem.notFound();
    }
    if (stripped.isEmpty() || stripped.length() > NOTE_LENGTH_MAX) {
      throw new ApiProblem(
              422,
              "invalid_field",
              "振込の控えを200文字以内で入力してください。口座番号は書かないでください。",
              "Say in up to 200 characters how it was transferred, without an account number.",
              false)
          .with("field", "note");
    }
    cash.paidOut(refund, staff.actor().id(), stripped);
    return Answer.noContent();
  }
}
