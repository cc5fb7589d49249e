package live.nigiwai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much CPU another process has used, by {@code /proc/PID/stat}. */
final class ProcessCpu {
  private static final long MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux we run on
  private static final int UTIME = 11;
  private static final int STIME = 12;

  private ProcessCpu() {}

  static long micros(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name in parentheses may hold spaces; what follows it is numbers.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * MICROS_PER_TICK;
    } catch (IOException gone) {
      throw new UncheckedIOException("process " + pid + " is gone", gone);
    }
  }
}
