package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;

/**
 * Cuts messages into chunks (RTMP 1.0 §5.3), with a full header each: a server that only answers
 * commands gains nothing from shorter ones.
 */
final class ChunkWriter {
  private int chunkSize = 128;

  void write(RawMessage message, ByteBuf out) {
    byte[] payload = message.payload();
    boolean extended = message.timestamp() >= ChunkStream.EXTENDED;
    basicHeader(0, message.chunkStream(), out);
    out.writeMedium(extended ? ChunkStream.EXTENDED : (int) message.timestamp());
    out.writeMedium(payload.length);
    out.writeByte(message.type());
    out.writeIntLE(message.stream());
    if (extended) {
      out.writeInt((int) message.timestamp());
    }
    for (int from = 0; from < payload.length; from += chunkSize) {
      if (from > 0) {
        basicHeader(3, message.chunkStream(), out);
        if (extended) {
          out.writeInt((int) message.timestamp());
        }
      }
      out.writeBytes(payload, from, Math.min(chunkSize, payload.length - from));
    }
    if (message.type() == 1) {
      chunkSize = (int) MessageCodec.firstInt(message);
    }
  }

  static void basicHeader(int format, int chunkStream, ByteBuf out) {
    if (chunkStream < 64) {
      out.writeByte(format << 6 | chunkStream);
    } else if (chunkStream < 64 + 256) {
      out.writeByte(format << 6);
      out.writeByte(chunkStream - 64);
    } else {
      out.writeByte(format << 6 | 1);
      out.writeShortLE(chunkStream - 64);
    }
  }
}
