/** Promises of the formats. */
@NullMarked
package live.nigiwai.ingest.media;

import org.jspecify.annotations.NullMarked;
