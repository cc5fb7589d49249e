package live.nigiwai.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Tells who sent a request. Both methods may ask the database: call them on a virtual thread. */
public interface Visitors {
  /**
   * The viewer by their cookie. Where there is none this is a newcomer with an identity of their
   * own, and the answer to the request sets the cookie.
   */
  Visitor viewer(HttpServerRequest request);

  /** The member of the staff whose session this is, if any. */
  Optional<Visitor> staff(HttpServerRequest request);

  /** Gives a viewer a new display name and returns them with it. */
  Visitor rename(Visitor viewer, String name);
}
