package live.nigiwai.relay.socket;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import live.nigiwai.relay.moderation.CommentRules;
import live.nigiwai.relay.moderation.Pace;
import live.nigiwai.relay.room.Rooms;
import live.nigiwai.runtime.http.Visitors;

/**
 * What all visits share.
 *
 * @param blocking runs what asks the database
 */
public record House(
    Rooms rooms,
    Visitors visitors,
    CommentRules rules,
    Pace pace,
    Conversation conversation,
    VisitLimits limits,
    LongSupplier nanoTime,
    Executor blocking,
    MeterRegistry meters) {

  void count(String what, String tag, String value) {
    meters.counter("nigiwai.relay." + what, tag, value).increment();
  }
}
