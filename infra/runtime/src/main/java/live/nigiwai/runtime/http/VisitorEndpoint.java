package live.nigiwai.runtime.http;

import io.vertx.ext.web.RoutingContext;

/** An {@link Endpoint} that is told who asks: a viewer, or staff whose role was checked. */
public interface VisitorEndpoint {
  Answer answer(RoutingContext context, Visitor visitor);
}
