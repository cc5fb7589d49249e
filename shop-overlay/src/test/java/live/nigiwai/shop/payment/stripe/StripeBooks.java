package live.nigiwai.shop.payment.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.shop.payment.stripe.StripeServer.Reply;

/** What Stripe keeps, and its rules about it. */
final class StripeBooks {
  private static final Pattern INTENT = Pattern.compile("/v1/payment_intents/(pi_[0-9]+)");
  private static final Pattern CANCEL = Pattern.compile("/v1/payment_intents/(pi_[0-9]+)/cancel");
  private static final Pattern TOKEN =
      Pattern.compile("/v1/confirmation_tokens/(ctoken_[a-z0-9_]+)");

  private static final Set<String> INTENT_PARAMS =
      Set.of(
          "amount",
          "currency",
          "confirm",
          "confirmation_token",
          "return_url",
          "metadata[attempt]",
          "payment_method_types[0]",
          "payment_method_data[type]",
          "payment_method_data[billing_details][name]",
          "payment_method_data[billing_details][email]",
          "payment_method_options[konbini][confirmation_number]",
          "payment_method_options[konbini][expires_at]");
  private static final Set<String> REFUND_PARAMS =
      Set.of(
          "payment_intent",
          "amount",
          "metadata[attempt]",
          "metadata[refund]",
          "instructions_email");

  private final Map<String, ObjectNode> intents = new LinkedHashMap<>();
  private final Map<String, ObjectNode> refunds = new LinkedHashMap<>();
  private int made;

  synchronized Reply read(String path, Map<String, String> query) {
    var one = INTENT.matcher(path);
    if (one.matches()) {
      var intent = intents.get(one.group(1));
      return intent == null ? missing() : ok(intent);
    }
    var token = TOKEN.matcher(path);
    if (token.matches()) {
      return token(token.group(1));
    }
    return switch (path) {
      case "/v1/payment_intents" -> {
        long from = Long.parseLong(query.get("created[gte]"));
        long to = Long.parseLong(query.get("created[lte]"));
        yield page(
            intents.values().stream()
                .filter(intent -> intent.get("created").asLong() >= from)
                .filter(intent -> intent.get("created").asLong() <= to)
                .toList(),
            query,
            path);
      }
      case "/v1/refunds" ->
          page(
              refunds.values().stream()
                  .filter(
                      refund ->
                          refund.get("payment_intent").asText().equals(query.get("payment_intent")))
                  .toList(),
              query,
              path);
      default -> missing();
    };
  }

  /** Newest first, a few at a time, as Stripe lists. */
  private static Reply page(List<ObjectNode> found, Map<String, String> query, String path) {
    var newest = new ArrayList<>(found.reversed());
    String after = query.get("starting_after");
    if (after != null) {
      while (!newest.isEmpty() && !newest.removeFirst().get("id").asText().equals(after)) {}
    }
    int limit = Math.min(3, Integer.parseInt(query.getOrDefault("limit", "10")));
    var list = Json.mapper().createObjectNode().put("object", "list").put("url", path);
    list.put("has_more", newest.size() > limit);
    list.putArray("data").addAll(newest.subList(0, Math.min(limit, newest.size())));
    return new Reply(200, list);
  }

  private static Reply token(String id) {
    var token = Json.mapper().createObjectNode().put("id", id).put("object", "confirmation_token");
    token
        .putObject("payment_method_preview")
        .put("type", "card")
        .putObject("card")
        .put("brand", "visa")
        .put("last4", "4242");
    return new Reply(200, token);
  }

