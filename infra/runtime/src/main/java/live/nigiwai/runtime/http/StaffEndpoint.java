package live.nigiwai.runtime.http;

import io.vertx.ext.web.RoutingContext;

/** An {@link Endpoint} for a member of the staff whose role was checked. */
public interface StaffEndpoint {
  Answer answer(RoutingContext context, Visitor staff);
}
