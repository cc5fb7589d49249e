package live.nigiwai.shop.customer;

/** A viewer who bought before and chose 保存. */
public record KnownBuyer(Buyer buyer, Card card) {}
