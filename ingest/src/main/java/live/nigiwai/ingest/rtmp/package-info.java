/**
 * The RTMP server that presenters' encoders publish to: bytes become media messages, and a stream
 * key becomes a show.
 *
 * <p>Owns the port, the connections and every rule about them: who may publish, which of two
 * publishers of one show stays, how long silence is borne, how much a stranger may make us hold. It
 * does not look into the media; that is handed to a {@link live.nigiwai.ingest.media.PublishSink}
 * as it came.
 *
 * <p>Read it in the order of the bytes:
 *
 * <ol>
 *   <li>{@code Handshake}, with {@code DigestHandshake}: greet;
 *   <li>{@code ChunkReader} and {@code ChunkWriter}: chunks to {@code RawMessage} and back;
 *   <li>{@code RtmpMessage}, {@code MessageCodec}, {@code AmfValue}, {@code Amf0}: what messages
 *       mean;
 *   <li>{@code PublishDialogue}: which command is answered with what;
 *   <li>{@code Reception} and {@code OnAir}: the rules between connections;
 *   <li>{@code Airtime} and {@code Publication}: one connection's way from its key to a show;
 *   <li>{@code RtmpConnection} and {@link live.nigiwai.ingest.rtmp.RtmpServer}: sockets.
 * </ol>
 *
 * <p>The first four know neither sockets nor time nor shows. Everything of one connection happens
 * on its event loop; only stream keys are looked up elsewhere, on virtual threads.
 *
 * <p>Specifications: Adobe's Real Time Messaging Protocol 1.0, AMF 0, and the Enhanced RTMP v2
 * notes where encoders follow them.
 */
@NullMarked
package live.nigiwai.ingest.rtmp;

import org.jspecify.annotations.NullMarked;
