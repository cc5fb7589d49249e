package live.nigiwai.shop.customer;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ViewerId;

/**
 * Gives a member what they did as a guest in another browser. Each feature that keeps something by
 * viewer implements it for its own rows; {@link live.nigiwai.shop.Shop} calls them all in the
 * transaction of the log-in.
 *
 * <p>The log-in may be repeated, so moving twice must be the same as moving once. Where both have
 * something of which there can be only one, the member's own stays.
 */
public interface GuestMove {
  void move(Sql sql, ViewerId guest, ViewerId member);
}
