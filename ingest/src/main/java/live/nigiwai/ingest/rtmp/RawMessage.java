package live.nigiwai.ingest.rtmp;

/**
 * A message as the chunks carry it: a type and a payload, not yet understood.
 *
 * @param chunkStream the chunk stream it came on, or is to go on
 * @param type message type id
 * @param stream message stream id: 0 for the connection, otherwise what createStream answered
 * @param timestamp milliseconds, unsigned 32 bit
 */
@SuppressWarnings("ArrayRecordComponent") // media is handed on, never compared
record RawMessage(int chunkStream, int type, int stream, long timestamp, byte[] payload) {}
