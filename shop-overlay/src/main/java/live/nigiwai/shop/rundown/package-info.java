/**
 * The crew's ordered cues 進行表 of a show. Nothing happens by itself: a producer reads them and acts.
 */
@NullMarked
package live.nigiwai.shop.rundown;

import org.jspecify.annotations.NullMarked;
