package live.nigiwai.web.session;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/** Logging in and out, and what a visitor may know about themselves. */
public final class SessionEndpoints {
  private static final int NAME_GRAPHEMES_MAX = 20;
  private static final int NAME_LENGTH_MAX = 120;
  private static final int PASSWORD_LENGTH_MAX = 200;
  private final Accounts accounts;
  private final Sessions sessions;
  private final CookieVisitors visitors;
  private final JoinTokens tokens;
  private final ClientAddresses addresses;
  private final Endpoints endpoints;
  private final Function<ViewerId, @Nullable Object> knownBuyer;
  private final LoginLimit limit = new LoginLimit(Ticker.systemTicker(), LoginLimit.WRONG_MAX);

  /**
   * @param knownBuyer what an earlier order of this viewer left for the next one, or null
   */
  public SessionEndpoints(
      Accounts accounts,
      Sessions sessions,
      CookieVisitors visitors,
      JoinTokens tokens,
      ClientAddresses addresses,
      Endpoints endpoints,
      Function<ViewerId, @Nullable Object> knownBuyer) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.visitors = visitors;
    this.tokens = tokens;
    this.addresses = addresses;
    this.endpoints = endpoints;
    this.knownBuyer = knownBuyer;
  }

  public void mount(Router router) {
    router.post("/api/login").handler(endpoints.on(this::logIn));
    router.post("/api/logout").handler(endpoints.on(this::logOut));
    router.get("/api/me").handler(endpoints.on(this::me));
    router
        .get("/api/viewer")
        .handler(endpoints.viewer((context, viewer) -> Answer.ok(about(context, viewer))));
    router.put("/api/viewer").handler(endpoints.viewer(this::rename));
    router
        .post("/api/join-tokens/revocations")
        .handler(endpoints.staff(Set.of(Role.PRODUCER, Role.MODERATOR), this::revoke));
  }

  private record Credentials(String email, String password) {}

  private Answer logIn(RoutingContext context) {
    var given = Requests.body(context, Credentials.class);
    if (given.email == null
        || given.password == null
        || given.password.length() > PASSWORD_LENGTH_MAX) {
      throw wrongCredentials();
    }
    String address = "from " + ClientAddresses.range(addresses.of(context.request()));
    String account = "to " + given.email.strip().toLowerCase(Locale.ROOT);
    if (limit.exceeded(address) || limit.exceeded(account)) {
      throw ApiProblem.tooMany(60);
    }
    var holder = accounts.verify(given.email, given.password);
    if (holder.isEmpty()) {
      limit.wrong(address);
      limit.wrong(account);
      throw wrongCredentials();
    }
    String token = sessions.open(holder.get());
    context
        .response()
        .addCookie(CookieVisitors.cookie(context.request(), CookieVisitors.STAFF, token));
    return Answer.ok(Map.of("account", about(holder.get())));
  }

  private Answer logOut(RoutingContext context) {
    var cookie = context.request().getCookie(CookieVisitors.STAFF);
    if (cookie != null) {
      sessions.end(cookie.getValue());
      context
          .response()
          .addCookie(
              CookieVisitors.cookie(context.request(), CookieVisitors.STAFF, "").setMaxAge(0));
    }
    return Answer.noContent();
  }

  /** The account of the staff's session; without one, the member's. */
  private Answer me(RoutingContext context) {
    var cookie = context.request().getCookie(CookieVisitors.STAFF);
    var account = cookie == null ? Optional.<Account>empty() : sessions.holder(cookie.getValue());
    if (account.isPresent()) {
      return Answer.ok(Map.of("account", about(account.get())));
    }
    var member = visitors.member(context.request()).orElseThrow(ApiProblem::unauthorized);
    return Answer.ok(Map.of("member", MemberView.of(member)));
  }

  private record Revoked(String customer) {}

  private Answer revoke(RoutingContext context, Visitor staff) {
    String customer = Requests.body(context, Revoked.class).customer;
    if (customer == null
        || customer.isEmpty()
        || customer.length() > JoinTokens.CUSTOMER_LENGTH_MAX) {
      throw new ApiProblem(
              422,
              "invalid_field",
              "お客様IDを1〜128文字で指定してください。",
              "Please give a customer id of 1-128 characters.",
              false)
          .with("field", "customer");
    }
    tokens.revoke(customer);
    return Answer.noContent();
  }

  private record Name(String name) {}

  private Answer rename(RoutingContext context, Visitor viewer) {
    String given = Requests.body(context, Name.class).name;
    if (given == null) {
      throw invalidName();
    }
    String name = Normalizer.normalize(given.strip(), Normalizer.Form.NFC);
    if (name.isEmpty()
        || name.length() > NAME_LENGTH_MAX
        || graphemes(name) > NAME_GRAPHEMES_MAX
        || name.codePoints().anyMatch(SessionEndpoints::unwritable)) {
      throw invalidName();
    }
    return Answer.ok(about(context, visitors.rename(viewer, name)));
  }

  /** Half of a character cannot be written, and a control character is none. */
  private static boolean unwritable(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }

  private static int graphemes(String text) {
    var breaks = BreakIterator.getCharacterInstance(Locale.JAPANESE);
    breaks.setText(text);
    int count = 0;
    while (breaks.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }

  private Map<String, @Nullable Object> about(RoutingContext context, Visitor viewer) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("id", viewer.actor().id());
    out.put("name", viewer.name());
    out.put("named", !viewer.name().isEmpty());
    out.put("known", knownBuyer.apply(viewer.viewer()));
    out.put("member", visitors.member(context.request()).map(MemberView::of).orElse(null));
    return out;
  }

  private static Map<String, Object> about(Account account) {
    List<String> roles =
        account.roles().stream()
            .map(Role::name)
            .map(n -> n.toLowerCase(Locale.ROOT))
            .sorted()
            .toList();
    return Map.of("id", account.id(), "name", account.name(), "roles", roles);
  }

  static ApiProblem wrongCredentials() {
    return new ApiProblem(
        401,
        "bad_credentials",
        "メールアドレスまたはパスワードが違います。",
        "The e-mail address or the password is wrong.",
        false);
  }

  private static ApiProblem invalidName() {
    return new ApiProblem(
            422,
            "invalid_field",
            "お名前は1〜20文字で入力してください。",
            "Please choose a name of 1-20 characters.",
            false)
        .with("field", "name");
  }
}
