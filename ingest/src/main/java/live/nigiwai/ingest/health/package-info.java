/**
 * Owns what staff are told about a show's stream: figures, a light, and advice that names the
 * setting to change.
 *
 * <p>Read in this order: {@link live.nigiwai.ingest.health.HealthBoard} (the door, one entry per
 * show), {@link live.nigiwai.ingest.health.StreamHealth} (what the show's thread tells), {@code
 * PictureWatch}, {@code SoundWatch}, {@code ArrivalWatch} and {@code EncoderWatch} (one measure
 * each), {@link live.nigiwai.ingest.health.HealthReport} (the figures), {@code AdviceRules} and
 * {@code AdviceWords} (what they mean), {@code Steadiness} (so that nothing flickers), {@code
 * SoundAnalysis} and {@code Loudness} (EBU R 128), {@link
 * live.nigiwai.ingest.health.HealthEndpoints}.
 *
 * <p>Nothing here is on the way of a picture: whatever is slow is dropped and counted.
 */
@NullMarked
package live.nigiwai.ingest.health;

import org.jspecify.annotations.NullMarked;
