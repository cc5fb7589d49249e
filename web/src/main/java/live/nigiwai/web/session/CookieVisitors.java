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
import live.nigiwai.show.Actor;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Tells visitors by what their browser brings: {@code nv} for viewers (signed, nothing stored until
 * they choose a name), {@code ns} for staff (a session in the database), or a join token of the
 * merchant's shop.
 */
public final class CookieVisitors implements Visitors {
  static final String VIEWER = "nv";
  static final String STAFF = "ns";
  private static final Duration VIEWER_AGE = Duration.ofDays(400);
  private static final int NAMES_MAX = 50_000;

  private final Database database;
  private final Sessions sessions;
  private final ViewerCookie cookies;
  private final JoinTokens tokens;
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
    this.cookies = new ViewerCookie(secrets.named("viewer-cookie"), random);
  }

  @Override
  public Visitor viewer(HttpServerRequest request) {
    String bearer = Requests.bearer(request);
    if (bearer != null) {
      return pass(bearer).orElseThrow(ApiProblem::badToken).visitor();
    }
    var known = cookies.decode(value(request, VIEWER));
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
