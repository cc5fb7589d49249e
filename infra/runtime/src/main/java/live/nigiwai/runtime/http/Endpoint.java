package live.nigiwai.runtime.http;

import io.vertx.ext.web.RoutingContext;

/** Answers one request on a virtual thread, in a straight line; refuses by {@link ApiProblem}. */
public interface Endpoint {
  Answer answer(RoutingContext context);
}
