package live.nigiwai.web.session;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.customer.EmailAddress;
import live.nigiwai.shop.member.Members;
import org.jspecify.annotations.Nullable;

/**
 * Members logging in and out. Whether a mailbox has an account is never told: asking for a code is
 * always answered alike, and so is every failed log-in, after as long.
 */
final class MemberEndpoints {
  private static final int CODES_PER_MINUTE_MAX = 30;
  private static final int PASSWORD_LENGTH_MIN = 10;
  private static final int PASSWORD_LENGTH_MAX = 200;
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  private final Members members;
  private final Passwords passwords;
  private final CookieVisitors visitors;
  private final ClientAddresses addresses;
  private final Endpoints endpoints;
  private final LoginLimit asked = new LoginLimit(Ticker.systemTicker(), CODES_PER_MINUTE_MAX);
  private final LoginLimit wrong = new LoginLimit(Ticker.systemTicker(), LoginLimit.WRONG_MAX);

  MemberEndpoints(
      Members members,
      Passwords passwords,
      CookieVisitors visitors,
      ClientAddresses addresses,
      Endpoints endpoints) {
    this.members = members;
    this.passwords = passwords;
    this.visitors = visitors;
    this.addresses = addresses;
    this.endpoints = endpoints;
  }

  void mount(Router router) {
    router.post("/api/members/code").handler(endpoints.viewer(this::sendCode));
    router.post("/api/members/session").handler(endpoints.viewer(this::enter));
    router.delete("/api/members/session").handler(endpoints.on(this::leave));
    router.put("/api/members/password").handler(endpoints.on(this::setPassword));
  }

  private record CodeRequest(@Nullable String email) {}

  private Answer sendCode(RoutingContext context, Visitor visitor) {
    String email = email(Requests.body(context, CodeRequest.class).email);
    refuseCustomers(context);
    if (!members.canMail()) {
      throw new ApiProblem(
          503,
          "mail_off",
          "ただいまメールを送れないため、ログインできません。ログインせずにご購入いただけます。",
          "Mail cannot be sent at the moment, so nobody can log in. You can buy without an"
              + " account.",
          false);
    }
    String address = from(context);
    if (asked.exceeded(address)) {
      throw ApiProblem.tooMany(60);
    }
    asked.wrong(address);
    members.sendCode(email, visitor.viewer());
    return Answer.noContent();
  }

  private record EnterRequest(
      @Nullable String email, @Nullable String code, @Nullable String password) {
    @Override
    public String toString() {
      return "EnterRequest[hidden]";
    }
  }

  private Answer enter(RoutingContext context, Visitor visitor) {
    var request = Requests.body(context, EnterRequest.class);
    String email = email(request.email);
    refuseCustomers(context);
    if ((request.code == null) == (request.password == null)) {
      throw ApiProblem.badRequest("bad_value", "either code or password is needed");
    }
    var entered =
        request.password == null
            ? byCode(email, visitor, String.valueOf(request.code))
            : byPassword(context, email, visitor, request.password);
    visitors.enter(context.request(), visitor, entered);
    return Answer.ok(
        Map.of("id", entered.member().viewer().value(), "member", MemberView.of(entered.member())));
  }

  private Members.Entered byCode(String email, Visitor visitor, String typed) {
    String code = EmailAddress.narrow(typed).replaceAll("[\\s-]", "");
    var entered =
        CODE.matcher(code).matches()
            ? members.enterByCode(email, visitor.viewer(), code)
            : Optional.<Members.Entered>empty();
    return entered.orElseThrow(
        () ->
            new ApiProblem(
                401,
                "bad_code",
                "コードが違うか、期限が切れています。もう一度お試しください。",
                "The code is wrong or too old. Please try again.",
                true));
  }

  private Members.Entered byPassword(
      RoutingContext context, String email, Visitor visitor, String password) {
    String address = from(context);
    String account = "to " + email.toLowerCase(Locale.ROOT);
    if (wrong.exceeded(address) || wrong.exceeded(account)) {
      throw ApiProblem.tooMany(60);
    }
    var hash = members.passwordHash(email);
    boolean right = password.length() <= PASSWORD_LENGTH_MAX && passwords.matches(password, hash);
    var entered =
        right
            ? members.enterByPassword(email, visitor.viewer(), hash.orElseThrow())
            : Optional.<Members.Entered>empty();
    return entered.orElseThrow(
        () -> {
          wrong.wrong(address);
          wrong.wrong(account);
          return SessionEndpoints.wrongCredentials();
        });
  }

  private Answer leave(RoutingContext context) {
    visitors.leave(context.request());
    return Answer.noContent();
  }

  private record PasswordRequest(@Nullable String password) {
    @Override
    public String toString() {
      return "PasswordRequest[hidden]";
    }
  }

  private Answer setPassword(RoutingContext context) {
    String password = Requests.body(context, PasswordRequest.class).password;
    // Not from the cache: a log-in of some minutes ago is not enough to change an account.
    var member = visitors.freshMember(context.request()).orElseThrow(ApiProblem::unauthorized);
    var cookie = context.request().getCookie(CookieVisitors.MEMBER);
    if (!member.fresh()) {
      throw loginAgain();
    }
    int length = password == null ? 0 : password.codePointCount(0, password.length());
    if (password == null
        || length < PASSWORD_LENGTH_MIN
        || password.length() > PASSWORD_LENGTH_MAX
        || EmailAddress.canonical(password).equals(EmailAddress.canonical(member.email()))
        || password.codePoints().distinct().count() < 4) {
      throw new ApiProblem(
              422,
              "invalid_field",
              "パスワードは10〜200文字で、メールアドレスや同じ文字の繰り返し以外にしてください。",
              "A password has 10 to 200 characters and is neither your address nor one character"
                  + " repeated.",
              false)
          .with("field", "password");
    }
    members.setPassword(member, passwords.hash(password), cookie.getValue());
    return Answer.noContent();
  }

  /** For whoever logged in too long ago to change their account. */
  static ApiProblem loginAgain() {
    return new ApiProblem(
        403,
        "login_again",
        "確認のため、もう一度ログインしてください。",
        "Please log in once more to confirm this.",
        false);
  }

  private static String email(@Nullable String typed) {
    return EmailAddress.of(typed)
        .orElseThrow(
            () ->
                new ApiProblem(
                        422,
                        "invalid_field",
                        "メールアドレスの形をご確認ください。",
                        "Check the e-mail address.",
                        false)
                    .with("field", "email"));
  }

  /** Who comes with a join token is known by the merchant's shop, not by a cookie of ours. */
  private static void refuseCustomers(RoutingContext context) {
    if (Requests.bearer(context.request()) != null) {
      throw new ApiProblem(
          409,
          "known_by_shop",
          "お店のアカウントでご覧になっています。このままご購入いただけます。",
          "You are here with your account of the shop, and can buy with it.",
          false);
    }
  }

  private String from(RoutingContext context) {
    return "from " + ClientAddresses.range(addresses.of(context.request()));
  }
}
