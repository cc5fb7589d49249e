package live.nigiwai.relay.moderation;

import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;

/** Tells the relay who bought; implemented by whoever knows the shop. */
public interface Purchases {
  /** How many orders a viewer placed in a show. Blocks. */
  int orders(ShowId show, ViewerId viewer);
}
