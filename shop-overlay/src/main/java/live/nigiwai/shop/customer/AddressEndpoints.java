package live.nigiwai.shop.customer;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.customer.SavedAddresses.Saved;
import org.jspecify.annotations.Nullable;

/** {@code /api/my/addresses}: a viewer's own, and nobody else's. */
public final class AddressEndpoints {
  private static final int LABEL_MAX = 20;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private final SavedAddresses addresses;

  public AddressEndpoints(SavedAddresses addresses) {
    this.addresses = addresses;
  }

  public void mount(Router router, Endpoints endpoints) {
    router
        .get("/api/my/addresses")
        .handler(endpoints.viewer((context, viewer) -> Answer.ok(list(viewer))));
    router.put("/api/my/addresses/:id").handler(endpoints.viewer(this::put));
    router.delete("/api/my/addresses/:id").handler(endpoints.viewer(this::remove));
  }

  record ListView(List<Saved> addresses) {}

  private ListView list(Visitor viewer) {
    return new ListView(addresses.of(viewer.viewer()));
  }

  record PutRequest(
      @Nullable String label,
      @Nullable String familyName,
      @Nullable String givenName,
      @Nullable String familyKana,
      @Nullable String givenKana,
      @Nullable String email,
      @Nullable String phone,
      @Nullable AddressForm address) {
    BuyerForm form() {
      return new BuyerForm(familyName, givenName, familyKana, givenKana, email, phone, address);
    }
  }

  private Answer put(RoutingContext context, Visitor viewer) {
    var request = Requests.body(context, PutRequest.class);
    String label = Typed.words(request.label);
    if (Typed.outside(label, 0, LABEL_MAX)) {
      throw invalid("label", "呼び名は20文字以内で入力してください。", "A label has up to 20 characters.");
    }
    var buyer =
        switch (request.form().decide()) {
          case BuyerForm.Decision.Good(var good) -> good;
          case BuyerForm.Decision.Bad(String field, var why) ->
              throw invalid(field, why.ja(), why.en());
        };
    if (!addresses.put(viewer.viewer(), new Saved(id(context), label, buyer))) {
      throw new ApiProblem(
              409,
              "too_many",
              "お届け先は" + SavedAddresses.KEPT_MAX + "件まで保存できます。",
              "Up to " + SavedAddresses.KEPT_MAX + " addresses can be kept.",
              false)
          .with("limit", SavedAddresses.KEPT_MAX);
    }
    return Answer.ok(list(viewer));
  }

  private Answer remove(RoutingContext context, Visitor viewer) {
    addresses.remove(viewer.viewer(), id(context));
    return Answer.noContent();
  }

  private static String id(RoutingContext context) {
    String id = context.pathParam("id");
    if (!ID.matcher(id).matches()) {
      throw ApiProblem.badRequest("bad_value", "an address id has 1-40 letters and digits");
    }
    return id;
  }

  private static ApiProblem invalid(String field, String ja, String en) {
    return new ApiProblem(422, "invalid_field", ja, en, false).with("field", field);
  }
}
