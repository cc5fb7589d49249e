package live.nigiwai.ingest.rtmp;

import live.nigiwai.show.ShowId;

/**
 * What a stream key allows at the moment it is asked about. A publish goes on as long as its key
 * gives the same grant.
 *
 * @param version of the show's keys
 * @param rehearsal whether what is published now must not be shown to viewers
 */
public record StreamGrant(ShowId show, int version, Kind kind, boolean rehearsal) {
  /** Which of a show's two encoders has the key. */
  public enum Kind {
    MAIN,
    /** Stands by while the main one publishes, and takes over when it breaks. */
    BACKUP;

    Kind other() {
      return this == MAIN ? BACKUP : MAIN;
    }
  }

  /** The show's own key, first version, on air. */
  public static StreamGrant main(ShowId show) {
    return new StreamGrant(show, 1, Kind.MAIN, false);
  }

  public StreamGrant backup() {
    return new StreamGrant(show, version, Kind.BACKUP, rehearsal);
  }
}
