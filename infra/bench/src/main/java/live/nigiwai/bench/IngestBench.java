package live.nigiwai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a stream costs on its way from publisher to playlist, beside the tools one would use
 * otherwise: the ladder against the {@code ffmpeg} command line ({@link LadderCost}), streams that
 * are handed on against nginx-rtmp ({@link PassthroughCost}), and the time until there is something
 * to play ({@link FirstPlayable}).
 *
 * <pre>[--only ladder,passthrough,first] [--seconds 20] [--streams 20] [--profile] [--json]</pre>
 */
final class IngestBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN = Set.of("only", "seconds", "streams", "profile", "json");
  private static final long LEFT_OUT_MAX = 10;
  private static final double LADDER_RATIO_MAX = 1.10;
  private static final double PASSTHROUGH_RATIO_MAX = 3;
  private static final double FIRST_MILLIS_MAX = 1_200;

  private final ArrayNode results = JSON.createArrayNode();
  private boolean held = true;
  private double yardstick;
  private double ours;

  private IngestBench() {}

  static boolean run(List<String> arguments) throws Exception {
    return new IngestBench().run(new Options(arguments, KNOWN));
  }

  private boolean run(Options options) throws Exception {
    var only = List.of(options.text("only", "ladder,passthrough,first").split(","));
    int seconds = options.number("seconds", 20, 5, 300);
    boolean profile = options.has("profile");
    try (var started = new Started()) {
      Clip.CLEAN.file();
      Clip.NEEDS_SOUND.file();
      if (only.contains("ladder")) {
        ladder(new LadderCost(started, seconds, profile).measure());
      }
      if (only.contains("passthrough")) {
        int streams = options.number("streams", 20, 1, 100);
        passthrough(new PassthroughCost(started, streams, seconds, profile).measure(), streams);
      }
      if (only.contains("first")) {
        first(new FirstPlayable(started).measure());
      }
    }
    if (options.has("json")) {
      var out = JSON.createObjectNode().put("bench", "ingest");
      out.put("yardstick", yardstick).put("ours", ours);
      out.put("ratio", yardstick == 0 ? 0 : ours / yardstick);
      out.set("results", results);
      System.out.println(JSON.writeValueAsString(out));
    }
    return held;
  }

  private void ladder(LadderCost.Result cost) {
    yardstick = cost.ffmpeg();
    ours = cost.ours();
    double ratio = cost.ours() / cost.ffmpeg();
    System.out.printf(
        Locale.ROOT,
        "ladder, core-seconds for a second of media: ours %.3f, ffmpeg of the same"
            + " libraries %.3f: ratio %.2f (wanted: at most %.2f); the installed ffmpeg %.3f: ratio"
            + " %.2f%n",
        cost.ours(),
        cost.ffmpeg(),
        ratio,
        LADDER_RATIO_MAX,
        cost.installed(),
        cost.ours() / cost.installed());
    add("ladder", cost.ours(), cost.ffmpeg(), LADDER_RATIO_MAX);
    if (cost.leftOut() > LEFT_OUT_MAX) {
      held = false;
      System.out.println("WRONG: the server left out " + cost.leftOut() + " frames meanwhile");
    }
  }

  private void passthrough(PassthroughCost.Result cost, int streams) {
    System.out.printf(
        Locale.ROOT,
        "%d streams handed on, %% of a core each: ours %.2f (and %.2f without streams), nginx-rtmp"
            + " %.2f: ratio %.2f (wanted: at most %.0f)%n",
        streams,
        cost.ours(),
        cost.idle(),
        cost.nginx(),
        cost.ours() / cost.nginx(),
        PASSTHROUGH_RATIO_MAX);
    add("passthrough", cost.ours(), cost.nginx(), PASSTHROUGH_RATIO_MAX);
    double allowed = PASSTHROUGH_RATIO_MAX * cost.nginx() + cost.ffmpegSound();
    System.out.printf(
        Locale.ROOT,
        "the same with sound to re-encode: ours %.2f; ffmpeg of the same libraries alone for the"
            + " sound %.2f"
            + " (wanted: at most %.2f)%n",
        cost.oursEncodingSound(),
        cost.ffmpegSound(),
        allowed);
    add("passthrough-sound", cost.oursEncodingSound(), allowed, 1);
  }

  private void first(FirstPlayable.Result times) {
    System.out.printf(
        Locale.ROOT,
        "first media to playable: ours %.0f ms (passthrough only %.0f), nginx-rtmp %.0f ms"
            + " (wanted: at most %.0f)%n",
        times.ours(),
        times.oursPassthrough(),
        times.nginx(),
        FIRST_MILLIS_MAX);
    add("first", times.ours(), times.nginx(), FIRST_MILLIS_MAX / times.nginx());
  }

  private void add(String part, double figure, double beside, double ratioMax) {
    boolean good = figure <= beside * ratioMax;
    held &= good;
    results
        .addObject()
        .put("part", part)
        .put("ours", figure)
        .put("yardstick", beside)
        .put("ratio", figure / beside)
        .put("held", good);
  }
}
