package live.nigiwai.relay;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ViewerId;

/**
 * Believes every cookie: {@code nv} names a viewer, {@code ns} the role of a member of the staff.
 */
final class FakeVisitors implements Visitors {
  private final Map<String, String> names = new ConcurrentHashMap<>();
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

  @Override
  public Visitor rename(Visitor viewer, String name) {
    names.put(viewer.actor().id(), name);
    return new Visitor(viewer.actor(), name, viewer.roles());
  }
}
