package live.nigiwai.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the first byte of media to the first bytes a player can show: a playlist lists a part or a
 * segment, and it can be fetched. Looked at every 10 ms; the median of {@value #TRIES} first
 * publishes, each of a show that never had pictures. The publisher sends a file that begins with a
 * key frame, in real time.
 */
final class FirstPlayable {
  private static final int TRIES = 3;
  private static final int SECONDS_MAX = 20;

  /** Milliseconds. */
  record Result(double ours, double oursPassthrough, double nginx) {}

  private final Started started;

  FirstPlayable(Started started) {
    this.started = started;
  }

  Result measure() throws Exception {
    return new Result(ours(false), ours(true), nginx());
  }

  private double ours(boolean passthrough) throws Exception {
    // The first publish of a fresh program pays for loading FFmpeg, and is not counted.
    var server = started.own(MeasuredServer.house(TRIES + 1, passthrough));
    var all = new ArrayList<Double>();
    for (int n = 0; n <= TRIES; n++) {
      var stream = server.ready().get("streams").get(n);
      var index = server.http().resolve("/hls/" + stream.get("show").asText() + "/index.m3u8");
      all.add(one(stream.get("url").asText(), index));
    }
    started.end(server);
    return median(all.subList(1, all.size()));
  }

  private double nginx() throws Exception {
    var nginx = started.own(Nginx.rtmp());
    var all = new ArrayList<Double>();
    for (int n = 0; n < TRIES; n++) {
      var playlist = "http://127.0.0.1:" + nginx.httpPort() + "/live/first" + n + ".m3u8";
      all.add(one(nginx.publishUrl("first" + n), URI.create(playlist)));
    }
    started.end(nginx);
    return median(all);
  }

  private double one(String url, URI index) throws Exception {
    var watch = started.own(new PublishWatch(url));
    var publisher = started.own(Clip.CLEAN.publish(watch.url()));
    long began = watch.firstMediaNanos(SECONDS_MAX);
    long playable = HlsProbe.awaitPlayable(index, SECONDS_MAX);
    started.end(publisher);
    started.end(watch);
    TimeUnit.SECONDS.sleep(1);
    return (playable - began) / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
