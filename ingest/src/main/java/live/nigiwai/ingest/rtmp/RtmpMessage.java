package live.nigiwai.ingest.rtmp;

import java.util.List;

/** What a message means (RTMP 1.0 §5.4, §6, §7). */
@SuppressWarnings("ArrayRecordComponent") // media is handed on, never compared
sealed interface RtmpMessage {
  /** The sender's chunks are of this size from now on. */
  record SetChunkSize(int bytes) implements RtmpMessage {}

  /** The sender will not finish its message on this chunk stream. */
  record Abort(int chunkStream) implements RtmpMessage {}

  /** The sender has received this many bytes, modulo 2^32. */
  record Acknowledgement(long bytes) implements RtmpMessage {}

  /** The sender wants an acknowledgement at least every so many bytes. */
  record WindowSize(long bytes) implements RtmpMessage {}

  record PeerBandwidth(long bytes) implements RtmpMessage {}

  /** A user control event and its first value; there are more events than anybody needs. */
  record UserControl(int event, long value) implements RtmpMessage {
    static final int STREAM_BEGIN = 0;
    static final int PING = 6;
    static final int PONG = 7;
  }

  record Audio(long timestamp, byte[] payload) implements RtmpMessage {}

  record Video(long timestamp, byte[] payload) implements RtmpMessage {}

  /** Several pieces of media in one message. */
  record Aggregate(List<RtmpMessage> media) implements RtmpMessage {
    public Aggregate {
      media = List.copyOf(media);
    }
  }

  /** A notice beside the media, above all {@code onMetaData}; empty when it cannot be read. */
  record Data(List<AmfValue> values) implements RtmpMessage {
    public Data {
      values = List.copyOf(values);
    }
  }

  /**
   * A call, or the answer to one.
   *
   * @param transaction names the call for its answer; 0 wants none
   * @param arguments first the command object, mostly nothing
   */
  record Command(int stream, String name, double transaction, List<AmfValue> arguments)
      implements RtmpMessage {
    public Command {
      arguments = List.copyOf(arguments);
    }

    AmfValue argument(int index) {
      return index < arguments.size() ? arguments.get(index) : AmfValue.NOTHING;
    }
  }

  /** A type that does not concern a publisher, or does not exist. */
  record Other(int type) implements RtmpMessage {
    /** Shared objects, which old players send. */
    boolean exists() {
      return type == 16 || type == 19;
    }
  }
}
