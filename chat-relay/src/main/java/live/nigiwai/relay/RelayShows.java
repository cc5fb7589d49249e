package live.nigiwai.relay;

import live.nigiwai.show.ShowId;

/** Tells the relay which shows there are and who may follow them. Both block. */
public interface RelayShows {
  /** Asked on a virtual thread; a yes is remembered for a while. */
  boolean exists(ShowId show);

  /**
   * Whether a viewer may follow the show.
   *
   * @param pass what the viewer was invited with; empty where they bring none
   */
  boolean admits(ShowId show, String pass);
}
