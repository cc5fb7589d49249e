package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a show's viewers can be served at this moment, rendered and immutable.
 *
 * @param multivariant null until every rung has its first segment
 */
record Presentation(@Nullable Buffer multivariant, Map<String, SegmentWindow.Snapshot> rungs) {
  static final Presentation NOTHING = new Presentation(null, Map.of());

  Presentation {
    rungs = Map.copyOf(rungs);
  }
}
