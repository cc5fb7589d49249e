package live.nigiwai.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.nigiwai.runtime.config.Settings;
import live.nigiwai.show.ShowId;
import live.nigiwai.web.app.Assembly;
import live.nigiwai.web.app.NigiwaiConfig;
import live.nigiwai.web.show.Show;

/**
 * The whole program as it is served, with any number of shows and, if wanted, without a ladder; in
 * a process of its own. Its {@code ready.json} names the shows and their keys under {@code
 * streams}.
 *
 * <pre>--data DIR [--shows 1] [--passthrough] [--port 0] [--rtmp-port 0]</pre>
 */
final class StreamHouse {
  private StreamHouse() {}

  public static void main(String[] arguments) throws InterruptedException {
    var options =
        new Options(
            List.of(arguments), Set.of("data", "shows", "passthrough", "port", "rtmp-port"));
    int shows = options.number("shows", 1, 1, 100);
    var settings =
        Settings.over(NigiwaiConfig.defaults())
            .environment(System.getenv(), Set.of("NIGIWAI_LOG_LEVEL"))
            .set("data=" + Path.of(options.text("data", ".")))
            .set("port=" + options.number("port", 0, 0, 65_535))
            .set("ops-port=0")
            .set("ingest.rtmp.port=" + options.number("rtmp-port", 0, 0, 65_535))
            // All publishers come from one address here.
            .set("ingest.rtmp.limits.connections-per-address-max=" + (shows + 16));
    if (options.has("passthrough")) {
      settings.set("ingest.media.encoded=");
    }
    try (var assembly = Assembly.start(settings.bind())) {
      assembly.announceReady(Map.of("streams", open(assembly, shows)));
      assembly.awaitClosed();
    }
  }

  private static List<Map<String, Object>> open(Assembly assembly, int count) {
    var streams = new ArrayList<Map<String, Object>>();
    for (int n = 0; n < count; n++) {
      var id = new ShowId("bench-" + n);
      assembly.shows().put(new Show(id, "計測 " + n, "Bench " + n, "計測", "", false, 1, false));
      var publishing = assembly.publishing(assembly.shows().find(id).orElseThrow());
      var stream = new LinkedHashMap<String, Object>();
      stream.put("show", id.value());
      stream.put("url", publishing.url() + "/" + publishing.key());
      streams.add(stream);
    }
    return streams;
  }
}
