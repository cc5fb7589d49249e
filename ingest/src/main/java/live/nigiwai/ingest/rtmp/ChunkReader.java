package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chunks of one connection together into messages (RTMP 1.0 §5.3).
 *
 * <p>Obeys Set Chunk Size and Abort itself, since they change how the very next byte is read.
 */
final class ChunkReader {
  private static final int[] HEADER_BYTES = {11, 7, 3, 0};
  private static final int SET_CHUNK_SIZE = 1;
  private static final int ABORT = 2;

  private final RtmpLimits limits;
  private final Map<Integer, ChunkStream> streams = new HashMap<>();
  private int chunkSize = 128;
  private long heldBytes;
  private @Nullable ChunkStream current;
  private int leftInChunk;

  ChunkReader(RtmpLimits limits) {
    this.limits = limits;
  }

  /** The next whole message; null when the input ends before it does. */
  @Nullable RawMessage next(ByteBuf in) {
    while (true) {
      ChunkStream stream = current != null ? current : readHeader(in);
      if (stream == null) {
        return null;
      }
      int now = Math.min(leftInChunk, in.readableBytes());
      if (now > 0) {
        heldBytes += stream.take(in, now, limits.partialBytesMax() - heldBytes);
        leftInChunk -= now;
      }
      current = leftInChunk > 0 ? stream : null;
      if (current != null) {
        return null;
      }
      if (stream.whole()) {
        heldBytes -= stream.heldBytes();
        RawMessage message = stream.finish();
        obey(message);
        return message;
      }
    }
  }

  /** Memory held for messages that are not yet whole. */
  long heldBytes() {
    return heldBytes;
  }

  /** Reads a chunk's header, or, if it is not all there, nothing of it. */
  private @Nullable ChunkStream readHeader(ByteBuf in) {
    int start = in.readerIndex();
    ChunkStream stream = tryHeader(in);
    if (stream == null) {
      in.readerIndex(start);
    }
    return stream;
  }

  private @Nullable ChunkStream tryHeader(ByteBuf in) {
    if (!in.isReadable()) {
      return null;
    }
    int first = in.readUnsignedByte();
    int format = first >> 6;
    int id = first & 0x3f;
    if (id < 2) { // 0: one more byte of id, 1: two more
      if (in.readableBytes() < id + 1) {
        return null;
      }
      id = 64 + in.readUnsignedByte() + (id == 1 ? in.readUnsignedByte() << 8 : 0);
    }
    if (in.readableBytes() < HEADER_BYTES[format]) {
      return null;
    }
    ChunkStream stream = streams.get(id);
    if (stream == null) {
      stream = new ChunkStream(id);
      if (format >= 2) {
        throw new MalformedRtmpException("a chunk continues what never began");
      }
    }
    boolean read = format == 3 ? readContinuation(in, stream) : readFields(in, stream, format);
    if (!read) {
      return null;
    }
    if (!streams.containsKey(id)) {
      if (streams.size() >= limits.chunkStreamsMax()) {
        throw new MalformedRtmpException("chunkStreamsMax", "too many chunk streams");
      }
      streams.put(id, stream);
    }
    leftInChunk = Math.min(chunkSize, stream.missing());
    return stream;
  }

  private boolean readFields(ByteBuf in, ChunkStream stream, int format) {
    long time = in.readUnsignedMedium();
    int length = format < 2 ? in.readUnsignedMedium() : stream.length();
    int type = format < 2 ? in.readUnsignedByte() : stream.type();
    int messageStream = format == 0 ? in.readIntLE() : stream.messageStream();
    boolean extended = time == ChunkStream.EXTENDED;
    if (extended) {
      if (in.readableBytes() < 4) {
        return false;
      }
      time = in.readUnsignedInt();
    }
    if (length > limits.messageBytesMax()) {
      throw new MalformedRtmpException("messageBytesMax", "a message of " + length + " bytes");
    }
    heldBytes -= stream.heldBytes(); // a new header in the middle of a message replaces it
    stream.begin(length, type, messageStream);
    if (format == 0) {
      stream.timeIs(time, extended);
    } else {
      stream.timeAdvances(time, extended);
    }
    return true;
  }

  /**
   * A header without fields. Behind it some senders repeat the four bytes of an extended timestamp
   * and some do not, so they are consumed only if they are the ones expected.
   */
  private boolean readContinuation(ByteBuf in, ChunkStream stream) {
    boolean starts = stream.betweenMessages();
    if (stream.extended()) {
      int there = Math.min(4, in.readableBytes());
      long seen = 0;
      for (int i = 0; i < there; i++) {
        seen = seen << 8 | in.getUnsignedByte(in.readerIndex() + i);
      }
      if (stream.repeatsTime(seen, there)) {
        if (there < 4) {
          return false; // cannot tell yet
        }
        in.skipBytes(4);
      }
    }
    if (starts) {
      stream.beginLikeLast();
    }
    return true;
  }

  private void obey(RawMessage message) {
    if (message.type() != SET_CHUNK_SIZE && message.type() != ABORT) {
      return;
    }
    long value = MessageCodec.firstInt(message);
    if (message.type() == SET_CHUNK_SIZE) {
      int size = (int) (value & 0x7fff_ffff);
      if (size == 0) {
        throw new MalformedRtmpException("a chunk size of 0");
      }
      chunkSize = size;
    } else {
      ChunkStream stream = streams.get((int) value);
      if (stream != null) {
        heldBytes -= stream.heldBytes();
        stream.drop();
      }
    }
  }
}
