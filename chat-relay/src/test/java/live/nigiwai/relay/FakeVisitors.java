package live.nigiwai.relay;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.runtime.http.Pass;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;

/**
 * Believes every cookie: {@code nv} names a viewer, {@code ns} the role of a member of the staff.
 */
final class FakeVisitors implements Visitors {
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Map<String, Pass.Standing> standings = new ConcurrentHashMap<>();
  private final AtomicInteger newcomers = new AtomicInteger();

  @Override
  public Visitor viewer(HttpServerRequest request) {
    var known = request.getCookie("nv");
    String id = known == null ? "v_" + newcomers.incrementAndGet() : known.getValue();
    if (known == null) {
      request.response().addCookie(Cookie.cookie("nv", id).setPath("/").setHttpOnly(true));
    }
    return new Visitor(Actor.viewer(new ViewerId(id)), names.getOrDefault(id, ""), Set.of());
  }

  @Override
  public Optional<Visitor> staff(HttpServerRequest request) {
    var session = request.getCookie("ns");
    return Optional.ofNullable(session)
        .map(
            cookie ->
                new Visitor(
                    Actor.staff("s_" + cookie.getValue()),
                    "運営",
                    Set.of(Role.valueOf(cookie.getValue()))));
  }

  /** Tokens read {@code customer}, {@code customer@show}; those that were ended are not good. */
  @Override
  public Optional<Pass> pass(String token) {
    if (token.startsWith("bad")) {
      return Optional.empty();
    }
    String[] parts = token.split("[@#]", 3);
    var visitor =
        new Visitor(
            Actor.viewer(new ViewerId("m_" + parts[0])),
            parts[0],
            Set.of(),
            new Customer(parts[0], "gold"));
    var show = parts.length > 1 && !parts[1].isEmpty() ? new ShowId(parts[1]) : null;
    return Optional.of(new Pass(visitor, show, Instant.EPOCH, Instant.MAX));
  }

  @Override
  public Pass.Standing standing(Pass pass) {
    return standings.getOrDefault(pass.visitor().name(), Pass.Standing.GOOD);
  }

  /** From now on this customer's tokens are so. */
  void let(String customer, Pass.Standing standing) {
    standings.put(customer, standing);
  }

  @Override
  public Visitor rename(Visitor viewer, String name) {
    names.put(viewer.actor().id(), name);
    return new Visitor(viewer.actor(), name, viewer.roles());
  }
}
