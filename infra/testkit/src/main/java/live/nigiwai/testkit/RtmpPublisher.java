package live.nigiwai.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code ffmpeg} publishing a test picture with a tone, as a presenter's encoder would.
 *
 * <p><i>Threading</i>: any thread. Its output is drained by a virtual thread, so that it never
 * blocks on a full pipe.
 */
public final class RtmpPublisher implements AutoCloseable {
  private static final int LINES_KEPT = 400;
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** How the rate of the pictures behaves. */
  public enum Rate {
    STEADY,
    /** As screen capture does it: a second and a half of every picture, then every third one. */
    CHANGING
  }

  /**
   * The sound beside the picture.
   *
   * @param samplesPerSecond 0 for no sound at all
   * @param lateSeconds how long it begins after the picture
   */
  public record Sound(int samplesPerSecond, int channels, int lateSeconds) {
    public static final Sound NONE = new Sound(0, 2, 0);
  }

  /**
   * What is published.
   *
   * @param bFrames frames between references that come out of order; 0 for none
   * @param keyFrameSeconds distance of key frames
   */
  public record Programme(
      int width,
      int height,
      int framesPerSecond,
      Rate rate,
      int bFrames,
      int keyFrameSeconds,
      int videoKilobits,
      Sound sound) {

    /** Small enough for two cores: 640 × 360, 30 frames, 48 kHz, two B-frames, 2 s key frames. */
    public static Programme defaults() {
      return new Programme(640, 360, 30, Rate.STEADY, 2, 2, 800, new Sound(48_000, 2, 0));
    }

    public Programme withSize(int newWidth, int newHeight) {
      return new Programme(
          newWidth,
          newHeight,
          framesPerSecond,
          rate,
          bFrames,
          keyFrameSeconds,
          videoKilobits,
          sound);
    }

    public Programme withFrames(int newFramesPerSecond, int newBFrames) {
      return new Programme(
          width,
          height,
          newFramesPerSecond,
          rate,
          newBFrames,
          keyFrameSeconds,
          videoKilobits,
          sound);
    }

    public Programme withRate(Rate newRate) {
      return new Programme(
          width, height, framesPerSecond, newRate, bFrames, keyFrameSeconds, videoKilobits, sound);
    }

    public Programme withAudioRate(int newAudioRate) {
      return withSound(new Sound(newAudioRate, sound.channels(), sound.lateSeconds()));
    }

    public Programme withSound(Sound newSound) {
      return new Programme(
          width, height, framesPerSecond, rate, bFrames, keyFrameSeconds, videoKilobits, newSound);
    }

    public Programme withKeyFrameSeconds(int seconds) {
      return new Programme(
          width, height, framesPerSecond, rate, bFrames, seconds, videoKilobits, sound);
    }

    private List<String> command(String url) {
      String picture = "testsrc2=size=" + width + "x" + height + ":rate=" + framesPerSecond;
      String group = String.valueOf(framesPerSecond * keyFrameSeconds);
      boolean heard = sound.samplesPerSecond() > 0;
      String line =
          "ffmpeg -hide_banner -loglevel verbose -nostats"
              + (" -re -f lavfi -i " + picture)
              + (heard ? tone() : "")
              + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -sc_threshold 0 -threads 1"
              + (" -g " + group + " -keyint_min " + group + " -bf " + bFrames)
              + (" -force_key_frames expr:gte(t,n_forced*" + keyFrameSeconds + ")")
              + (rate == Rate.CHANGING ? everyThirdForAWhile() : "")
              + (" -b:v " + videoKilobits + "k")
              + (heard ? " -c:a aac -b:a 128k -ac " + sound.channels() : "")
              + (heard ? " -ar " + sound.samplesPerSecond() : "")
              // Pictures must not wait for sound that comes later.
              + (sound.lateSeconds() > 0 ? " -max_interleave_delta 100000" : "")
              + (" -f flv " + url);
      return List.of(line.split(" "));
    }

    private String tone() {
      return (sound.lateSeconds() > 0 ? " -itsoffset " + sound.lateSeconds() : "")
          + (" -re -f lavfi -i sine=frequency=440:sample_rate=" + sound.samplesPerSecond());
    }

    private String everyThirdForAWhile() {
      int half = 3 * framesPerSecond / 2;
      return " -fps_mode vfr -vf select='lt(mod(n,%d),%d)+not(mod(n,3))'".formatted(2 * half, half);
    }
  }

  private final Process process;
  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread drain;

  private RtmpPublisher(Process process) {
    this.process = process;
    this.drain = Thread.ofVirtual().name("ffmpeg-output").start(this::drain);
  }

  /**
   * Starts publishing to {@code rtmp://host:port/live/KEY}, in real time and without end.
   *
   * @throws IllegalStateException if there is no ffmpeg
   */
  public static RtmpPublisher start(String url, Programme programme) {
    return run(programme.command(url));
  }

  /** Runs any other ffmpeg command line; the program's name comes first. */
  public static RtmpPublisher run(List<String> command) {
    try {
      return new RtmpPublisher(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new IllegalStateException(
          "ffmpeg cannot be started; install it (apt-get install ffmpeg) or put it on the PATH", e);
    }
  }

  public boolean running() {
    return process.isAlive();
  }

  /** What it has printed, the last lines of it. */
  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /**
   * Waits until it ends by itself, as it does when it is refused.
   *
   * @throws IllegalStateException if it goes on
   */
  public int awaitExit(Duration atMost) {
    if (!exited(atMost)) {
      throw new IllegalStateException("ffmpeg still runs after " + atMost + "\n" + output());
    }
    return process.exitValue();
  }

  /** Ends the publish in order: the encoder says farewell. */
  public void stop() {
    try {
      process.outputWriter(UTF_8).append('q').flush();
    } catch (IOException | UncheckedIOException gone) {
      // it has ended already
    }
    if (!exited(FAREWELL)) {
      process.destroyForcibly();
    }
  }

  /** Ends it as a power cut would. */
  @Override
  public void close() {
    process.destroyForcibly();
    exited(FAREWELL);
  }

  private boolean exited(Duration atMost) {
    try {
      boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        drain.join(atMost);
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void drain() {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        synchronized (lines) {
          lines.addLast(line);
          if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
          }
        }
      }
    } catch (IOException closed) {
      // the process is gone
    }
  }
}
