package live.nigiwai.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The golden files of the protocol. */
public final class Golden {
  public static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  public static List<JsonNode> read(String file) {
    try (var in = Golden.class.getResourceAsStream("/golden/" + file)) {
      var all = new ArrayList<JsonNode>();
      JSON.readTree(in).forEach(all::add);
      return all;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static JsonNode named(String file, String name) {
    return read(file).stream()
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
