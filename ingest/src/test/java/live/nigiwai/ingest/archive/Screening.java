package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ffmpeg sees and hears of an MP4, decoded to the end. */
final class Screening {
  /** Pictures that are shown. */
  final int pictures;

  final double videoSeconds;
  final double soundSeconds;

  /** When the picture turns white, and when the tone begins, in seconds. */
  final List<Double> flashes = new ArrayList<>();

  final List<Double> tones = new ArrayList<>();

  /** The first box after {@code ftyp}. */
  final String second;

  Screening(Path folder, byte[] mp4) throws IOException {
    Path file = Files.write(folder.resolve("screened.mp4"), mp4);
    String complaints = Footage.run("ffmpeg -nostdin -v warning -xerror -i " + file + " -f null -");
    if (!complaints.isBlank()) {
      throw new AssertionError(complaints);
    }
    second = new String(mp4, 32 + 4, 4, java.nio.charset.StandardCharsets.US_ASCII);
    Path gray = folder.resolve("screened.gray");
    Footage.run(
        "ffmpeg -nostdin -v error -y -i %s -map 0:v -fps_mode passthrough -vf scale=1:1,format=gray -f rawvideo %s"
            .formatted(file, gray));
    byte[] levels = Files.readAllBytes(gray);
    pictures = levels.length;
    List<Double> shown = times(file);
    for (int i = 0; i < levels.length; i++) {
      boolean white = (levels[i] & 0xff) > 128;
      if (white && (i == 0 || (levels[i - 1] & 0xff) <= 128)) {
        flashes.add(shown.get(i));
      }
    }
    videoSeconds = duration(file, "v:0");
    soundSeconds = duration(file, "a:0");
    listen(folder, file);
  }

  private static List<Double> times(Path file) {
    String said =
        Footage.run(
            "ffprobe -v error -select_streams v:0 -show_entries frame=best_effort_timestamp_time"
                + " -of csv=p=0 "
                + file);
    return said.lines()
        .map(line -> line.replace(",", "").strip())
        .filter(line -> !line.isEmpty())
        .map(Double::parseDouble)
        .toList();
  }

  private static double duration(Path file, String stream) {
    return Double.parseDouble(
        Footage.run(
                "ffprobe -v error -select_streams "
                    + stream
                    + " -show_entries stream=duration -of csv=p=0 "
                    + file)
            .strip());
  }

  private void listen(Path folder, Path file) throws IOException {
    Path raw = folder.resolve("screened.pcm");
    Footage.run(
        "ffmpeg -nostdin -v error -y -i %s -map 0:a -af aresample=async=1:first_pts=0 -ac 1 -ar 48000 -f s16le %s"
            .formatted(file, raw));
    ByteBuffer samples = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    int quietFor = 48_000;
    for (int i = 0; i * 2 + 1 < samples.limit(); i++) {
      if (Math.abs(samples.getShort(i * 2)) > 3_000) {
        if (quietFor > 10_000) {
          tones.add(i / 48_000.0);
        }
        quietFor = 0;
      } else {
        quietFor++;
      }
    }
  }

  /** The largest difference between a flash and its tone. */
  double driftSeconds() {
    double worst = 0;
    for (double flash : flashes) {
      double nearest = Double.MAX_VALUE;
      for (double tone : tones) {
        double difference = tone - flash;
        nearest = Math.abs(difference) < Math.abs(nearest) ? difference : nearest;
      }
      worst = Math.max(worst, Math.abs(nearest));
    }
    return worst;
  }
}
