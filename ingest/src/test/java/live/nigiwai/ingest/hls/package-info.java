/** Promises of the way from a publish to playable HLS, tried with media that ffmpeg made. */
@NullMarked
package live.nigiwai.ingest.hls;

import org.jspecify.annotations.NullMarked;
