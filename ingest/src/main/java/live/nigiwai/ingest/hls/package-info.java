/**
 * Owns the way from one publish to playable HLS: the show's time axis, the segment plan, the parts
 * and segments of every rung, the playlists, and the routes that serve them.
 *
 * <p>Read in this order: {@link live.nigiwai.ingest.hls.LiveShows} (the door), {@code Incoming} and
 * {@code ShowMail} (what comes in), {@code LiveShow} (the thread that takes it), {@code StreamCore}
 * (what happens to each message), {@code SegmentPlan}, {@code SoundLine}, {@code RungPackager},
 * {@code SegmentWindow}, {@code PlaylistText}, {@code HlsRoutes} and {@code Gate}.
 *
 * <p>One rule carries the weight: the segment plan is made once per stream, in display time, and
 * every rung is cut against it. No rung decides for itself, so media sequence numbers, dates and
 * discontinuities agree by construction.
 */
@NullMarked
package live.nigiwai.ingest.hls;

import org.jspecify.annotations.NullMarked;
