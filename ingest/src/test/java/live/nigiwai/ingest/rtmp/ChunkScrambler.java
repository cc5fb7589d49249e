package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as chunks in all the ways encoders may: every header format that fits, chunk
 * streams interleaved, chunk sizes changing in the middle of messages, extended timestamps repeated
 * or not.
 */
final class ChunkScrambler {
  private static final class Track {
    final int id;
    @Nullable RawMessage last;
    long step;
    long field;
    @Nullable RawMessage now;
    int sent;

    Track(int id) {
      this.id = id;
    }
  }

  private final Random random;
  private final boolean repeatsExtended;
  private final Map<Integer, Track> tracks = new HashMap<>();
  private int chunkSize = 128;

  final ByteBuf bytes = Unpooled.buffer();
  final List<RawMessage> expected = new ArrayList<>();

  ChunkScrambler(Random random, boolean repeatsExtended) {
    this.random = random;
    this.repeatsExtended = repeatsExtended;
  }

  /** Writes all of them, chunk by chunk, in some order between chunk streams. */
  void write(List<RawMessage> messages) {
    List<RawMessage> waiting = new ArrayList<>(messages);
    while (!waiting.isEmpty() || tracks.values().stream().anyMatch(t -> t.now != null)) {
      if (random.nextInt(12) == 0) {
        changeChunkSize();
      }
      List<Track> busy = tracks.values().stream().filter(t -> t.now != null).toList();
      boolean starts = !waiting.isEmpty() && (busy.isEmpty() || random.nextInt(3) == 0);
      if (!starts) {
        continueOn(busy.get(random.nextInt(busy.size())));
      } else {
        Track track = tracks.computeIfAbsent(waiting.getFirst().chunkStream(), Track::new);
        if (track.now == null) {
          start(track, waiting.removeFirst());
        } else {
          continueOn(track);
        }
      }
    }
  }

  private void changeChunkSize() {
    int size = random.nextBoolean() ? 1 + random.nextInt(300) : 1 + random.nextInt(1 << 20);
    byte[] payload = Unpooled.buffer(4).writeInt(size).array();
    Track control = tracks.computeIfAbsent(2, Track::new);
    start(control, new RawMessage(2, 1, 0, 0, payload));
    while (control.now != null) {
      continueOn(control);
    }
    chunkSize = size;
  }

  private void start(Track track, RawMessage message) {
    int format = random.nextInt(formatMost(track, message) + 1);
    RawMessage last = track.last;
    long delta = last == null ? 0 : message.timestamp() - last.timestamp() & 0xffff_ffffL;
    if (format < 3) {
      track.field = format == 0 ? message.timestamp() : delta;
      track.step = format == 0 ? (track.field <= 100 ? track.field : 0) : delta;
    }
    ChunkWriter.basicHeader(format, track.id, bytes);
    boolean extended = track.field >= ChunkStream.EXTENDED;
    if (format < 3) {
      bytes.writeMedium(extended ? ChunkStream.EXTENDED : (int) track.field);
    }
    if (format < 2) {
      bytes.writeMedium(message.payload().length).writeByte(message.type());
    }
    if (format == 0) {
      bytes.writeIntLE(message.stream());
    }
    if (extended && (format < 3 || repeatsExtended)) {
      bytes.writeInt((int) track.field);
    }
    track.now = message;
    track.sent = 0;
    payload(track, message);
  }

  private static int formatMost(Track track, RawMessage message) {
    RawMessage last = track.last;
    if (last == null || last.stream() != message.stream()) {
      return 0;
    }
    long delta = message.timestamp() - last.timestamp() & 0xffff_ffffL;
    if (Math.abs((int) delta) > 3_000_000) {
      return 0; // no encoder would, and the reader may take it for an absolute time
    }
    if (last.payload().length != message.payload().length || last.type() != message.type()) {
      return 1;
    }
    return delta == track.step ? 3 : 2;
  }

  private void continueOn(Track track) {
    RawMessage message = track.now;
    if (message == null) {
      return;
    }
    ChunkWriter.basicHeader(3, track.id, bytes);
    if (track.field >= ChunkStream.EXTENDED && repeatsExtended) {
      bytes.writeInt((int) track.field);
    }
    payload(track, message);
  }

  private void payload(Track track, RawMessage message) {
    int count = Math.min(chunkSize, message.payload().length - track.sent);
    bytes.writeBytes(message.payload(), track.sent, count);
    track.sent += count;
    if (track.sent == message.payload().length) {
      expected.add(message);
      track.last = message;
      track.now = null;
    }
  }
}
