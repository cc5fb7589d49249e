package live.nigiwai.ingest;

import java.util.Optional;
import live.nigiwai.show.ShowId;

/** Tells which show a stream key belongs to; answered by whoever owns the shows. */
public interface StreamKeys {
  /**
   * The show that this key, as a publisher offered it, may be published to. Called on a virtual
   * thread; may ask the database.
   */
  Optional<ShowId> showFor(String key);
}
