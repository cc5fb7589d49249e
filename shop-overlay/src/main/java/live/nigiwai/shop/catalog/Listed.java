package live.nigiwai.shop.catalog;

import live.nigiwai.show.timeline.SaleState;

/** A product in a show, with what can be done with it there. */
public record Listed(Product product, SaleState state) {}
