package live.nigiwai.ingest.archive;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Real H.264 and AAC, made by ffmpeg and cut into segments at its key frames: a black picture that
 * turns white for a tenth of each second while a tone sounds.
 */
final class Footage {
  static final int RATE = 30;
  private static final int SECONDS = 14;

  /** One segment; its times begin where {@code ticks} says. */
  record Shot(byte[] bytes, long ticks) {}

  final byte[] init;
  final List<Shot> shots = new ArrayList<>();

  private Footage(byte[] init) {
    this.init = init;
  }

  static Footage make(Path folder, String size, String options) throws IOException {
    Path file = Files.createTempFile(folder, "footage", ".mp4");
    String said =
        run(
            "ffmpeg -nostdin -v warning -y"
                + (" -f lavfi -i color=c=black:s=" + size + ":r=" + RATE + ":d=" + SECONDS)
                + ",drawbox=enable='lt(mod(t,1),0.1)':color=white:t=fill -f lavfi -i"
                + " aevalsrc=exprs='if(lt(mod(t,1),0.1),sin(2*PI*1000*t),0)|0':s=48000:d="
                + SECONDS
                + (" -pix_fmt yuv420p -c:v libx264 -preset veryfast -g 60 -sc_threshold 0 "
                    + options)
                + " -video_track_timescale 90000 -c:a aac -ac 2 -b:a 128k"
                + " -movflags frag_keyframe+empty_moov+default_base_moof "
                + file);
    if (!said.isBlank()) {
      throw new IllegalStateException(said);
    }
    return cut(Files.readAllBytes(file));
  }

  private static Footage cut(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    Footage footage = null;
    int moof = -1;
    while (in.remaining() >= 8) {
      int start = in.position();
      int size = in.getInt(start);
      String type = new String(file, start + 4, 4, StandardCharsets.US_ASCII);
      switch (type) {
        case "ftyp", "moov" -> head.write(file, start, size);
        case "moof" -> moof = start;
        case "mdat" -> {
          if (footage == null) {
            footage = new Footage(head.toByteArray());
          }
          byte[] bytes = java.util.Arrays.copyOfRange(file, moof, start + size);
          footage.shots.add(new Shot(bytes, footage.shots.size() * Tape.SEGMENT_TICKS));
        }
        default -> {}
      }
      in.position(start + size);
    }
    // The times of the first one are moved: ffmpeg makes room for the encoders' delays there.
    java.util.Objects.requireNonNull(footage).shots.removeFirst();
    return footage;
  }

  /** The same pictures and sound later on the axis. */
  static byte[] later(byte[] segment, long ticks) {
    byte[] moved = segment.clone();
    ByteBuffer in = ByteBuffer.wrap(moved);
    int track = 0;
    for (int i = 0; i + 20 < Math.min(moved.length, 8_000); i++) {
      int type = in.getInt(i);
      if (type == 0x74666864) {
        track = in.getInt(i + 8);
      } else if (type == 0x74666474 && in.get(i + 4) == 1) {
        long shift = track == 1 ? ticks : ticks * 8 / 15;
        in.putLong(i + 8, in.getLong(i + 8) + shift);
      }
    }
    return moved;
  }

  static long firstShown(byte[] segment) {
    long first = Long.MAX_VALUE;
    for (Run run : Run.of(Heads.of(segment))) {
      long time = run.time();
      for (int i = 0; run.track() == 1 && i < run.sizes().length; i++) {
        first = Math.min(first, time + run.compositions()[i]);
        time += run.durations()[i];
      }
    }
    return first;
  }

  /** Records a shot at a later place on the axis, as live would. */
  static void record(
      Recording recording, String rung, String init, Shot shot, long number, long shift, long at) {
    byte[] bytes = later(shot.bytes, shift);
    recording.add(
        new RecordedSegment(
            rung,
            number,
            at,
            "s1-" + number + ".m4s",
            init,
            firstShown(bytes),
            Tape.SEGMENT_TICKS,
            60,
            false,
            false,
            bytes.length),
        Buffer.buffer(bytes));
  }

  /** What a program says, and its exit code if that is not 0. */
  static String run(String command) {
    try {
      Process process = new ProcessBuilder(command.split(" +")).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? said : said + " (exit code " + code + ")";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
