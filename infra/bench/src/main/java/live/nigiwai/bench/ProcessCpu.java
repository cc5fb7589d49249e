package live.nigiwai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What another process has used, by {@code /proc/PID}. */
final class ProcessCpu {
  private static final long MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux we run on
  private static final int UTIME = 11;

  private ProcessCpu() {}

  static long micros(long pid) {
    return sum(pid, 2);
  }

  /** With its children, those that have ended too. */
  static long familyMicros(long pid) {
    long children =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .mapToLong(child -> child.isAlive() ? micros(child.pid()) : 0)
            .sum();
    return sum(pid, 4) + children;
  }

  /** Of utime, stime, and those of children that have ended. */
  private static long sum(long pid, int fieldsWanted) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name in parentheses may hold spaces; what follows it is numbers.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (int i = UTIME; i < UTIME + fieldsWanted; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks * MICROS_PER_TICK;
    } catch (IOException gone) {
      throw new UncheckedIOException("process " + pid + " is gone", gone);
    }
  }

  /** Memory it holds, in KB. */
  static long residentKilobytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      throw new UncheckedIOException("process " + pid + " is gone", gone);
    }
  }
}