  synchronized Reply change(String path, Map<String, String> sent, List<String> complaints) {
    var cancel = CANCEL.matcher(path);
    if (cancel.matches()) {
      return cancel(cancel.group(1));
    }
    var known = path.equals("/v1/refunds") ? REFUND_PARAMS : INTENT_PARAMS;
    sent.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> complaints.add("unknown parameter " + name));
    return switch (path) {
      case "/v1/payment_intents" -> create(sent);
      case "/v1/refunds" -> refund(sent);
      default -> missing();
    };
  }

  private Reply create(Map<String, String> sent) {
    long amount = Long.parseLong(sent.getOrDefault("amount", "0"));
    String type = sent.getOrDefault("payment_method_types[0]", "");
    boolean konbini = type.equals("konbini");
    if (!"jpy".equals(sent.get("currency")) || amount < (konbini ? 120 : 50)) {
      return Reply.error(400, "invalid_request_error", "amount_too_small");
    }
    if (konbini && amount > 300_000) {
      return Reply.error(400, "invalid_request_error", "amount_too_large");
    }
    var intent = Json.mapper().createObjectNode();
    String id = "pi_" + (++made);
    intent
        .put("id", id)
        .put("object", "payment_intent")
        .put("amount", amount)
        .put("amount_received", 0)
        .put("currency", "jpy")
        .put("client_secret", id + "_secret_x")
        .put("created", System.currentTimeMillis() / 1000)
        .put("status", "requires_payment_method");
    intent.putObject("metadata").put("attempt", sent.get("metadata[attempt]"));
    intent.putArray("payment_method_types").add(type);
    intents.put(id, intent);
    if (!"true".equals(sent.get("confirm"))) {
      return ok(intent);
    }
    return konbini ? slip(intent, sent) : card(intent, sent);
  }

  private static Reply slip(ObjectNode intent, Map<String, String> sent) {
    String number = sent.getOrDefault("payment_method_options[konbini][confirmation_number]", "");
    long ends = Long.parseLong(sent.get("payment_method_options[konbini][expires_at]"));
    long days = (ends - System.currentTimeMillis() / 1000) / 86_400;
    if (!number.matches("[0-9]{10,11}")
        || days > 60
        || !"konbini".equals(sent.get("payment_method_data[type]"))
        || sent.getOrDefault("payment_method_data[billing_details][email]", "").isEmpty()
        || sent.getOrDefault("payment_method_data[billing_details][name]", "").isEmpty()) {
      return Reply.error(400, "invalid_request_error", "parameter_invalid");
    }
    intent.put("status", "requires_action");
    var details =
        intent
            .putObject("next_action")
            .put("type", "konbini_display_details")
            .putObject("konbini_display_details")
            .put("expires_at", ends)
            .put("hosted_voucher_url", "https://payments.stripe.com/konbini/voucher/x");
    var stores = details.putObject("stores");
    for (String store : List.of("familymart", "lawson", "ministop", "seicomart")) {
      stores.putObject(store).put("confirmation_number", number).put("payment_code", "123456");
    }
    return ok(intent);
  }

  private static Reply card(ObjectNode intent, Map<String, String> sent) {
    String token = sent.getOrDefault("confirmation_token", "");
    if (sent.getOrDefault("return_url", "").isEmpty()) {
      return Reply.error(400, "invalid_request_error", "return_url_missing");
    }
    if (token.startsWith("ctoken_good")) {
      succeed(intent);
      return ok(intent);
    }
    if (token.startsWith("ctoken_challenged")) {
      intent.put("status", "requires_action");
      intent
          .putObject("next_action")
          .put("type", "redirect_to_url")
          .putObject("redirect_to_url")
          .put("url", "https://hooks.stripe.com/3d_secure/" + intent.get("id").asText())
          .put("return_url", sent.get("return_url"));
      return ok(intent);
    }
    if (!token.startsWith("ctoken_poor")) {
      return Reply.error(400, "invalid_request_error", "resource_missing");
    }
    fail(intent, "card_declined", "insufficient_funds");
    var error = Reply.error(402, "card_error", "card_declined");
    ((ObjectNode) error.body().get("error"))
        .put("decline_code", "insufficient_funds")
        .set("payment_intent", intent.deepCopy());
    return error;
  }

  private static void succeed(ObjectNode intent) {
    intent.put("status", "succeeded").put("amount_received", intent.get("amount").asLong());
    intent.remove("next_action");
  }

  private static void fail(ObjectNode intent, String code, String decline) {
    intent.put("status", "requires_payment_method").remove("next_action");
    var error = intent.putObject("last_payment_error").put("type", "card_error").put("code", code);
    if (!decline.isEmpty()) {
      error.put("decline_code", decline);
    }
  }

  private Reply cancel(String id) {
    var intent = intents.get(id);
    if (intent == null) {
      return missing();
    }
    if (Set.of("succeeded", "canceled", "processing").contains(intent.get("status").asText())) {
      return Reply.error(400, "invalid_request_error", "payment_intent_unexpected_state");
    }
    intent.put("status", "canceled").remove("next_action");
    return ok(intent);
  }

  private Reply refund(Map<String, String> sent) {
    var intent = intents.get(sent.get("payment_intent"));
    long amount = Long.parseLong(sent.get("amount"));
    if (intent == null) {
      return missing();
    }
    long given =
        refunds.values().stream()
            .filter(refund -> refund.get("payment_intent").equals(intent.get("id")))
            .mapToLong(refund -> refund.get("amount").asLong())
            .sum();
    if (!intent.get("status").asText().equals("succeeded")
        || given + amount > intent.get("amount").asLong()) {
      return Reply.error(400, "invalid_request_error", "charge_already_refunded");
    }
    boolean konbini = intent.get("payment_method_types").get(0).asText().equals("konbini");
    if (konbini == sent.getOrDefault("instructions_email", "").isEmpty()) {
      return Reply.error(400, "invalid_request_error", "parameter_missing");
    }
    String id = "re_" + (++made);
    var refund = Json.mapper().createObjectNode().put("id", id).put("object", "refund");
    refund
        .put("amount", amount)
        .put("payment_intent", sent.get("payment_intent"))
        .put("status", konbini ? "requires_action" : "succeeded");
    refund
        .putObject("metadata")
        .put("attempt", sent.get("metadata[attempt]"))
        .put("refund", sent.get("metadata[refund]"));
    refunds.put(id, refund);
    return ok(refund);
  }

  /** As the objects are now; a later change must not change an answer given before. */
  private static Reply ok(ObjectNode object) {
    return new Reply(200, object.deepCopy());
  }

  private static Reply missing() {
    return Reply.error(404, "invalid_request_error", "resource_missing");
  }

  private ObjectNode intent(String id) {
    return Objects.requireNonNull(intents.get(id));
  }

  /** What happens at Stripe without us: the buyer, the bank, the till, the calendar. */
  synchronized void happen(String intentId, String what) {
    var intent = intent(intentId);
    String status = intent.get("status").asText();
    if (status.equals("canceled") || status.equals("succeeded")) {
      return;
    }
    switch (what) {
      case "paid" -> succeed(intent);
      case "refused" -> fail(intent, "payment_intent_authentication_failure", "");
      case "expired" -> fail(intent, "payment_intent_payment_attempt_expired", "");
      case "processing" -> intent.put("status", "processing");
      default -> throw new IllegalArgumentException(what);
    }
  }

  /** Another amount, another currency, another shop's payment under our id. */
  synchronized void tamper(String intentId, String field, String value) {
    var intent = intent(intentId);
    if (field.equals("amount")) {
      intent.put("amount", Long.parseLong(value)).put("amount_received", Long.parseLong(value));
    } else if (field.equals("attempt")) {
      ((ObjectNode) intent.get("metadata")).put("attempt", value);
    } else {
      intent.put(field, value);
    }
  }

  synchronized int payments() {
    return (int)
        intents.values().stream().filter(i -> i.get("status").asText().equals("succeeded")).count();
  }

  synchronized int refundCount() {
    return refunds.size();
  }

  synchronized String status(String intentId) {
    return intent(intentId).get("status").asText();
  }
}
