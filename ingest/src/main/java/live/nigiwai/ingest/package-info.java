/**
 * The presenter's bytes become playable segments.
 *
 * <p>The door of the module: {@link live.nigiwai.ingest.Ingest} opens the RTMP port and mounts
 * {@code /hls}; {@link live.nigiwai.ingest.IngestConfig} holds every setting and limit; {@link
 * live.nigiwai.ingest.StreamKeys} is what ingest asks of others, and {@link
 * live.nigiwai.ingest.StreamKey} how a key is made. Behind it, in the order of the bytes: {@code
 * rtmp} receives, {@code media} understands and boxes, {@code transcode} decodes and encodes,
 * {@code hls} cuts, keeps and serves, {@code health} tells the staff how it goes.
 */
@NullMarked
package live.nigiwai.ingest;

import org.jspecify.annotations.NullMarked;
