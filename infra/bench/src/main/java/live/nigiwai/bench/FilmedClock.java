package live.nigiwai.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A presenter who holds a clock into the camera: frames are drawn when they are due, with the
 * moment burnt in, and go to the real {@code ffmpeg}, which encodes and publishes them as OBS would
 * (zerolatency, key frames every 2 s). Like OBS it tries again each second when it is disconnected.
 *
 * <p><i>Threading</i>: one thread draws; any thread starts and stops.
 */
final class FilmedClock implements AutoCloseable {
  /** What is filmed. */
  record Format(int width, int height, int framesPerSecond, int kilobits) {
    static final Format USUAL = new Format(960, 540, 30, 2_000);
    static final Format OTHER = new Format(640, 360, 25, 1_000);
  }

  private static final long FIRST_FILMED = 3;

  private final String url;
  private final Format format;
  private final Thread thread;
  private volatile @Nullable Process process;
  private volatile boolean stopped;

  private FilmedClock(String url, Format format) {
    this.url = url;
    this.format = format;
    this.thread = Thread.ofPlatform().daemon().name("filmed-clock").unstarted(this::film);
  }

  static FilmedClock start(String url, Format format) {
    var clock = new FilmedClock(url, format);
    clock.thread.start();
    return clock;
  }

  private void film() {
    while (!stopped) {
      try {
        Process encoder = launch();
        process = encoder;
        if (stopped) {
          encoder.destroyForcibly();
        }
        try (OutputStream out = encoder.getOutputStream()) {
          frames(out);
        } finally {
          encoder.destroyForcibly();
        }
      } catch (IOException disconnected) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  private void frames(OutputStream out) throws IOException {
    var picture = new ClockPicture(format.width, format.height);
    long began = System.nanoTime();
    long wallMillis = System.currentTimeMillis();
    for (long number = 0; !stopped; number++) {
      if (number == FIRST_FILMED) {
        // ffmpeg takes the third frame only once it is connected: now the camera is on.
        began = System.nanoTime() - number * 1_000_000_000L / format.framesPerSecond;
        wallMillis = System.currentTimeMillis() - number * 1_000L / format.framesPerSecond;
      }
      long sinceBegan = number * 1_000_000_000L / format.framesPerSecond;
      LockSupport.parkNanos(Math.max(0, began + sinceBegan - System.nanoTime()));
      // The moment it was due, which is also its timestamp, even if it is written later.
      picture.draw(number, wallMillis + sinceBegan / 1_000_000);
      out.write(picture.planes);
      out.flush();
    }
  }

  private Process launch() throws IOException {
    String input =
        "ffmpeg -hide_banner -nostats -loglevel fatal -fflags nobuffer -f rawvideo"
            + " -pix_fmt yuv420p -s %dx%d -r %d -i pipe:0"
                .formatted(format.width, format.height, format.framesPerSecond)
            + " -f lavfi -i sine=frequency=440:sample_rate=48000";
    int group = 2 * format.framesPerSecond;
    String encode =
        " -c:v libx264 -preset ultrafast -tune zerolatency -threads 1 -sc_threshold 0"
            + " -g %d -keyint_min %d -b:v %dk -maxrate %dk -bufsize %dk"
                .formatted(group, group, format.kilobits, format.kilobits, format.kilobits)
            + " -c:a aac -ac 2 -b:a 128k -flush_packets 1 -f flv "
            + url;
    return new ProcessBuilder(List.of((input + encode).split(" ")))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Whether its encoder still runs. */
  boolean publishing() {
    Process encoder = process;
    return encoder != null && encoder.isAlive();
  }

  /** As a power cut would. */
  @Override
  public void close() {
    stopped = true;
    Process encoder = process;
    if (encoder != null) {
      encoder.destroyForcibly();
    }
    try {
      thread.join(3_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
