package live.nigiwai.ingest;

import java.util.Optional;
import live.nigiwai.ingest.rtmp.StreamGrant;

/** Tells what a stream key allows; answered by whoever owns the shows. */
public interface StreamKeys {
  /**
   * What this key, as a publisher offered it, allows now; nothing if it is, or has become,
   * worthless. Asked when a publish begins and again about every half second while it lasts, so
   * that a key withdrawn anywhere ends its publish everywhere. Called on a virtual thread; may ask
   * the database.
   */
  Optional<StreamGrant> grantFor(String key);
}
