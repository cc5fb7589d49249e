package live.nigiwai.shop.customer;

/** Name, contacts and address of someone who buys, as {@link BuyerForm} lets them through. */
public record Buyer(String name, String email, String phone, Address address) {}
