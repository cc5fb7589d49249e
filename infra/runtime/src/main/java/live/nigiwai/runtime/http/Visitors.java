package live.nigiwai.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Tells who sent a request. All but {@link #standing} may ask the database: call them on a virtual
 * thread.
 */
public interface Visitors {
  /**
   * The viewer by their join token ({@code Authorization: Bearer}), else by their cookie. Where
   * there is neither this is a newcomer with an identity of their own, and the answer to the
   * request sets the cookie.
   *
   * @throws ApiProblem 401 {@code bad_token} when a token was sent that is not genuine or is over
   */
  Visitor viewer(HttpServerRequest request);

  /** The member of the staff whose session this is, if any. */
  Optional<Visitor> staff(HttpServerRequest request);

  /** The pass behind a join token; empty when it is not genuine, over or revoked. */
  default Optional<Pass> pass(String token) {
    return Optional.empty();
  }

  /** Whether a pass still holds. Never blocks. */
  default Pass.Standing standing(Pass pass) {
    return Pass.Standing.GOOD;
  }

  /** Gives a viewer a new display name and returns them with it. */
  Visitor rename(Visitor viewer, String name);
}
