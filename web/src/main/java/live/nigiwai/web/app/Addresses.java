package live.nigiwai.web.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import live.nigiwai.ingest.Ingest;
import live.nigiwai.web.http.FrontDoor;
import live.nigiwai.web.ops.OpsDoor;
import org.jspecify.annotations.Nullable;

/** Where this node can be reached, for programs on this machine and for {@code ready.json}. */
record Addresses(String bind, FrontDoor front, @Nullable Ingest ingest, OpsDoor ops) {
  String http() {
    return "http://" + reachable() + ":" + front.port();
  }

  Optional<String> https() {
    return url("https://", front.securePort(), "");
  }

  Optional<String> rtmp() {
    return ingest == null
        ? Optional.empty()
        : url("rtmp://", OptionalInt.of(ingest.rtmpPort()), "/live");
  }

  Optional<String> rtmps() {
    return ingest == null ? Optional.empty() : url("rtmps://", ingest.rtmpsPort(), "/live");
  }

  /** All of them, by name. */
  Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put("http", http());
    all.put("ops", "http://127.0.0.1:" + ops.port());
    rtmp().ifPresent(url -> all.put("rtmp", url));
    https().ifPresent(url -> all.put("https", url));
    rtmps().ifPresent(url -> all.put("rtmps", url));
    return all;
  }

  private Optional<String> url(String scheme, OptionalInt port, String path) {
    return port.isEmpty()
        ? Optional.empty()
        : Optional.of(scheme + reachable() + ":" + port.getAsInt() + path);
  }

  /** An address that a program on this machine can connect to. */
  private String reachable() {
    return bind.equals("0.0.0.0") ? "127.0.0.1" : bind;
  }
}
