/**
 * Owns the words both halves of the ingest speak and the pure knowledge of the formats: what an FLV
 * payload holds, what a decoder configuration says, how timestamps become ticks, how fMP4 boxes are
 * written. Nothing here has a thread, a socket or a native object.
 *
 * <p>Read in this order: {@link live.nigiwai.ingest.media.PublishDoor} and {@link
 * live.nigiwai.ingest.media.PublishSink} (the border to RTMP), {@link
 * live.nigiwai.ingest.media.FlvVideo} and {@link live.nigiwai.ingest.media.FlvAudio}, {@link
 * live.nigiwai.ingest.media.AvcConfig} and {@link live.nigiwai.ingest.media.AacConfig}, {@link
 * live.nigiwai.ingest.media.WireTimeline}, {@link live.nigiwai.ingest.media.Sample}, {@link
 * live.nigiwai.ingest.media.InitSegment} and {@link live.nigiwai.ingest.media.Fragment}.
 */
@NullMarked
package live.nigiwai.ingest.media;

import org.jspecify.annotations.NullMarked;
