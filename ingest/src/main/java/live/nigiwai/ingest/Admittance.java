package live.nigiwai.ingest;

import live.nigiwai.show.ShowId;

/** Tells who may watch a show; answered by whoever owns the shows. */
public interface Admittance {
  /**
   * Whether this pass opens the show's pictures; shows for everybody need none.
   *
   * <p>Asked when a viewer's first request comes and again every few seconds. Called on a virtual
   * thread; may ask the database. An exception is no answer: whoever was let in stays, nobody new
   * is.
   *
   * @param pass as it stands in the path, {@code /hls/{show}/~{pass}/…}; empty where there is none
   */
  boolean admits(ShowId show, String pass);
}
