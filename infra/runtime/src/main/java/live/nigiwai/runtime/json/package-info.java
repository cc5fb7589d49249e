/** The one JSON dialect of this program, set up once: {@link live.nigiwai.runtime.json.Json}. */
@NullMarked
package live.nigiwai.runtime.json;

import org.jspecify.annotations.NullMarked;
