package live.nigiwai.runtime.http;

/**
 * What the merchant's own shop says about a viewer.
 *
 * @param id the shop's own id of the customer; never shown to others
 * @param segment the group of customers they belong to, for example {@code gold}; empty where the
 *     shop names none
 */
public record Customer(String id, String segment) {}
