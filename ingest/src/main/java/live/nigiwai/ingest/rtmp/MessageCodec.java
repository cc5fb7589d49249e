package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Raw messages to what they mean, and what we say to raw messages. */
final class MessageCodec {
  private static final int CONTROL_CHUNKS = 2;
  private static final int COMMAND_CHUNKS = 3;
  private static final int STATUS_CHUNKS = 5;
  private static final int FLV_TAG_HEADER = 11;
  private static final int FLV_TAG_TAIL = 4;

  private static final int TYPE_AUDIO = 8;
  private static final int TYPE_VIDEO = 9;

  /** The limit of a peer's bandwidth that it may treat as it likes. */
  private static final int DYNAMIC = 2;

  private MessageCodec() {}

  /** Routes by type alone: encoders are careless about chunk stream and message stream ids. */
  static RtmpMessage decode(RawMessage raw, RtmpLimits limits) {
    return switch (raw.type()) {
      case 1 -> new RtmpMessage.SetChunkSize((int) firstInt(raw));
      case 2 -> new RtmpMessage.Abort((int) firstInt(raw));
      case 3 -> new RtmpMessage.Acknowledgement(firstInt(raw));
      case 4 -> userControl(raw);
      case 5 -> new RtmpMessage.WindowSize(firstInt(raw));
      case 6 -> new RtmpMessage.PeerBandwidth(firstInt(raw));
      case TYPE_AUDIO -> new RtmpMessage.Audio(raw.timestamp(), raw.payload());
      case TYPE_VIDEO -> new RtmpMessage.Video(raw.timestamp(), raw.payload());
      case 15 -> data(raw, amf3Prefix(raw), limits);
      case 17 -> command(raw, amf3Prefix(raw), limits);
      case 18 -> data(raw, 0, limits);
      case 20 -> command(raw, 0, limits);
      case 22 -> aggregate(raw);
      default -> new RtmpMessage.Other(raw.type());
    };
  }

  static RawMessage encode(RtmpMessage message) {
    return switch (message) {
      case RtmpMessage.SetChunkSize(int bytes) -> control(1, bytes);
      case RtmpMessage.Abort(int chunkStream) -> control(2, chunkStream);
      case RtmpMessage.Acknowledgement(long bytes) -> control(3, bytes);
      case RtmpMessage.UserControl(int event, long value) ->
          raw(4, Unpooled.buffer(6).writeShort(event).writeInt((int) value));
      case RtmpMessage.WindowSize(long bytes) -> control(5, bytes);
      case RtmpMessage.PeerBandwidth(long bytes) ->
          raw(6, Unpooled.buffer(5).writeInt((int) bytes).writeByte(DYNAMIC));
      case RtmpMessage.Audio(long timestamp, byte[] payload) ->
          new RawMessage(4, TYPE_AUDIO, 1, timestamp, payload);
      case RtmpMessage.Video(long timestamp, byte[] payload) ->
          new RawMessage(6, TYPE_VIDEO, 1, timestamp, payload);
      case RtmpMessage.Data(List<AmfValue> values) ->
          new RawMessage(4, 18, 1, 0, Amf0.encode(values));
      case RtmpMessage.Command command -> encodeCommand(command);
      case RtmpMessage.Aggregate aggregate ->
          throw new IllegalArgumentException("aggregates are only read: " + aggregate);
      case RtmpMessage.Other other -> throw new IllegalArgumentException("no bytes for " + other);
    };
  }

  /** The first four bytes of a control message, which mostly are all of it. */
  static long firstInt(RawMessage raw) {
    if (raw.payload().length < 4) {
      throw new MalformedRtmpException("a control message is too short");
    }
    return Unpooled.wrappedBuffer(raw.payload()).getUnsignedInt(0);
  }

  private static RtmpMessage userControl(RawMessage raw) {
    ByteBuf in = Unpooled.wrappedBuffer(raw.payload());
    if (in.readableBytes() < 2) {
      throw new MalformedRtmpException("a control message is too short");
    }
    int event = in.readUnsignedShort();
    return new RtmpMessage.UserControl(event, in.readableBytes() < 4 ? 0 : in.readUnsignedInt());
  }

