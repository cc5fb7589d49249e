/**
 * A strict player that reports what is wrong with an HLS or LL-HLS presentation instead of playing
 * it.
 *
 * <p>{@link live.nigiwai.testkit.hls.HlsValidator} follows a presentation for a while and names
 * every broken {@link live.nigiwai.testkit.hls.Rule}; {@link live.nigiwai.testkit.hls.ValidateHls}
 * is the same as a command. Reading order: {@code Rule}, {@code HlsValidator}, {@code
 * RenditionFollower} (what it asks for), then the rules: {@code PlaylistRules} (one playlist),
 * {@code ReloadRules} (two versions of one), {@code SegmentRules} and {@code PartRules} (the
 * bytes), {@code LadderRules} (renditions beside each other), {@code MultivariantRules}, {@code
 * DeliveryRules} (HTTP) and {@code DirectiveProbes} ({@code _HLS_*} queries).
 *
 * <p>Sections are those of draft-pantos-hls-rfc8216bis-22 unless another document is named.
 */
@NullMarked
package live.nigiwai.testkit.hls;

import org.jspecify.annotations.NullMarked;
