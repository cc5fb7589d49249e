@NullMarked
package live.nigiwai.ingest.health;

import org.jspecify.annotations.NullMarked;
