package live.nigiwai.web.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Pass;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.member.Member;
import live.nigiwai.shop.member.MemberSessions;
import live.nigiwai.shop.member.Members;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Tells visitors by what their browser brings: {@code nv} for viewers (signed, nothing stored until
 * they choose a name), {@code nm} for members and {@code ns} for staff (sessions in the database),
 * or a join token of the merchant's shop.
 *
 * <p>A member's id opens only together with {@code nm}: one that {@code nv} alone names was known
 * before its owner logged in, perhaps to others. Whoever has only that is a newcomer. Another node
 * learns of a log-in or log-out within {@link #KNOWN_FOR}.
 */
public final class CookieVisitors implements Visitors {
  static final String VIEWER = "nv";
  static final String STAFF = "ns";
  static final String MEMBER = "nm";
  private static final Duration VIEWER_AGE = Duration.ofDays(400);
  private static final Duration MEMBER_AGE = Duration.ofDays(180);
  static final Duration KNOWN_FOR = Duration.ofSeconds(10);
  private static final int NAMES_MAX = 50_000;
  private static final int COOKIE_LENGTH_MAX = 200;

  private final Database database;
  private final Sessions sessions;
  private final ViewerCookie cookies;
  private final JoinTokens tokens;
  private final MemberSessions members;
  private final Cache<String, Optional<Member>> holders = briefly();
  private final Cache<String, Boolean> membership = briefly();
  private final Cache<String, String> names =
      Caffeine.newBuilder().maximumSize(NAMES_MAX).expireAfterWrite(Duration.ofMinutes(10)).build();

  public CookieVisitors(
      Database database,
      Sessions sessions,
      Secrets secrets,
      JoinTokens tokens,
      SecureRandom random) {
    this.database = database;
    this.sessions = sessions;
    this.tokens = tokens;
    this.members = new MemberSessions(database);
    this.cookies = new ViewerCookie(secrets.named("viewer-cookie"), random);
  }

  @Override
  public Visitor viewer(HttpServerRequest request) {
    String bearer = Requests.bearer(request);
    if (bearer != null) {
      return pass(bearer).orElseThrow(ApiProblem::badToken).visitor();
    }
    var member = member(request);
    if (member.isPresent()) {
      var id = member.get().viewer();
      return new Visitor(Actor.viewer(id), nameOf(id), Set.of());
    }
    var known = cookies.decode(value(request, VIEWER)).filter(id -> !isMember(id));
    if (known.isPresent()) {
      return new Visitor(Actor.viewer(known.get()), nameOf(known.get()), Set.of());
    }
    var newcomer = cookies.newcomer();
    request
        .response()
        .addCookie(
            cookie(request, VIEWER, cookies.encode(newcomer)).setMaxAge(VIEWER_AGE.toSeconds()));
    return new Visitor(Actor.viewer(newcomer), "", Set.of());
  }

  /** The member whose session the request's cookie is. */
  Optional<Member> member(HttpServerRequest request) {
    String token = value(request, MEMBER);
    return token == null || token.length() > COOKIE_LENGTH_MAX
        ? Optional.empty()
        : holders.get(token, members::holder);
  }

  /** As {@link #member}, as the database knows it now. */
  Optional<Member> freshMember(HttpServerRequest request) {
    String token = value(request, MEMBER);
    return token == null ? Optional.empty() : members.holder(token);
  }

  /** Forgets the chosen name, and the browser is a newcomer's. */
  void forget(HttpServerRequest request, ViewerId id) {
    database.query(sql -> sql.change("DELETE FROM web_viewer WHERE id = $1", id.value()));
    names.invalidate(id.value());
    leave(request);
    request.response().addCookie(cookie(request, VIEWER, "").setMaxAge(0));
  }

  /**
   * The browser is the member's from now on. The name its guest chose goes along where the member
   * has none.
   */
  void enter(HttpServerRequest request, Visitor guest, Members.Entered entered) {
    holders.put(entered.token(), Optional.of(entered.member()));
    membership.invalidate(guest.viewer().value());
    request
        .response()
        .addCookie(cookie(request, MEMBER, entered.token()).setMaxAge(MEMBER_AGE.toSeconds()));
    var member = new Visitor(Actor.viewer(entered.member().viewer()), "", Set.of());
    if (!guest.name().isEmpty() && nameOf(member.viewer()).isEmpty()) {
      var unused = rename(member, guest.name());
    }
  }

  /** The browser is a guest's again. */
  void leave(HttpServerRequest request) {
    String token = value(request, MEMBER);
    if (token != null && token.length() <= COOKIE_LENGTH_MAX) {
      members.end(token);
      holders.invalidate(token);
    }
    request.response().addCookie(cookie(request, MEMBER, "").setMaxAge(0));
  }

  private boolean isMember(ViewerId id) {
    return membership.get(id.value(), key -> members.isMember(id));
  }

  @Override
  public Optional<Visitor> staff(HttpServerRequest request) {
    String token = value(request, STAFF);
    return token == null ? Optional.empty() : sessions.holder(token).map(Account::visitor);
  }

  @Override
  public Optional<Pass> pass(String token) {
    return tokens.pass(token).map(this::underChosenName);
  }

  /** What the customer chose to be called here goes before the name the shop knows. */
  private Pass underChosenName(Pass pass) {
    String chosen = nameOf(pass.visitor().viewer());
    return chosen.isEmpty()
        ? pass
        : new Pass(pass.visitor().named(chosen), pass.show(), pass.from(), pass.until());
  }

  @Override
  public Pass.Standing standing(Pass pass) {
    return tokens.standing(pass);
  }

  @Override
  public Visitor rename(Visitor viewer, String name) {
    if (viewer.isStaff()) {
      return viewer;
    }
    String id = viewer.actor().id();
    database.query(
        sql ->
            sql.change(
                "INSERT INTO web_viewer (id, name) VALUES ($1, $2)"
                    + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_at = now()",
                id,
                name));
    names.put(id, name);
    return viewer.named(name);
  }

  private String nameOf(ViewerId id) {
    return names.get(
        id.value(),
        key ->
            database.query(
                sql ->
                    sql.one(
                            "SELECT name FROM web_viewer WHERE id = $1",
                            row -> row.getString(0),
                            key)
                        .orElse("")));
  }

  private static <V> Cache<String, V> briefly() {
    return Caffeine.newBuilder().maximumSize(NAMES_MAX).expireAfterWrite(KNOWN_FOR).build();
  }

  private static @Nullable String value(HttpServerRequest request, String name) {
    var cookie = request.getCookie(name);
    return cookie == null ? null : cookie.getValue();
  }

  static Cookie cookie(HttpServerRequest request, String name, String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(request.isSSL())
        .setSameSite(CookieSameSite.LAX);
  }
}
