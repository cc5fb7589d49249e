package live.nigiwai.ingest.media;

import live.nigiwai.show.ShowId;

/**
 * What a publisher may publish.
 *
 * @param backup it stands in for the show's main encoder
 * @param rehearsal viewers must not see it
 */
public record Publish(ShowId show, boolean backup, boolean rehearsal) {
  /** The main encoder's, for viewers to see. */
  public static Publish live(ShowId show) {
    return new Publish(show, false, false);
  }
}
