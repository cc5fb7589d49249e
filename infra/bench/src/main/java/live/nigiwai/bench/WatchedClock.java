package live.nigiwai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The real watch page in {@link Browser}, and what the clock in its pixels says at each frame.
 *
 * <p>Latency: when the frame is due on the screen, less the moment burnt into it. Drift: the media
 * time by which the page shows its overlay, less that moment; it is constant as long as overlay and
 * picture belong together.
 */
final class WatchedClock {
  /**
   * One frame on the screen.
   *
   * @param shownMillis epoch
   * @param latencyMillis NaN where the picture has no clock, as a slate has none
   * @param driftMillis likewise
   */
  record Frame(double shownMillis, double latencyMillis, double driftMillis) {
    boolean readable() {
      return !Double.isNaN(latencyMillis);
    }

    double filmedMillis() {
      return shownMillis - latencyMillis;
    }
  }

  private static final String WATCH =
      ClockPicture.READ
          + """
          (() => {
            window.__bench = { mark: 'MARK', frames: [], height: 0 };
            const canvas = document.createElement('canvas');
            canvas.width = 160;
            canvas.height = 20;
            const pen = canvas.getContext('2d', { willReadFrequently: true });
            const find = (root) => {
              for (const element of root.querySelectorAll('*')) {
                if (element instanceof HTMLVideoElement) return element;
                const found = element.shadowRoot ? find(element.shadowRoot) : null;
                if (found) return found;
              }
              return null;
            };
            let watched = null;
            const onFrame = (now, frame) => {
              const video = watched;
              video.requestVideoFrameCallback(onFrame);
              const shown = performance.timeOrigin + frame.expectedDisplayTime;
              const clock = readClock(video, pen);
              let latency = null, drift = null;
              if (clock !== undefined) {
                latency = ((shown - clock) % 16777216 + 16777216) % 16777216;
                const media = window.__nigiwai?.mediaTime;
                if (typeof media === 'number')
                  drift = media - (video.currentTime - frame.mediaTime) * 1000 - (shown - latency);
              }
              window.__bench.height = video.videoHeight;
              window.__bench.frames.push([shown, latency, drift]);
              if (window.__bench.frames.length > 20000) window.__bench.frames.shift();
            };
            setInterval(() => {
              const video = find(document);
              if (video && video !== watched) {
                watched = video;
                video.requestVideoFrameCallback(onFrame);
              }
            }, 100);
          })();
          """;

  private final Browser browser;
  private final String mark = UUID.randomUUID().toString();
  private final List<Frame> frames = new ArrayList<>();

  private WatchedClock(Browser browser) {
    this.browser = browser;
  }

  static WatchedClock open(Browser browser, URI page) throws Exception {
    var watched = new WatchedClock(browser);
    browser.go(page);
    TimeUnit.SECONDS.sleep(2);
    browser.evaluate(WATCH.replace("MARK", watched.mark));
    return watched;
  }

  /** Takes over what the page saw since the last time. */
  private void gather() throws Exception {
    for (JsonNode frame :
        browser.evaluate("window.__bench ? window.__bench.frames.splice(0) : []")) {
      frames.add(
          new Frame(
              frame.get(0).asDouble(),
              frame.get(1).isNull() ? Double.NaN : frame.get(1).asDouble(),
              frame.get(2).isNull() ? Double.NaN : frame.get(2).asDouble()));
    }
  }

  /** The frames of the coming seconds. */
  List<Frame> watch(double seconds) throws Exception {
    gather();
    int from = frames.size();
    TimeUnit.MILLISECONDS.sleep((long) (seconds * 1_000));
    gather();
    return List.copyOf(frames.subList(from, frames.size()));
  }

  /** All frames shown since a moment. */
  List<Frame> since(double epochMillis) throws Exception {
    gather();
    return frames.stream().filter(frame -> frame.shownMillis >= epochMillis).toList();
  }

  /** Waits for a frame after a moment, and says how long after; negative if none came. */
  double secondsUntil(double epochMillis, Predicate<Frame> wanted, int secondsMax)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
    while (true) {
      var found = since(epochMillis).stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return (found.get().shownMillis - epochMillis) / 1e3;
      }
      if (System.nanoTime() > deadline) {
        return -1;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Whether it is still the document that was opened. */
  boolean samePage() throws Exception {
    return mark.equals(browser.evaluate("window.__bench && window.__bench.mark").asText());
  }

  int linesShown() throws Exception {
    return browser.evaluate("window.__bench.height").asInt();
  }

  static double percentile(List<Double> values, double percent) {
    var sorted = values.stream().filter(value -> !value.isNaN()).sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * percent / 100)));
  }
}
