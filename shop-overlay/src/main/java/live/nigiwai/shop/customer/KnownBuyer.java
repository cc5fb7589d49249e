package live.nigiwai.shop.customer;

import org.jspecify.annotations.Nullable;

/**
 * A viewer who bought before and chose 保存.
 *
 * @param card null where they have only paid in other ways
 */
public record KnownBuyer(Buyer buyer, @Nullable Card card) {}
