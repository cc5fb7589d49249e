package live.nigiwai.ingest.hls;

import java.util.Map;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEntry;

/** What a show's thread is told. */
sealed interface ShowMessage {
  record Opened(Incoming publish) implements ShowMessage {}

  record Video(Incoming publish, long wireMillis, long arrivedMillis, byte[] payload)
      implements ShowMessage {}

  record Audio(Incoming publish, long wireMillis, long arrivedMillis, byte[] payload)
      implements ShowMessage {}

  record Told(Incoming publish, Map<String, Object> metadata) implements ShowMessage {}

  record Ended(Incoming publish, String reason) implements ShowMessage {}

  /** The transcoder has made something. */
  record Woken() implements ShowMessage {}

  /** The producer's word that nothing follows. */
  record Over() implements ShowMessage {}

  record Card(TimelineEntry entry) implements ShowMessage {}

  record Cards(ShowState.Pins pins) implements ShowMessage {}

  record Stopped() implements ShowMessage {}
}
