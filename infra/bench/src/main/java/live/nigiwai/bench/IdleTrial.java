package live.nigiwai.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** What a viewer costs who only sits there. */
final class IdleTrial {
  private static final double RESIDENT_KB_MAX = 20;
  private static final double HEAP_KB_MAX = 12;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final Started started;
  private final int viewers;

  IdleTrial(Started started, Options options) {
    this.started = started;
    this.viewers = options.number("viewers", 10_000, 100, 18_000);
  }

  RelayTrials.Outcome run() throws Exception {
    var ours = started.own(OurRelay.start(List.of()));
    long pid = ours.server().pid();
    try (var first = new Crowd(ours.door())) {
      first.grow(500, 500);
    }
    long heap = heapKilobytes(pid);
    long resident = ProcessCpu.residentKilobytes(pid);
    try (var crowd = new Crowd(ours.door())) {
      crowd.grow(viewers, 600);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
      long heapNow = heapKilobytes(pid);
      long residentNow = ProcessCpu.residentKilobytes(pid);
      long cpu = ours.cpuMicros();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
      return new RelayTrials.Outcome("idle", viewers + " viewers, nothing happens")
          .most(
              "KB resident per viewer",
              (double) (residentNow - resident) / viewers,
              RESIDENT_KB_MAX)
          .most("KB heap per viewer", (double) (heapNow - heap) / viewers, HEAP_KB_MAX)
          .figure("server cores", (ours.cpuMicros() - cpu) / 5e6)
          .most("closed", crowd.count(viewer -> !viewer.live), 0);
    }
  }

  /** After a collection. */
  private static long heapKilobytes(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    var used = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("jcmd says nothing of the heap");
    }
    return Long.parseLong(used.group(1));
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", "" + pid, command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return said;
  }
}
