package live.nigiwai.web.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Which product is on at which time: the demo's rundown, each product for the same while, round and
 * round. A function of the wall clock alone, so that a restarted programme goes on where it would
 * have been.
 */
record RunningOrder(List<String> products) {
  static final int MILLIS_PER_PRODUCT = 20_000;

  RunningOrder {
    products = List.copyOf(products);
    if (products.isEmpty()) {
      throw new IllegalArgumentException("the programme needs a product");
    }
  }

  /**
   * @param index of the product in the running order
   * @param millis since the product came on
   */
  record Spot(int index, int millis) {
    double seconds() {
      return millis / 1000.0;
    }
  }

  static RunningOrder load() throws IOException {
    try (InputStream in = RunningOrder.class.getResourceAsStream("/demo/goods.json")) {
      if (in == null) {
        throw new FileNotFoundException("no demo resource goods.json");
      }
      JsonNode cues = new ObjectMapper().readTree(in).path("rundown");
      return new RunningOrder(
          StreamSupport.stream(cues.spliterator(), false)
              .sorted(Comparator.comparingInt(cue -> cue.path("position").asInt()))
              .map(cue -> cue.path("product").asText())
              .toList());
    }
  }

  Spot at(long epochMillis) {
    long round = (long) MILLIS_PER_PRODUCT * products.size();
    int into = (int) Math.floorMod(epochMillis, round);
    return new Spot(into / MILLIS_PER_PRODUCT, into % MILLIS_PER_PRODUCT);
  }

  int before(int index) {
    return Math.floorMod(index - 1, products.size());
  }
}
