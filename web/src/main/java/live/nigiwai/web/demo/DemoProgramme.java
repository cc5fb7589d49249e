package live.nigiwai.web.demo;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generated programme on air: draws, encodes and publishes in real time, and comes back by
 * itself when the connection is lost. What it shows is a function of the clock alone.
 *
 * <p><i>Threading:</i> one platform thread of low priority does all the work, because FFmpeg blocks
 * in native code; {@link #close} may be called from any thread.
 */
public final class DemoProgramme implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoProgramme.class);

  private static final int BACKOFF_MILLIS_MIN = 1_000;
  private static final int BACKOFF_MILLIS_MAX = 5_000;
  private static final int STEADY_MILLIS = 10_000;

  /**
   * Later than this, pictures are skipped (key frames and sound are not) until the programme is on
   * time.
   */
  private static final int LATE_MILLIS_MAX = 1_000;

  /** Further off than this the clock was set or the machine slept: connect anew. */
  private static final int ASTRAY_MILLIS_MAX = 10_000;

  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long CLOSE_MILLIS_MAX = 1_000;

  private final Supplier<String> url;
  private final InstantSource clock;
  private final ProgrammeFormat format;
  private final Thread thread;
  private volatile boolean closing;
  private volatile long closingSince;
  private volatile boolean onAir;

  private DemoProgramme(Supplier<String> url, InstantSource clock, ProgrammeFormat format) {
    this.url = url;
    this.clock = clock;
    this.format = format;
    this.thread =
        Thread.ofPlatform()
            .name("demo-programme")
            .daemon(true)
            .priority(Thread.MIN_PRIORITY)
            .unstarted(this::run);
  }

  /**
   * Starts publishing and returns at once; a server that is not there yet is tried again.
   *
   * @param rtmpUrl {@code rtmp://host:port/live/KEY}, asked at every attempt; the key is never
   *     logged
   * @param clock the time of day shown, and the pace
   */
  public static DemoProgramme start(Supplier<String> rtmpUrl, InstantSource clock) {
    return start(rtmpUrl, clock, ProgrammeFormat.DEFAULT);
  }

  static DemoProgramme start(String url, InstantSource clock, ProgrammeFormat format) {
    return start(() -> url, clock, format);
  }

  private static DemoProgramme start(
      Supplier<String> url, InstantSource clock, ProgrammeFormat format) {
    DemoProgramme programme = new DemoProgramme(url, clock, format);
    programme.thread.start();
    return programme;
  }

  /** Whether pictures are being sent at this moment. */
  public boolean isOnAir() {
    return onAir;
  }

  private void run() {
    try {
      Scene scene = Scene.load(format, () -> closing);
      publishUntilClosed(scene, new Music());
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!closing) {
        LOG.error("the demo programme cannot go on", e);
      }
    } finally {
      onAir = false;
    }
  }

  private void publishUntilClosed(Scene scene, Music music) {
    int backoff = BACKOFF_MILLIS_MIN;
    while (!closing) {
      long began = System.nanoTime();
      String shownUrl = "its address";
      try {
        String address = url.get();
        shownUrl = withoutKey(address);
        publish(scene, music, address);
      } catch (IOException | DatabaseUnavailableException e) {
        if (!closing) {
          LOG.warn(
              "demo programme lost {} ({}); trying again in {} ms",
              shownUrl,
              e.getMessage(),
              backoff);
        }
      }
      onAir = false;
      if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) > STEADY_MILLIS) {
        backoff = BACKOFF_MILLIS_MIN;
      }
      pause(backoff);
      backoff = Math.min(backoff * 2, BACKOFF_MILLIS_MAX);
    }
  }

  private void publish(Scene scene, Music music, String address) throws IOException {
    try (Publication out = Publication.open(address, format, this::isAbandoned)) {
      LOG.info("demo programme on air to {}", withoutKey(address));
      publish(scene, music, out);
    }
  }

  /** Until closing, or until the clock leaves the pace; returns then to connect anew. */
  private void publish(Scene scene, Music music, Publication out) throws IOException {
    int step = format.millisPerFrame();
    long start = clock.millis() / step * step;
    Reel reel = new Reel(scene, music, out, start);
    for (long number = 0; !closing; number++) {
      long due = start + number * step;
      long early = due - clock.millis();
      if (Math.abs(early) > ASTRAY_MILLIS_MAX) {
        return;
      }
      if (early > 0) {
        pause(early);
      }
      reel.turn(number, due, early > -LATE_MILLIS_MAX);
      onAir = true;
    }
  }

  private void pause(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = until - System.nanoTime();
    while (left > 0 && !closing) {
      LockSupport.parkNanos(this, left);
      left = until - System.nanoTime();
    }
  }

  /** Closing leaves native code half a second to say goodbye to the server. */
  private boolean isAbandoned() {
    return closing && System.nanoTime() - closingSince > GOODBYE_NANOS;
  }

  /** Stops within a second. */
  @Override
  public void close() {
    if (!closing) {
      closingSince = System.nanoTime();
      closing = true;
    }
    LockSupport.unpark(thread);
    try {
      if (thread != Thread.currentThread()) {
        thread.join(CLOSE_MILLIS_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Host, port and application; the stream key stays unsaid. */
  static String withoutKey(String url) {
    try {
      URI parsed = URI.create(url);
      String path = parsed.getPath() == null ? "" : parsed.getPath();
      int end = path.indexOf('/', 1);
      String application = end < 0 ? path : path.substring(0, end);
      return parsed.getHost() == null
          ? "a file"
          : parsed.getScheme() + "://" + parsed.getHost() + ":" + parsed.getPort() + application;
    } catch (IllegalArgumentException e) {
      return "an address that cannot be read";
    }
  }
}
