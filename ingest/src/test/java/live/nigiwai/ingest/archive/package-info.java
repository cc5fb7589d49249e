/** Recordings with real files, real media and a real S3 server. */
@NullMarked
package live.nigiwai.ingest.archive;

import org.jspecify.annotations.NullMarked;
