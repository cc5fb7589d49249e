/** The operators' port: is it alive, is it ready, what does it measure. */
@NullMarked
package live.nigiwai.web.ops;

import org.jspecify.annotations.NullMarked;
