package live.nigiwai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import live.nigiwai.testkit.RtmpPublisher;
import org.bytedeco.javacpp.Loader;

/**
 * Processor time for each of many 720p30 streams that are only handed on: the server without a
 * ladder against nginx-rtmp, which cuts MPEG-TS fragments of 2 s and no parts. The same publishers,
 * one after the other. What the server uses without any stream is taken off and told beside it;
 * nginx uses nothing then.
 *
 * <p>With sound that has to be re-encoded FFmpeg's own cost for it is allowed on top; it is
 * measured as that of the command line of the server's own libraries, as fast as it can.
 *
 * <p>Both are measured when they have run for a while: a compiler that is still at work is not what
 * a stream costs.
 */
final class PassthroughCost {
  private static final int WARM_SECONDS = 30;
  private static final Pattern USER = Pattern.compile("utime=([0-9.]+)s");
  private static final Pattern SYSTEM = Pattern.compile("stime=([0-9.]+)s");
  private static final double CLIP_SECONDS = 60;

  /** Hundredths of a core for each stream. */
  record Result(
      double ours, double nginx, double oursEncodingSound, double ffmpegSound, double idle) {}

  private final Started started;
  private final int streams;
  private final int seconds;
  private final boolean profile;

  PassthroughCost(Started started, int streams, int seconds, boolean profile) {
    this.started = started;
    this.streams = streams;
    this.seconds = seconds;
    this.profile = profile;
  }

  Result measure() throws Exception {
    double nginx = nginx();
    var server = started.own(MeasuredServer.house(streams, true));
    TimeUnit.SECONDS.sleep(5);
    double idle = HlsBench.cores(server.pid(), 10) * 100 / streams;
    double clean = server(server, Clip.CLEAN) - idle;
    double encoding = server(server, Clip.NEEDS_SOUND) - idle;
    started.end(server);
    return new Result(clean, nginx, encoding, soundAlone(), idle);
  }

  private double nginx() throws Exception {
    var nginx = started.own(Nginx.rtmp());
    var publishers = publish(Clip.CLEAN, nginx::publishUrl);
    TimeUnit.SECONDS.sleep(WARM_SECONDS);
    long before = nginx.cpuMicros();
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double cores = (nginx.cpuMicros() - before) * 1e3 / (System.nanoTime() - began);
    check(publishers);
    var folder = URI.create("http://127.0.0.1:" + nginx.httpPort() + "/live/");
    HlsProbe.awaitPlayable(folder.resolve((streams - 1) + ".m3u8"), 5);
    publishers.forEach(started::end);
    started.end(nginx);
    return cores * 100 / streams;
  }

  private double server(MeasuredServer server, Clip clip) throws Exception {
    JsonNode shows = server.ready().get("streams");
    var publishers = publish(clip, name -> shows.get(Integer.parseInt(name)).get("url").asText());
    TimeUnit.SECONDS.sleep(WARM_SECONDS);
    double cores = HlsBench.cores(server.pid(), seconds, profile);
    check(publishers);
    String last = shows.get(streams - 1).get("show").asText();
    HlsProbe.awaitPlayable(server.http().resolve("/hls/" + last + "/index.m3u8"), 5);
    publishers.forEach(started::end);
    TimeUnit.SECONDS.sleep(2);
    return cores * 100 / streams;
  }

  private interface Address {
    String of(String name);
  }

  private List<RtmpPublisher> publish(Clip clip, Address address) throws Exception {
    clip.file();
    var publishers = new ArrayList<RtmpPublisher>();
    for (int n = 0; n < streams; n++) {
      publishers.add(started.own(clip.publish(address.of(String.valueOf(n)))));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return publishers;
  }

  private static void check(List<RtmpPublisher> publishers) {
    for (var publisher : publishers) {
      if (!publisher.running()) {
        throw new IllegalStateException("a publisher ended: " + publisher.output());
      }
    }
  }

  /** Hundredths of a core for decoding, resampling and encoding the sound of one stream. */
  private static double soundAlone() throws IOException, InterruptedException {
    String line =
        Loader.load(org.bytedeco.ffmpeg.ffmpeg.class)
            + " -hide_banner -nostats -benchmark -threads 1 -i FILE -map 0:a -c:a aac -ar 48000"
            + " -ac 2 -b:a 128k -f null -";
    var command = new ArrayList<>(List.of(line.split(" ")));
    command.replaceAll(word -> word.equals("FILE") ? file() : word);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return 100 * (found(USER, said) + found(SYSTEM, said)) / CLIP_SECONDS;
  }

  private static String file() {
    try {
      return Clip.NEEDS_SOUND.file().toString();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static double found(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("ffmpeg did not say what it used: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
