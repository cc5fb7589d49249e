package live.nigiwai.ingest.hls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import live.nigiwai.ingest.media.PublishSink;

/** Media made by the ffmpeg program, and what that program thinks of ours. */
final class SampleMedia {
  /** One FLV tag: type 8 is audio, 9 is video. */
  record Tag(int type, long millis, byte[] payload) {}

  /** Many tests use the same clips. */
  private static final Map<String, List<Tag>> MADE = new ConcurrentHashMap<>();

  private SampleMedia() {}

  /** Makes an FLV file; {@code arguments} say what is in it. */
  static List<Tag> flv(Path folder, String arguments) {
    return MADE.computeIfAbsent(arguments, asked -> make(folder, asked));
  }

  private static List<Tag> make(Path folder, String arguments) {
    try {
      Path file = Files.createTempFile(folder, "made", ".flv");
      String said = ffmpeg("-y " + arguments + " -f flv " + file);
      if (!said.isBlank()) {
        throw new IllegalStateException(said);
      }
      return tags(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A moving picture with a tone: the usual publisher. */
  static List<Tag> programme(
      Path folder, String size, int rate, double seconds, String video, String audio) {
    String inputs =
        "-f lavfi -i testsrc2=size=%s:rate=%d:duration=%s".formatted(size, rate, seconds)
            + (audio.isEmpty()
                ? ""
                : " -f lavfi -i sine=frequency=440:sample_rate=48000:duration=" + seconds);
    String picture =
        " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g %d -sc_threshold 0 %s"
            .formatted(rate * 2, video);
    return flv(folder, inputs + picture + (audio.isEmpty() ? "" : " -c:a aac " + audio));
  }

  private static List<Tag> tags(byte[] file) {
    List<Tag> tags = new ArrayList<>();
    int position = 9 + 4;
    while (position + 11 <= file.length) {
      int length = u24(file, position + 1);
      long millis = u24(file, position + 4) | (file[position + 7] & 0xffL) << 24;
      int start = position + 11;
      tags.add(new Tag(file[position], millis, Arrays.copyOfRange(file, start, start + length)));
      position = start + length + 4;
    }
    return tags;
  }

  private static int u24(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
  }

  /** Plays tags into a sink as fast as it takes them. */
  static void play(List<Tag> tags, long shiftMillis, PublishSink sink) {
    for (Tag tag : tags) {
      while (sink.overloaded()) {
        LockSupport.parkNanos(200_000);
      }
      long wire = tag.millis() + shiftMillis & 0xffff_ffffL;
      switch (tag.type()) {
        case 8 -> sink.audio(wire, tag.payload().clone());
        case 9 -> sink.video(wire, tag.payload().clone());
        default -> {}
      }
    }
  }

  /** Runs ffmpeg and returns its complaints. */
  static String ffmpeg(String arguments) {
    return run("ffmpeg -nostdin -v warning " + arguments);
  }

  static String ffprobe(String arguments) {
    return run("ffprobe -v error " + arguments);
  }

  private static String run(String command) {
    try {
      Process process = new ProcessBuilder(command.split(" +")).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? said : said + " (exit code " + code + ")";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
