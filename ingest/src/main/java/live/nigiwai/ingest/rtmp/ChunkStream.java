package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * One chunk stream of a connection: what its last header said, and its message so far.
 *
 * <p>Time is where encoders differ from the specification and from each other; the choices are
 * commented where they are made. Timestamps are kept modulo 2^32.
 */
final class ChunkStream {
  /** The 24-bit timestamp that announces 32 more bits. */
  static final int EXTENDED = 0xff_ffff;

  private static final byte[] NOTHING = {};
  private static final int FIRST_BYTES = 4_096;

  /** A message that goes on beyond what it was given gets so many times more. */
  private static final int GROWTH = 16;

  /** A step in time that an encoder may plausibly make, in milliseconds. */
  private static final long PLAUSIBLE_STEP = 3_600_000;

  /** A first timestamp so small that it can as well be the distance to the next frame. */
  private static final long FRAME_STEP_MAX = 100;

  private final int id;
  private int length;
  private int type;
  private int messageStream;
  private long timestamp;
  private long step;
  private boolean extended;
  private long extendedField;
  private byte[] payload = NOTHING;
  private int received;

  ChunkStream(int id) {
    this.id = id;
  }

  int length() {
    return length;
  }

  int type() {
    return type;
  }

  int messageStream() {
    return messageStream;
  }

  boolean extended() {
    return extended;
  }

  boolean betweenMessages() {
    return received == 0;
  }

  int missing() {
    return length - received;
  }

  boolean whole() {
    return received == length;
  }

  long heldBytes() {
    return payload.length;
  }

  void begin(int newLength, int newType, int newMessageStream) {
    drop();
    length = newLength;
    type = newType;
    messageStream = newMessageStream;
  }

  void drop() {
    payload = NOTHING;
    received = 0;
  }

  /** A type 0 header. */
  void timeIs(long time, boolean isExtended) {
    timestamp = time;
    // If a type 3 header begins the next message, the specification advances by this very time.
    // FFmpeg relies on that for a frame's length; GStreamer and OBS mean no advance at all.
    step = time <= FRAME_STEP_MAX ? time : 0;
    remember(time, isExtended);
  }

  /** A type 1 or 2 header. */
  void timeAdvances(long field, boolean isExtended) {
    // An extended field should be a difference too, but some encoders put the absolute time there.
    // Whichever reading makes the smaller jump is meant. A difference may be negative, modulo 2^32.
    boolean absolute =
        isExtended
            && Math.abs((int) field) > PLAUSIBLE_STEP
            && Math.abs((int) (field - timestamp)) <= PLAUSIBLE_STEP;
    step = absolute ? 0 : field;
    timestamp = absolute ? field : (timestamp + field) & 0xffff_ffffL;
    remember(field, isExtended);
  }

  private void remember(long field, boolean isExtended) {
    extended = isExtended;
    extendedField = field;
  }

  /** A type 3 header between messages: everything as before, one step later. */
  void beginLikeLast() {
    timestamp = (timestamp + step) & 0xffff_ffffL;
  }

  /** Whether these first {@code count} bytes may be the extended timestamp once more. */
  boolean repeatsTime(long bytes, int count) {
    int hidden = 8 * (4 - count);
    return bytes == extendedField >>> hidden || bytes == timestamp >>> hidden;
  }

  /**
   * Takes payload bytes.
   *
   * @param room how many more bytes may be held
   * @return how many more bytes are held now
   */
  int take(ByteBuf in, int count, long room) {
    int before = payload.length;
    if (received + count > before) {
      int wanted = Math.max(received + count, Math.max(FIRST_BYTES, GROWTH * before));
      int capacity = Math.min(length, wanted);
      if (capacity - before > room) {
        throw new MalformedRtmpException("partialBytesMax", "too many unfinished messages");
      }
      payload = Arrays.copyOf(payload, capacity);
    }
    in.readBytes(payload, received, count);
    received += count;
    return payload.length - before;
  }

  RawMessage finish() {
    byte[] whole = payload.length == length ? payload : Arrays.copyOf(payload, length);
    drop();
    return new RawMessage(id, type, messageStream, timestamp, whole);
  }
}
