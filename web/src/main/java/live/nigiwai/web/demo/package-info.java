/**
 * The demo: a generated programme that reaches the ingest through the same door as a real encoder.
 *
 * <p>Read {@link live.nigiwai.web.demo.DemoProgramme} first (the thread that paces, publishes and
 * reconnects), then {@code RunningOrder} (what is on at which time), {@code Scene} (one frame of
 * it), {@code Canvas} and {@code Picture} (drawing in the encoder's own colours), {@code Music},
 * and last {@code Publication} (FFmpeg's encoders and RTMP client). Pictures and lettering under
 * {@code /demo} are made by {@code infra/deploy/demo-art}.
 */
@NullMarked
package live.nigiwai.web.demo;

import org.jspecify.annotations.NullMarked;
