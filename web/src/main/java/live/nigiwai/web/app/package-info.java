/**
 * Puts the program together. {@link live.nigiwai.web.app.Assembly} builds every part in order and
 * stops them in reverse; {@link live.nigiwai.web.app.NigiwaiConfig} is every setting; {@link
 * live.nigiwai.web.app.ReadyFile} tells scripts that the program is up.
 */
@NullMarked
package live.nigiwai.web.app;

import org.jspecify.annotations.NullMarked;
