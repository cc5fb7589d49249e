/** Promises of the formats. */
@NullMarked
package live.nigiwai.ingest.transcode;

import org.jspecify.annotations.NullMarked;
