package live.nigiwai.shop.rundown;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * One cue キュー of a show's rundown; its place in the list is its position.
 *
 * @param product what it is about; null for a greeting or a break
 * @param note what the crew should do or say
 */
public record Cue(@Nullable ProductId product, LocalText note) {}
