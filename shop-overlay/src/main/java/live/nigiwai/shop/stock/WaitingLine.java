package live.nigiwai.shop.stock;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import live.nigiwai.show.ViewerId;

/**
 * Those who were asked to come back, in the order in which they came first. As long as somebody
 * stands in it nobody overtakes: who returns goes in when the room is theirs, newcomers stand
 * behind. Who does not return in time has left.
 *
 * <p><b>Threading</b>: one thread at a time; the lane's door guards it.
 */
final class WaitingLine {
  static final int PLACES_MAX = 20_000;

  /** Rounds of presses that the next step of the line is expected to take. */
  private static final int STEP_MILLIS = 400;

  private static final int WAIT_MILLIS_MAX = 8_000;
  private static final long GONE_AFTER_NANOS = Duration.ofSeconds(20).toNanos();

  private final LongSupplier nanos;
  private final DoubleSupplier jitter;
  private final Map<Ticket, Place> places = new LinkedHashMap<>();
  private long issued;

  WaitingLine(LongSupplier nanos, DoubleSupplier jitter) {
    this.nanos = nanos;
    this.jitter = jitter;
  }

  private record Ticket(ViewerId buyer, String key) {}

  private record Place(long number, long seenNanos) {}

  sealed interface Admission permits GoIn, Wait {}

  record GoIn() implements Admission {}

  /**
   * @param ahead how many may go in before
   */
  record Wait(int afterMillis, int ahead) implements Admission {}

  /**
   * @param room how many may go in now
   */
  Admission admit(ViewerId buyer, String key, int room) {
    if (places.isEmpty() && room > 0) {
      return new GoIn();
    }
    forgetWhoLeft();
    var ticket = new Ticket(buyer, key);
    var place = places.get(ticket);
    int ahead = place == null ? places.size() : before(place);
    if (ahead < room) {
      places.remove(ticket);
      return new GoIn();
    }
    if (place != null || places.size() < PLACES_MAX) {
      long number = place == null ? issued++ : place.number;
      places.put(ticket, new Place(number, nanos.getAsLong()));
    }
    return new Wait(after(ahead, room), ahead);
  }

  /** At most this many stand before it: numbers of those who left or went in are gone. */
  private int before(Place place) {
    long first = places.values().iterator().next().number;
    return (int) Math.min(place.number - first, places.size() - 1L);
  }

  /** Whoever is at the front and was not seen for long does not hold the others up. */
  private void forgetWhoLeft() {
    long now = nanos.getAsLong();
    for (var each = places.values().iterator(); each.hasNext(); ) {
      if (now - each.next().seenNanos < GONE_AFTER_NANOS) {
        return;
      }
      each.remove();
    }
  }

  private int after(int ahead, int room) {
    long steps = 1 + ahead / Math.max(1, room + 1_000);
    long plain = Math.min(WAIT_MILLIS_MAX, steps * STEP_MILLIS);
    return (int) (plain * (0.75 + 0.5 * jitter.getAsDouble()));
  }
}
