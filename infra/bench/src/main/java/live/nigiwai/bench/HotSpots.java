package live.nigiwai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Where another JVM spends its processor time, by Flight Recorder's CPU-time samples. */
final class HotSpots implements AutoCloseable {
  private static final int FRAMES_SHOWN = 25;
  private static final int DEPTH_MAX = 40;

  private final long pid;
  private final Path file;

  private HotSpots(long pid, Path file) {
    this.pid = pid;
    this.file = file;
  }

  static HotSpots start(long pid) throws IOException, InterruptedException {
    Path file = Files.createTempFile("nigiwai-bench", ".jfr");
    var spots = new HotSpots(pid, file);
    spots.jcmd("JFR.start", "name=bench", "jdk.CPUTimeSample#enabled=true", "filename=" + file);
    return spots;
  }

  private void jcmd(String... words) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(String.valueOf(pid));
    command.addAll(List.of(words));
    var process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Ends the recording and prints threads, the methods on top, and those of ours below them. */
  void print() throws IOException, InterruptedException {
    jcmd("JFR.stop", "name=bench", "filename=" + file);
    Map<String, Integer> threads = new HashMap<>();
    Map<String, Integer> tops = new HashMap<>();
    Map<String, Integer> within = new HashMap<>();
    int samples = 0;
    try (var recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        var event = recording.readEvent();
        if (!event.getEventType().getName().equals("jdk.CPUTimeSample")) {
          continue;
        }
        samples++;
        var thread = event.getThread("eventThread");
        String name = thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName();
        threads.merge(name.replaceAll("[0-9]+$", "N"), 1, Integer::sum);
        count(event.getStackTrace(), tops, within);
      }
    }
    show("threads", threads, samples);
    show("methods on top", tops, samples);
    show("methods with what they call", within, samples);
  }

  private static void count(
      RecordedStackTrace trace, Map<String, Integer> tops, Map<String, Integer> within) {
    if (trace == null || trace.getFrames().isEmpty()) {
      tops.merge("(no Java frame)", 1, Integer::sum);
      return;
    }
    tops.merge(name(trace.getFrames().getFirst()), 1, Integer::sum);
    trace.getFrames().stream()
        .limit(DEPTH_MAX)
        .map(HotSpots::name)
        .distinct()
        .forEach(frame -> within.merge(frame, 1, Integer::sum));
  }

  private static String name(RecordedFrame frame) {
    var method = frame.getMethod();
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }

  private static void show(String title, Map<String, Integer> counts, int samples) {
    System.out.println("  " + title + " (" + samples + " samples)");
    counts.entrySet().stream()
        .sorted((one, other) -> other.getValue() - one.getValue())
        .limit(FRAMES_SHOWN)
        .forEach(
            entry ->
                System.out.printf(
                    "    %5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
