/**
 * Owns everything that touches FFmpeg: decoding, scaling, encoding, resampling. Bytes go in and
 * bytes come out; no URL, file or socket is ever handed to the native side.
 *
 * <p>Each native object belongs to one named class with a {@code close()}, and is used and freed by
 * one platform thread. Read in this order: {@link live.nigiwai.ingest.transcode.Rung}, {@link
 * live.nigiwai.ingest.transcode.Transcoder}, {@link
 * live.nigiwai.ingest.transcode.InProcessTranscoder}, then {@code EncodingLane}, {@code
 * VideoDecoder}, {@code VideoScaler}, {@code VideoEncoder}, and {@link
 * live.nigiwai.ingest.transcode.SoundEncoder}.
 */
@NullMarked
package live.nigiwai.ingest.transcode;

import org.jspecify.annotations.NullMarked;