  /** Messages in AMF 3 carry AMF 0 behind one byte of 0, at least from every encoder known. */
  private static int amf3Prefix(RawMessage raw) {
    return raw.payload().length > 0 && raw.payload()[0] == 0 ? 1 : 0;
  }

  private static RtmpMessage command(RawMessage raw, int from, RtmpLimits limits) {
    if (raw.payload().length > limits.commandBytesMax()) {
      throw new MalformedRtmpException("commandBytesMax", "a command is too long");
    }
    List<AmfValue> values = Amf0.decodeReadable(raw.payload(), from, limits);
    if (values.isEmpty() || !(values.getFirst() instanceof AmfValue.Text(String name))) {
      throw new MalformedRtmpException("a command has no name");
    }
    boolean numbered = values.size() > 1 && values.get(1) instanceof AmfValue.Number;
    double transaction = numbered ? ((AmfValue.Number) values.get(1)).value() : 0;
    List<AmfValue> arguments = values.subList(Math.min(2, values.size()), values.size());
    return new RtmpMessage.Command(raw.stream(), name, transaction, arguments);
  }

  /** Metadata is only for display: what cannot be read is not worth a show. */
  private static RtmpMessage data(RawMessage raw, int from, RtmpLimits limits) {
    if (raw.payload().length > limits.commandBytesMax()) {
      return new RtmpMessage.Data(List.of());
    }
    try {
      return new RtmpMessage.Data(Amf0.decode(raw.payload(), from, limits));
    } catch (MalformedRtmpException unreadable) {
      return new RtmpMessage.Data(List.of());
    }
  }

  /** FLV tags one after the other; their times are moved so that the first is the message's. */
  private static RtmpMessage aggregate(RawMessage raw) {
    ByteBuf in = Unpooled.wrappedBuffer(raw.payload());
    List<RtmpMessage> media = new ArrayList<>();
    long shift = 0;
    while (in.readableBytes() >= FLV_TAG_HEADER) {
      int type = in.readUnsignedByte() & 0x1f;
      int length = in.readUnsignedMedium();
      long time = in.readUnsignedMedium() | (long) in.readUnsignedByte() << 24;
      in.skipBytes(3);
      if (in.readableBytes() < length) {
        throw new MalformedRtmpException("an aggregate message is cut off");
      }
      int from = raw.payload().length - in.readableBytes();
      byte[] payload = Arrays.copyOfRange(raw.payload(), from, from + length);
      in.skipBytes(length + Math.min(FLV_TAG_TAIL, in.readableBytes() - length));
      if (media.isEmpty()) {
        shift = raw.timestamp() - time;
      }
      long timestamp = (time + shift) & 0xffff_ffffL;
      if (type == TYPE_AUDIO) {
        media.add(new RtmpMessage.Audio(timestamp, payload));
      } else if (type == TYPE_VIDEO) {
        media.add(new RtmpMessage.Video(timestamp, payload));
      }
    }
    return new RtmpMessage.Aggregate(media);
  }

  private static RawMessage encodeCommand(RtmpMessage.Command command) {
    List<AmfValue> values = new ArrayList<>();
    values.add(new AmfValue.Text(command.name()));
    values.add(new AmfValue.Number(command.transaction()));
    values.addAll(command.arguments());
    int chunks = command.stream() == 0 ? COMMAND_CHUNKS : STATUS_CHUNKS;
    return new RawMessage(chunks, 20, command.stream(), 0, Amf0.encode(values));
  }

  private static RawMessage control(int type, long value) {
    return raw(type, Unpooled.buffer(4).writeInt((int) value));
  }

  private static RawMessage raw(int type, ByteBuf payload) {
    return new RawMessage(
        CONTROL_CHUNKS, type, 0, 0, Arrays.copyOf(payload.array(), payload.readableBytes()));
  }
}
