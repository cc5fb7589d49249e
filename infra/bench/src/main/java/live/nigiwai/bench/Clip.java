package live.nigiwai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.nigiwai.testkit.RtmpPublisher;

/**
 * A programme encoded beforehand and sent as it is, so that publishing costs next to nothing: a
 * moving test picture with noise, key frames every 2 s, AAC in stereo.
 */
record Clip(int width, int height, int framesPerSecond, int videoKilobits, int audioRate) {
  /** With its sound 1.2 Mbit/s. */
  static final Clip SERVED = new Clip(960, 540, 30, 1_080, 48_000);

  static final Clip CLEAN = new Clip(1280, 720, 30, 2_500, 48_000);
  static final Clip NEEDS_SOUND = new Clip(1280, 720, 30, 2_500, 44_100);

  private static final int SECONDS = 60;
  private static final int AUDIO_KILOBITS = 112;
  private static final long ENCODE_SECONDS_MAX = 180;

  /** The file; made when it is asked for first, and kept. */
  Path file() throws IOException, InterruptedException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        (cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
            .resolve("nigiwai/bench");
    String name =
        "%dx%d-%d-%dk-%d.flv".formatted(width, height, framesPerSecond, videoKilobits, audioRate);
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "making", ".flv");
      encode(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void encode(Path to) throws IOException, InterruptedException {
    System.err.println("encoding " + SECONDS + " s of " + width + "x" + height);
    String size = width + "x" + height;
    var command = new ArrayList<String>(List.of("ffmpeg", "-y", "-v", "error", "-f", "lavfi"));
    command.addAll(List.of("-i", "testsrc2=size=" + size + ":rate=" + framesPerSecond));
    command.addAll(List.of("-f", "lavfi", "-i"));
    command.add("sine=frequency=330:beep_factor=3:sample_rate=" + audioRate);
    String group = String.valueOf(2 * framesPerSecond);
    String picture =
        "-t %d -vf noise=alls=14:allf=t,format=yuv420p -c:v libx264 -preset veryfast -profile:v main"
                .formatted(SECONDS)
            + " -bf 0 -sc_threshold 0 -g %s -keyint_min %s".formatted(group, group)
            + " -b:v %1$dk -maxrate %1$dk -bufsize %1$dk".formatted(videoKilobits);
    command.addAll(List.of(picture.split(" ")));
    String sound = "-c:a aac -ac 2 -ar %d -b:a %dk".formatted(audioRate, AUDIO_KILOBITS);
    command.addAll(List.of(sound.split(" ")));
    command.addAll(List.of("-f", "flv", to.toString()));
    var process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(ENCODE_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("ffmpeg could not encode the clip");
    }
  }

  /** Publishes it over and over, in real time. */
  RtmpPublisher publish(String url) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(List.of("ffmpeg", "-hide_banner", "-nostats", "-loglevel", "error", "-re"));
    command.addAll(List.of("-stream_loop", "-1", "-i", file().toString(), "-c", "copy"));
    command.addAll(List.of("-flvflags", "no_duration_filesize", "-f", "flv", url));
    return RtmpPublisher.run(command);
  }
}
