package live.nigiwai.relay;

import live.nigiwai.show.ShowId;

/** Tells the relay which shows there are. */
public interface RelayShows {
  /** Blocks; asked on a virtual thread, and a yes is remembered for a while. */
  boolean exists(ShowId show);
}
