/**
 * The show's record: title, presenter, and the version of its stream key. Read {@link
 * live.nigiwai.web.show.Shows}, then {@link live.nigiwai.web.show.ShowEndpoints}.
 */
@NullMarked
package live.nigiwai.web.show;

import org.jspecify.annotations.NullMarked;
