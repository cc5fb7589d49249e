package live.nigiwai.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The cards over the picture as a function of media time (PROTOCOL.md section 5). */
final class PinTrack {
  private final List<Change> changes = new ArrayList<>();
  private long knownUpTo;

  private record Change(long showAt, String product, boolean pinned) {}

  /** Starts from the state of a welcome that is no resume. */
  void restart(JsonNode pins) {
    changes.clear();
    knownUpTo = pins.path("sv").asLong();
    for (JsonNode pin : pins.path("pins")) {
      changes.add(new Change(pin.path("s").asLong(), pin.path("p").asText(), true));
    }
  }

  void apply(JsonNode entry) {
    if (entry.path("o").asLong() > knownUpTo) {
      changes.add(
          new Change(
              entry.path("s").asLong(),
              entry.path("p").asText(),
              entry.path("t").asText().equals("pinned")));
    }
  }

  List<String> at(long mediaTime) {
    var products = new ArrayList<String>();
    for (var change : changes) {
      if (change.showAt <= mediaTime) {
        products.remove(change.product);
        if (change.pinned) {
          products.add(change.product);
        }
      }
    }
    return products;
  }
}
