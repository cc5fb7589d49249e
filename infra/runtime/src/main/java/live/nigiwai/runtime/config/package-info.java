/**
 * Configuration: each feature has one immutable record with defaults, and an operator changes only
 * what they need to.
 *
 * <p>Read {@link live.nigiwai.runtime.config.Settings}: it lays {@code nigiwai.yaml}, {@code
 * NIGIWAI_*} and {@code --set} over the defaults, in that order, and refuses what it does not know
 * in a sentence that names the key. {@link live.nigiwai.runtime.config.Secret} is a value that is
 * never printed.
 */
@NullMarked
package live.nigiwai.runtime.config;

import org.jspecify.annotations.NullMarked;
