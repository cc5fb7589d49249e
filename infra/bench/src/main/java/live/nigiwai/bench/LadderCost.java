package live.nigiwai.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.nigiwai.ingest.IngestConfig;
import live.nigiwai.ingest.transcode.Rung;
import org.bytedeco.javacpp.Loader;

/**
 * Processor time for a second of media: the server with its default ladder against the {@code
 * ffmpeg} command line with the same one.
 *
 * <p>Both are fed by RTMP in real time from the same file: 720p30 H.264 with clean AAC. Both hand
 * the pictures on in the first rung and the sound in all; both encode the others by x264 with the
 * same preset, tune, profile, rates and threads, after bilinear scaling, with key frames every 2 s.
 * From the server its idle cost is taken off; FFmpeg has none. They take turns, so that a machine
 * which slows down does so for both.
 *
 * <p>The yardstick is the command line of the very libraries the server uses: the same decoder,
 * scaler and x264 from the same compiler, so that what differs is what the server adds. The {@code
 * ffmpeg} on the PATH is another build of another version, whose x264 and scaler may be faster or
 * slower on a machine; it is measured too and told beside.
 */
final class LadderCost {
  private static final int WARM_SECONDS = 10;
  private static final int TURNS = 2;

  /**
   * Core-seconds for each second of media.
   *
   * @param ffmpeg the command line of the server's own libraries
   * @param installed the one on the PATH
   * @param leftOut frames the server did not encode and changes of its pace, because the machine
   *     was busy with other things or it cannot keep up: with many of them the figures do not
   *     compare
   */
  record Result(double ours, double ffmpeg, double installed, long leftOut) {}

  private final Started started;
  private final int seconds;
  private final String ffmpeg = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
  private final boolean profile;

  LadderCost(Started started, int seconds, boolean profile) {
    this.started = started;
    this.seconds = seconds;
    this.profile = profile;
  }

  Result measure() throws Exception {
    var server = started.own(MeasuredServer.house(1, false));
    String url = server.ready().get("streams").get(0).get("url").asText();
    warm(url);
    double idle = HlsBench.cores(server.pid(), 6);
    double ours = 0;
    double theirs = 0;
    double installed = 0;
    var operations = URI.create(server.ready().get("ops").asText());
    double leftOut = leftOut(operations);
    for (int turn = 0; turn < TURNS; turn++) {
      var publisher = started.own(Clip.CLEAN.publish(url));
      TimeUnit.SECONDS.sleep(WARM_SECONDS);
      ours += HlsBench.cores(server.pid(), seconds, profile) - idle;
      started.end(publisher);
      TimeUnit.SECONDS.sleep(2);
      theirs += commandLine(ffmpeg);
      installed += commandLine("ffmpeg");
    }
    leftOut = leftOut(operations) - leftOut;
    started.end(server);
    return new Result(ours / TURNS, theirs / TURNS, installed / TURNS, (long) leftOut);
  }

  private static double leftOut(URI operations) throws IOException, InterruptedException {
    return Vitals.counted(operations, "nigiwai_ingest_frames_dropped_total")
        + Vitals.counted(operations, "nigiwai_ingest_paced_total");
  }

  /** Once, for the compiler. */
  private void warm(String url) throws Exception {
    var publisher = started.own(Clip.CLEAN.publish(url));
    TimeUnit.SECONDS.sleep(WARM_SECONDS);
    started.end(publisher);
    // The slate of the break ends before the idle cost is measured, or is part of it.
    TimeUnit.SECONDS.sleep(3);
  }

  private double commandLine(String program) throws Exception {
    Path folder = Files.createTempDirectory("nigiwai-ladder");
    String url = "rtmp://127.0.0.1:" + MeasuredServer.freePort() + "/live/x";
    var process =
        new ProcessBuilder(command(program, url, folder))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    AutoCloseable running = started.own(process::destroyForcibly);
    try {
      TimeUnit.SECONDS.sleep(1);
      var publisher = started.own(Clip.CLEAN.publish(url));
      TimeUnit.SECONDS.sleep(WARM_SECONDS);
      if (!process.isAlive()) {
        throw new IOException("ffmpeg gave up: " + Files.readString(folder.resolve("log")));
      }
      double cores = HlsBench.cores(process.pid(), seconds);
      started.end(publisher);
      return cores;
    } finally {
      started.end(running);
      process.waitFor();
      delete(folder);
    }
  }

  private static List<String> command(String program, String url, Path folder) {
    var media = IngestConfig.defaults().media();
    var how = media.transcode();
    var command = new ArrayList<String>();
    command.addAll(words(program + " -hide_banner -nostats -loglevel error -filter_threads 1"));
    command.addAll(words("-threads 1 -listen 1 -f flv -i " + url));
    output(command, "-map 0:v -map 0:a -c:v copy -c:a copy", folder.resolve("source"));
    for (Rung rung : media.encoded()) {
      int rate = rung.kilobitsPerSecond();
      String encode =
          "-map 0:v -map 0:a -c:a copy -c:v libx264 -sws_flags bilinear -vf scale=-2:%d"
                  .formatted(rung.shortSide())
              + " -preset %s -tune zerolatency -profile:v main -threads %d -bf 0 -g 6000"
                  .formatted(how.preset(), how.encoderThreads())
              + " -x264-params scenecut=0:open-gop=0 -forced-idr 1"
              + " -force_key_frames expr:gte(t,n_forced*2)"
              + " -b:v %dk -maxrate %dk -bufsize %dk"
                  .formatted(rate, Math.round(rate * 1.06), Math.round(rate * 1.2));
      output(command, encode, folder.resolve(rung.name()));
    }
    return command;
  }

  private static void output(List<String> command, String how, Path folder) {
    command.addAll(words(how));
    command.addAll(words("-f hls -hls_time 2 -hls_list_size 12 -hls_segment_type fmp4 -hls_flags"));
    command.addAll(List.of("delete_segments", "-hls_fmp4_init_filename"));
    command.add(folder.getFileName() + "-init.mp4");
    command.addAll(List.of("-hls_segment_filename", folder + "-%d.m4s", folder + ".m3u8"));
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
