package live.nigiwai.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@link BareBroadcast} needs for the frames a viewer of ours was sent, at their moments. */
final class BareFloor {
  private static final int JOINS_PER_SECOND = 900;

  private BareFloor() {}

  /** Microseconds of CPU per comment. */
  static double microsPerComment(RelayCell.Result ours) throws Exception {
    var schedule = new ArrayList<String>();
    long first = ours.frames().getFirst().nanos();
    for (var frame : ours.frames()) {
      schedule.add((frame.nanos() - first) / 1_000_000 + " " + frame.length());
    }
    return microsPerComment(schedule, ours.viewers(), ours.comments());
  }

  private static double microsPerComment(List<String> schedule, int viewers, long comments)
      throws Exception {
    Path file = Files.createTempFile("relay-frames", ".txt");
    Files.write(file, schedule);
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                BareBroadcast.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var told = process.inputReader();
        var input = process.getOutputStream()) {
      int port = Integer.parseInt(told.readLine().strip());
      try (var crowd = new Crowd(new Crowd.Door(port, "/", true))) {
        crowd.grow(viewers, JOINS_PER_SECOND);
        long before = ProcessCpu.micros(process.pid());
        input.write('\n');
        input.flush();
        while (!"done".equals(told.readLine())) {
          // until the schedule is through
        }
        double spent = ProcessCpu.micros(process.pid()) - before;
        return spent / ((double) comments * viewers);
      }
    } finally {
      process.destroy();
      Files.deleteIfExists(file);
    }
  }
}
