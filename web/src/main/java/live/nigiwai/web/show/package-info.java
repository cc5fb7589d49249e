/**
 * The show's record: title, presenter, the version of its stream keys, and whether it rehearses.
 * Read {@link live.nigiwai.web.show.Shows}, then {@link live.nigiwai.web.show.ShowEndpoints} and
 * {@link live.nigiwai.web.show.StreamKeyEndpoints}.
 */
@NullMarked
package live.nigiwai.web.show;

import org.jspecify.annotations.NullMarked;
